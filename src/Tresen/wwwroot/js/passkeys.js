"use strict";
/* form[data-passkey="create|get"]: asks the browser for a passkey, with the options that the address in data-options gives, and sends
   what comes in the field Credential. Where the browser can't, the form isn't shown. */
{
  const can = !!window.PublicKeyCredential?.parseCreationOptionsFromJSON;
  if (can) document.documentElement.classList.add("passkeys");

  tresen.on("submit", "form[data-passkey]", async (form, e) => {
    e.preventDefault();
    e.stopImmediatePropagation();
    const says = form.querySelector("[data-passkey-says]");
    says.textContent = "";
    try {
      const answer = await fetch(form.dataset.options, { method: "POST", body: new URLSearchParams(new FormData(form)) });
      if (!answer.ok) {
        says.textContent = answer.status === 422 ? await answer.text() : tresen.say("failed");
        return;
      }
      const options = await answer.json();
      const credential = form.dataset.passkey === "create"
        ? await navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) })
        : await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) });
      form.elements.Credential.value = JSON.stringify(credential.toJSON());
      form.submit();
    } catch (error) {
      // Whoever changed their mind, took too long or has no key here is told the same by the browser.
      says.textContent = tresen.say(error instanceof TypeError ? "offline" : "noPasskey");
    }
  }, { capture: true });
}
