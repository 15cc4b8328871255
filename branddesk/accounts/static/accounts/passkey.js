// Passkeys: <button type="button" data-passkey="create|get" data-options="id of the JSON"> asks the device and submits its
// form with the answer in the field `credential`; "sign-in" fetches its options first, from the address of its form.

const { webauthnJSON } = window;

function trouble(form, kind) {
  for (const sentence of form.querySelectorAll("[data-passkey-trouble]")) {
    sentence.hidden = sentence.dataset.passkeyTrouble !== kind;
  }
}

async function optionsFor(button) {
  if (button.dataset.passkey !== "sign-in") {
    return JSON.parse(document.getElementById(button.dataset.options).textContent);
  }
  const response = await fetch(button.form.action, { headers: { Accept: "application/json" } });
  if (!response.ok) throw new Error(`no options: ${response.status}`);
  return (await response.json()).request_options;
}

function asDiscoverable(options, isAlone) {
  const selection = { ...options.publicKey.authenticatorSelection };
  selection.residentKey = isAlone ? "required" : "discouraged";
  selection.requireResidentKey = isAlone;
  if (isAlone) selection.userVerification = "required";
  return { ...options, publicKey: { ...options.publicKey, authenticatorSelection: selection } };
}

async function ask(button) {
  const { form } = button;
  trouble(form, "");
  if (!webauthnJSON?.supported()) {
    trouble(form, "unsupported");
    return;
  }
  button.disabled = true;
  try {
    const options = await optionsFor(button);
    const isNew = button.dataset.passkey === "create";
    const credential = isNew
      ? await webauthnJSON.create(asDiscoverable(options, form.elements.passwordless.checked))
      : await webauthnJSON.get(options);
    form.elements.credential.value = JSON.stringify(credential);
    form.submit();
  } catch {
    trouble(form, "refused");
  } finally {
    button.disabled = false;
  }
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-passkey]");
  if (button) ask(button);
});
