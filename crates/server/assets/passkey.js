// Passkeys: the browser's part. Without it one signs in with password and code as before.
"use strict";

(() => {
  if (!window.PublicKeyCredential || !navigator.credentials) return;

  const bytes = (text) =>
    Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));
  const text = (buffer) =>
    btoa(String.fromCharCode(...new Uint8Array(buffer)))
      .replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");

  // The office's own words where it said no.
  const send = async (path, body) => {
    const answer = await fetch(path, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        "accept-language": document.documentElement.lang,
      },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const told = answer.status === 204 ? null : await answer.json();
    if (!answer.ok) throw Object.assign(new Error(told.detail), { told });
    return told;
  };

  const create = async (options) => {
    const asked = options.publicKey;
    asked.challenge = bytes(asked.challenge);
    asked.user.id = bytes(asked.user.id);
    for (const known of asked.excludeCredentials || []) known.id = bytes(known.id);
    const made = await navigator.credentials.create({ publicKey: asked });
    return {
      id: made.id,
      rawId: text(made.rawId),
      type: made.type,
      extensions: made.getClientExtensionResults(),
      response: {
        attestationObject: text(made.response.attestationObject),
        clientDataJSON: text(made.response.clientDataJSON),
        transports: made.response.getTransports ? made.response.getTransports() : undefined,
      },
    };
  };

  const get = async (options) => {
    const asked = options.publicKey;
    asked.challenge = bytes(asked.challenge);
    for (const known of asked.allowCredentials || []) known.id = bytes(known.id);
    const shown = await navigator.credentials.get({ publicKey: asked });
    return {
      id: shown.id,
      rawId: text(shown.rawId),
      type: shown.type,
      extensions: shown.getClientExtensionResults(),
      response: {
        authenticatorData: text(shown.response.authenticatorData),
        clientDataJSON: text(shown.response.clientDataJSON),
        signature: text(shown.response.signature),
        userHandle: shown.response.userHandle ? text(shown.response.userHandle) : null,
      },
    };
  };

  // Only ever on to a page of this office.
  const onward = (form) => {
    const next = form.querySelector("[name=next]")?.value || "/";
    const ours = next.startsWith("/") && !next.startsWith("//") && !next.includes("\\");
    location.assign(ours ? next : "/");
  };

  const deeds = {
    "sign-in": async (form) => {
      const field = (name) => form.querySelector(`[name=${name}]`)?.value;
      const who = field("ticket") ? { ticket: field("ticket") } : { login: field("login") };
      const asked = await send("/api/v1/session/passkey/challenge", who);
      const response = await get(asked.options);
      await send("/api/v1/session/passkey", { ticket: asked.ticket, response });
      onward(form);
    },
    prove: async (form) => {
      const asked = await send("/api/v1/me/proof/passkey/challenge");
      const response = await get(asked.options);
      await send("/api/v1/me/proof/passkey", { ticket: asked.ticket, response });
      onward(form);
    },
    register: async (form) => {
      const name = form.querySelector("[name=name]");
      if (!name.reportValidity()) return;
      const asked = await send("/api/v1/me/passkeys/challenge");
      const response = await create(asked.options);
      await send("/api/v1/me/passkeys", { ticket: asked.ticket, name: name.value, response });
      location.reload();
    },
  };

  document.addEventListener("DOMContentLoaded", () => {
    for (const button of document.querySelectorAll("[data-passkey]")) {
      const form = button.closest("form");
      const fault = form.querySelector("[data-passkey-fault]");
      button.hidden = false;
      button.addEventListener("click", async () => {
        button.disabled = true;
        fault.hidden = true;
        try {
          await deeds[button.dataset.passkey](form);
        } catch (error) {
          if (error.told?.reason === "prove-again") {
            location.assign(`/account/prove?next=${encodeURIComponent(location.pathname)}`);
            return;
          }
          fault.textContent = error.told?.detail || fault.dataset.passkeyFault;
          fault.hidden = false;
        } finally {
          button.disabled = false;
        }
      });
    }
    // A form that only a passkey answers is not sent by the return key.
    for (const form of document.querySelectorAll("[data-passkey-form]")) {
      form.addEventListener("submit", (event) => {
        event.preventDefault();
        event.stopImmediatePropagation();
        form.querySelector("[data-passkey]").click();
      });
    }
  });
})();
