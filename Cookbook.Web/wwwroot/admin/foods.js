// Type-ahead for names of foods: fills the list that the browser offers under the field.

const list = document.getElementById("food-names");
const known = new Map();
let asked = "";

async function suggest(typed) {
  if (!known.has(typed)) {
    const response = await fetch(`/admin/foods/suggest?q=${encodeURIComponent(typed)}`, { headers: { Accept: "application/json" } });
    if (!response.ok || response.redirected) {
      return;
    }
    known.set(typed, await response.json());
  }
  if (asked === typed) {
    list.replaceChildren(...known.get(typed).map(name => Object.assign(document.createElement("option"), { value: name })));
  }
}

let wait;
document.addEventListener("input", event => {
  const field = event.target;
  if (field instanceof HTMLInputElement && field.getAttribute("list") === list?.id) {
    asked = field.value.trim().toLowerCase();
    clearTimeout(wait);
    if (asked.length > 0) {
      wait = setTimeout(suggest, 120, asked);
    }
  }
});
