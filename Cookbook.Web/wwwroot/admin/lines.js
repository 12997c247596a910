// Adds, removes and moves the lines of a recipe without asking the server. Its buttons do the same without this script.

const list = document.getElementById("line-list");
const template = document.getElementById("line-template");
let made = 0;

function renumber() {
  [...list.children].forEach((line, index) => {
    line.querySelectorAll("[data-number]").forEach(number => { number.textContent = index + 1; });
    line.querySelector("[data-line=up]").ariaLabel = `Move line ${index + 1} up`;
    line.querySelector("[data-line=down]").ariaLabel = `Move line ${index + 1} down`;
    line.querySelector("[data-line=remove]").ariaLabel = `Remove line ${index + 1}`;
  });
}

function add() {
  const line = template.content.firstElementChild.cloneNode(true);
  const key = `new${++made}`;
  for (const element of [line, ...line.querySelectorAll("*")]) {
    for (const name of ["name", "id", "for", "value"]) {
      const value = element.getAttribute(name);
      if (value !== null) {
        element.setAttribute(name, value === "new" ? key : value.replace("[new]", `[${key}]`).replace("_new_", `_${key}_`));
      }
    }
  }
  list.append(line);
  renumber();
  return line;
}

// The lines of a draft in the place of those that are there: of each the names of its fields and what is in them, such as Food and "leek".
// An event, because a script that another imports has another address than on the page, and would run twice.
list?.addEventListener("putback", event => {
  list.replaceChildren();
  for (const fields of event.detail) {
    const line = add();
    const key = line.querySelector("[name='Lines.Index']").value;
    for (const [name, value] of Object.entries(fields)) {
      const field = line.querySelector(`[name="Lines[${key}].${name}"]`) ?? Object.assign(document.createElement("input"), { type: "hidden", name: `Lines[${key}].${name}` });
      field.value = value;
      if (!field.isConnected) {
        line.append(field);
      }
    }
  }
});

function edit(button) {
  const line = button.closest("li");
  const focus = button.dataset.line;
  if (focus === "up" && line.previousElementSibling) {
    line.previousElementSibling.before(line);
  } else if (focus === "down" && line.nextElementSibling) {
    line.nextElementSibling.after(line);
  } else if (focus === "remove") {
    (line.nextElementSibling ?? line.previousElementSibling ?? add()).querySelector("input:not([type=hidden])").focus();
    line.remove();
  }
  renumber();
  if (focus !== "remove") {
    button.focus();
  }
  list.dispatchEvent(new Event("input", { bubbles: true }));
}

document.addEventListener("click", event => {
  const button = event.target.closest?.("button");
  if (button?.dataset.line) {
    event.preventDefault();
    edit(button);
  } else if (button && "addLine" in button.dataset) {
    event.preventDefault();
    add().querySelector("input:not([type=hidden])").focus();
  }
});
