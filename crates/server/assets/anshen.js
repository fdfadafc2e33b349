// What pages do better with a script and as well without one.
"use strict";

// A form is sent once, however often its button is pressed.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "yes";
  window.addEventListener("pageshow", () => delete form.dataset.sent, { once: true });
});

// A file on its way shows how far it is.
document.addEventListener("submit", (event) => {
  const form = event.target;
  const progress = form.querySelector("progress[data-upload]");
  if (!progress || event.defaultPrevented) return;
  event.preventDefault();
  const request = new XMLHttpRequest();
  request.open("POST", form.action);
  request.responseType = "document";
  request.upload.addEventListener("progress", (now) => {
    progress.hidden = false;
    progress.max = now.total;
    progress.value = now.loaded;
  });
  request.addEventListener("load", () => {
    // Taken over as it was read, never written as text: pages let no text become a page.
    const answer = request.response;
    if (!answer) return form.submit();
    document.replaceChild(document.adoptNode(answer.documentElement), document.documentElement);
    if (request.responseURL) history.replaceState(null, "", request.responseURL);
  });
  request.addEventListener("error", () => form.submit());
  request.send(new FormData(form));
});

// The secret of a one-time link stands behind the #, so that no server's log ever holds it.
document.addEventListener("DOMContentLoaded", () => {
  const field = document.querySelector("[data-from-fragment]");
  const secret = location.hash.slice(1);
  if (!field || !secret) return;
  field.querySelector("input").value = secret;
  field.hidden = true;
  history.replaceState(null, "", location.pathname);
});
