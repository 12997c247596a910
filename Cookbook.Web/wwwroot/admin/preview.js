// Once the preview has been asked for, it follows what is typed.

const form = document.querySelector("form.recipe-form");
const preview = document.getElementById("preview");
const content = document.getElementById("preview-content");
let wait;
let last;

async function show() {
  last?.abort();
  last = new AbortController();
  const fields = new FormData(form);
  fields.set("Do", "preview");
  for (const [name, value] of [...fields]) {
    if (value instanceof File) {
      fields.delete(name);
    }
  }
  try {
    const response = await fetch(form.action, { method: "POST", body: fields, signal: last.signal });
    if (response.ok && !response.redirected) {
      const page = new DOMParser().parseFromString(await response.text(), "text/html");
      const shown = page.getElementById("preview-content");
      if (shown) {
        content.replaceChildren(...shown.childNodes);
        preview.hidden = false;
      }
    }
  } catch (error) {
    if (error.name !== "AbortError") {
      throw error;
    }
  }
}

form?.addEventListener("click", event => {
  if (event.target.closest("button")?.value === "preview") {
    event.preventDefault();
    show().then(() => preview.scrollIntoView({ block: "nearest" }));
  }
});

form?.addEventListener("input", () => {
  if (!preview.hidden) {
    clearTimeout(wait);
    wait = setTimeout(show, 500);
  }
});
