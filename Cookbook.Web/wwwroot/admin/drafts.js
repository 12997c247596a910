// Keeps what is typed in this tab, until it is saved: for the Back button, a session that ends, a browser that closes the tab's page.

const form = document.querySelector("form[data-draft]");
const key = `draft ${location.pathname}`;
const left = new Set(["__RequestVerificationToken", "Seen", "Submission", "Do"]);

function typed() {
  return JSON.stringify([...new FormData(form)].filter(([name, value]) => !left.has(name) && typeof value === "string" && !name.endsWith("Index")));
}

function offer(draft) {
  const notice = document.createElement("p");
  notice.className = "done";
  notice.setAttribute("role", "status");
  notice.append(`You typed something here at ${new Date(draft.at).toLocaleTimeString()} that was not saved. `);
  for (const [text, act] of [["Put it back", () => putBack(draft)], ["Forget it", () => sessionStorage.removeItem(key)]]) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = text;
    button.addEventListener("click", () => { act(); notice.remove(); form.querySelector("input:not([type=hidden])").focus(); });
    notice.append(button, " ");
  }
  form.before(notice);
}

function putBack(draft) {
  const lines = new Set(draft.fields.map(([name]) => /^Lines\[(.+)\]/.exec(name)?.[1]).filter(Boolean));
  const keys = [...document.querySelectorAll("#line-list input[name='Lines.Index']")].map(field => field.value);
  const more = document.querySelector("[data-add-line]");
  while (more && keys.length < lines.size) {
    more.click();
    keys.push([...document.querySelectorAll("#line-list input[name='Lines.Index']")].at(-1).value);
  }
  const order = [...lines];
  for (const [name, value] of draft.fields) {
    const line = /^Lines\[(.+)\]/.exec(name)?.[1];
    const field = form.elements.namedItem(line ? name.replace(`[${line}]`, `[${keys[order.indexOf(line)]}]`) : name);
    if (field && "value" in field && field.type !== "checkbox") {
      field.value = value;
    }
  }
}

if (form) {
  if (document.querySelector("[data-saved]")) {
    for (const name of Object.keys(sessionStorage).filter(name => name.startsWith("draft "))) {
      sessionStorage.removeItem(name);
    }
  }

  const shown = typed();
  const draft = JSON.parse(sessionStorage.getItem(key) ?? "null");
  if (draft && JSON.stringify(draft.fields) !== shown && !document.querySelector(".errors")) {
    offer(draft);
  }

  let wait;
  form.addEventListener("input", () => {
    clearTimeout(wait);
    wait = setTimeout(() => sessionStorage.setItem(key, JSON.stringify({ at: Date.now(), fields: JSON.parse(typed()) })), 300);
  });
}
