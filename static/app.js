// Starts the NHS components, again after htmx has exchanged a part of the page.
import { initAll } from "./nhsuk/nhsuk-frontend.min.js";

initAll();
document.addEventListener("htmx:afterSwap", (event) => {
  initAll({ scope: event.detail.target });
});

// A passkey is offered only where the browser can use one.
if (window.PublicKeyCredential) {
  for (const offer of document.querySelectorAll(".app-passkey[hidden]")) {
    offer.hidden = false;
  }
}

// Once an answer leads away from the page, no other one counts: of two that lead a leaver
// out, the second would come after the session has ended, at the sign-in page.
let isLeaving = false;
document.addEventListener("htmx:beforeOnLoad", (event) => {
  if (isLeaving) event.preventDefault();
  if (event.detail.xhr.getResponseHeader("HX-Redirect")) isLeaving = true;
});
document.addEventListener("htmx:beforeRequest", (event) => {
  if (isLeaving) event.preventDefault();
});
window.addEventListener("pageshow", () => {
  isLeaving = false;
});

// What htmx asked for and did not get is said aloud, with the way on beside it.
const trouble = document.querySelector("[data-trouble]");
const SENTENCES = {
  0: "The connection is gone. What you see may be old.",
  403: "You may not open this. Your access may have changed.",
  404: "This is not there any more.",
  413: "That was too large, and nothing of it was kept.",
  429: "Too many attempts. Wait five minutes and try again.",
};
const BROKEN = "Something went wrong on our side. What you see may be old.";
const SIGNED_OUT = "You are signed out, or your access has changed.";

function tell(sentence) {
  if (!trouble || trouble.dataset.says === sentence) return;
  const again = document.createElement("a");
  again.href = window.location.href;
  again.textContent = "Load the page again";
  trouble.dataset.says = sentence;
  trouble.replaceChildren(`${sentence} `, again);
  trouble.scrollIntoView({ block: "nearest" });
}

function isElsewhere(xhr, asked) {
  const answered = new URL(xhr.responseURL || asked, window.location.href);
  return answered.pathname !== new URL(asked, window.location.href).pathname;
}

document.addEventListener("htmx:responseError", (event) => {
  tell(SENTENCES[event.detail.xhr.status] ?? BROKEN);
});
document.addEventListener("htmx:sendError", () => tell(SENTENCES[0]));
document.addEventListener("htmx:timeout", () => tell(SENTENCES[0]));
// A part of a page was asked for, and another page came: as a rule the one to sign in.
document.addEventListener("htmx:beforeSwap", (event) => {
  const { xhr, requestConfig } = event.detail;
  if (xhr.status < 400 && isElsewhere(xhr, requestConfig.path)) {
    event.detail.shouldSwap = false;
    tell(SIGNED_OUT);
  }
});
document.addEventListener("htmx:afterSwap", () => {
  if (trouble?.dataset.says) {
    delete trouble.dataset.says;
    trouble.replaceChildren();
  }
});
