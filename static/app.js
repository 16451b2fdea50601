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
