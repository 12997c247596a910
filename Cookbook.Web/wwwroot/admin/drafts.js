// Keeps what is typed in this tab, until it is saved: for the Back button, a session that ends, a browser that closes the tab's page.

const form = document.querySelector("form[data-draft]");
const key = `draft ${location.pathname}`;
const left = new Set(["__RequestVerificationToken", "Seen", "Submission", "Do"]);
let isTyped = false;

function typed() {
  return [...new FormData(form)].filter(([name, value]) => !left.has(name) && typeof value === "string" && !name.endsWith("Index"));
}

// With what the form had shown before: what somebody else has changed since is then seen when it is saved.
function keep() {
  if (isTyped) {
    isTyped = false;
    sessionStorage.setItem(key, JSON.stringify({ at: Date.now(), seen: form.elements.Seen.value, fields: typed() }));
  }
}

function offer(draft) {
  const notice = document.createElement("p");
  notice.className = "done";
  notice.setAttribute("role", "status");
  notice.append(`You typed something here at ${new Date(draft.at).toLocaleTimeString([], { timeStyle: "short" })} that was not saved. `);
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
  const lines = new Map();
  form.elements.Seen.value = draft.seen;
  for (const [name, value] of draft.fields) {
    const [, line, field] = /^Lines\[(.+)\]\.(.+)$/.exec(name) ?? [];
    if (line) {
      lines.set(line, { ...lines.get(line), [field]: value });
    } else if (form.elements[name] && form.elements[name].type !== "checkbox") {
      form.elements[name].value = value;
    }
  }
  document.getElementById("line-list").dispatchEvent(new CustomEvent("putback", { detail: [...lines.values()] }));
  form.dispatchEvent(new Event("input"));
}

// Only when it has just been saved: who comes back to this page, or loads it anew, may have typed more since.
const saved = document.querySelector("[data-saved]")?.dataset.saved;
if (saved && performance.getEntriesByType("navigation")[0].type === "navigate") {
  sessionStorage.removeItem(`draft ${saved}`);
}

if (form) {
  const draft = JSON.parse(sessionStorage.getItem(key) ?? "null");
  if (draft && JSON.stringify(draft.fields) !== JSON.stringify(typed()) && !document.querySelector(".errors")) {
    offer(draft);
  }

  let wait;
  form.addEventListener("input", () => {
    isTyped = true;
    clearTimeout(wait);
    wait = setTimeout(keep, 300);
  });

  // The page is left before the pause was long enough.
  addEventListener("pagehide", keep);
}
