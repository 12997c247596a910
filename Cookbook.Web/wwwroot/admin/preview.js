// Once the preview has been asked for, it follows what is typed.

const form = document.querySelector("form.recipe-form");
const preview = document.getElementById("preview");
const content = document.getElementById("preview-content");
let wait;
let last;

// Whether there is a preview now. There is none if the session has ended, or without the server.
async function show() {
  last?.abort();
  last = new AbortController();
  const fields = new FormData(form);
  fields.set("Do", "preview");
  fields.delete("NewPhoto");
  try {
    const response = await fetch(form.action, { method: "POST", body: fields, signal: last.signal });
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    const shown = page.getElementById("preview-content");
    if (!response.ok || !shown) {
      return false;
    }
    content.replaceChildren(...shown.childNodes);
    preview.hidden = false;
    return true;
  } catch (error) {
    return error.name === "AbortError";
  }
}

form?.addEventListener("click", async event => {
  const button = event.target.closest("button");
  if (button?.value === "preview") {
    event.preventDefault();
    if (await show()) {
      preview.focus();
    } else {
      // As without this script: what comes then says what is wrong.
      form.requestSubmit(button);
    }
  }
});

form?.addEventListener("input", () => {
  if (!preview.hidden) {
    clearTimeout(wait);
    wait = setTimeout(show, 500);
  }
});
