// Tells of a picture that is too large before it is sent. The server says the same to whoever has no script.

const field = document.querySelector("input[type=file][data-most]");
const problem = document.getElementById("photo-problem");

field?.addEventListener("change", () => {
  const isLarge = [...field.files].some(file => file.size > Number(field.dataset.most));
  const text = isLarge ? field.dataset.tooLarge : "";
  field.setCustomValidity(text);
  field.ariaInvalid = isLarge ? "true" : null;
  field.classList.toggle("input-validation-error", isLarge);
  problem.className = isLarge ? "field-validation-error" : "field-validation-valid";
  problem.textContent = text;
});
