/* Passkeys: asks the browser for one and puts its answer into the form, which goes to the server like any other.
   Without this script, or in a browser that knows no passkeys, the page's words say so and the form stays away. */
(() => {
  "use strict";
  const form = document.querySelector("[data-passkey]");
  if (!form || !window.PublicKeyCredential) return;

  /* Bytes travel as base64 for addresses. */
  const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (mark) => mark.charCodeAt(0));
  const text = (buffer) =>
    btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  const known = (keys) => (keys || []).map((key) => ({ ...key, id: bytes(key.id) }));

  const asked = () => {
    const options = JSON.parse(form.dataset.asked);
    options.challenge = bytes(options.challenge);
    if (options.user) options.user.id = bytes(options.user.id);
    if (options.excludeCredentials) options.excludeCredentials = known(options.excludeCredentials);
    if (options.allowCredentials) options.allowCredentials = known(options.allowCredentials);
    return { publicKey: options };
  };

  const PARTS = ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"];
  const told = ({ id, type, rawId, response }) => {
    const parts = PARTS.filter((name) => response[name]).map((name) => [name, text(response[name])]);
    return JSON.stringify({ id, type, rawId: text(rawId), response: Object.fromEntries(parts) });
  };

  const ask = async (event) => {
    event.preventDefault();
    const failed = form.querySelector("[data-passkey-failed]");
    failed.hidden = true;
    try {
      form.elements.credential.value = told(await navigator.credentials[form.dataset.passkey](asked()));
    } catch {
      failed.hidden = false;
      return;
    }
    form.submit();
  };

  document.querySelector("[data-passkey-words]").hidden = true;
  form.hidden = false;
  form.addEventListener("submit", ask);
})();
