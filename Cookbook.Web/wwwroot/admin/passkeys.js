// Passkeys: the forms with data-passkey, which stay hidden where the browser cannot use them. It asks the form's address what to do (GET),
// has the browser do it, and sends the result there with the form (POST).

// The server forgets what it asked after five minutes.
const stale = 4 * 60 * 1000;

// There can be one request to the browser at a time.
let current = new AbortController();

class Refusal extends Error {
  constructor(sentence, fields = {}) {
    super(sentence);
    this.fields = fields;
  }
}

const sentences = {
  NotAllowedError: "No passkey was used: it was cancelled, or took too long.",
  InvalidStateError: "This device keeps a passkey of yours already.",
  SecurityError: "Passkeys do not work at this address. Open the site under its own name.",
  NotSupportedError: "This device cannot keep passkeys.",
  TypeError: "The site did not answer. Try again.",
};

async function ask(address, how) {
  const response = await fetch(address, how);
  const answer = response.headers.get("Content-Type")?.includes("json") ? await response.json() : null;
  if (response.ok && answer && !response.redirected) {
    return answer;
  }

  throw new Refusal(
    answer?.detail ??
      (response.redirected ? "Your session has ended. Reload this page and sign in again."
      : response.status === 429 ? "These were too many tries. Wait a minute."
      : response.status === 503 ? "The site does not get through to its database. Wait a few seconds and try again."
      : "This page is too old. Reload it and try again."),
    answer?.errors);
}

async function finish(form, credential) {
  form.querySelector("button").disabled = true;
  const body = new URLSearchParams(new FormData(form));
  body.set("Credential", JSON.stringify(credential));
  location.assign((await ask(form.action, { method: "POST", body })).next);
}

const ways = {
  async add(form, signal) {
    const name = new URLSearchParams({ name: form.elements.namedItem("Name").value });
    const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(await ask(`${form.action}?${name}`, { signal }));
    await finish(form, await navigator.credentials.create({ publicKey, signal }));
  },

  async "sign-in"(form, signal, mediation) {
    const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(await ask(form.action, { signal }));
    await finish(form, await navigator.credentials.get({ publicKey, mediation, signal }));
  },
};

function takeTurn() {
  current.abort();
  current = new AbortController();
  return current.signal;
}

function tell(form, error) {
  form.querySelector("button").disabled = false;
  const byName = error.fields?.Name?.[0];
  const field = form.elements.namedItem("Name");
  if (field) {
    field.setAttribute("aria-invalid", Boolean(byName));
    field.classList.toggle("input-validation-error", Boolean(byName));
    document.getElementById("passkey-name-problem").textContent = byName ?? "";
    if (byName) {
      field.focus();
    }
  }

  form.querySelector("[role=status]").textContent =
    byName ? ""
    : error instanceof Refusal ? error.message
    : sentences[error.name] ?? "The browser could not use a passkey.";
}

async function use(form) {
  form.querySelector("button").disabled = true;
  form.querySelector("[role=status]").textContent = "Waiting for your device …";
  try {
    await ways[form.dataset.passkey](form, takeTurn());
  } catch (error) {
    tell(form, error);
    offer(form);
  }
}

// Passkeys among what the browser offers to fill into the e-mail field, for as long as nothing else is asked of it.
async function offer(form) {
  if (form.dataset.passkey !== "sign-in" || !await PublicKeyCredential.isConditionalMediationAvailable?.()) {
    return;
  }

  const signal = takeTurn();
  const timer = setTimeout(offer, stale, form);
  signal.addEventListener("abort", () => clearTimeout(timer));
  try {
    await ways["sign-in"](form, signal, "conditional");
  } catch (error) {
    if (error instanceof Refusal) {
      tell(form, error);
    }
  }
}

if (typeof globalThis.PublicKeyCredential?.parseRequestOptionsFromJSON === "function") {
  for (const element of document.querySelectorAll("[data-without-passkeys]")) {
    element.hidden = true;
  }

  for (const form of document.querySelectorAll("form[data-passkey]")) {
    form.hidden = false;
    form.addEventListener("submit", event => {
      event.preventDefault();
      use(form);
    });
    offer(form);
  }
}
