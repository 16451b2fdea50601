// At the review desk one key answers a question. Whatever has data-keys is pressed by
// one of them, or is given the focus where it is a field. Keys rest while somebody
// types, while an answer is on its way, for a moment after a new question has come (a
// key pressed twice answers only one), and for who has turned them off.
const KEPT = "review-keys";
const REST = 400; // milliseconds
const TITLE = "question-title";
let shownAt = 0;

function areOn() {
  try {
    return localStorage.getItem(KEPT) !== "off";
  } catch {
    return true;
  }
}

function keep(on) {
  try {
    localStorage.setItem(KEPT, on ? "on" : "off");
  } catch {
    // A browser that keeps nothing asks again next time.
  }
}

function keysOf(element) {
  return element.dataset.keys.split(" ");
}

function show() {
  const on = areOn();
  document.body.classList.toggle("review-keys-work", on);
  for (const element of document.querySelectorAll("[data-keys]")) {
    if (on) element.setAttribute("aria-keyshortcuts", keysOf(element).join(" "));
    else element.removeAttribute("aria-keyshortcuts");
  }
  const help = document.querySelector("[data-review-keys]");
  if (help) help.hidden = false;
  const box = document.querySelector("[data-review-switch]");
  if (box) box.checked = on;
}

function isTyping(element) {
  return (
    element.isContentEditable ||
    ["SELECT", "TEXTAREA"].includes(element.tagName) ||
    (element.tagName === "INPUT" && element.type !== "checkbox")
  );
}

function press(element) {
  if (["INPUT", "TEXTAREA"].includes(element.tagName)) {
    element.focus();
    element.select();
    return;
  }
  element.click();
  const opened = element.closest("details");
  if (element.tagName === "SUMMARY" && opened.open) {
    (opened.querySelector("select, textarea, input:not([type=hidden])") ?? element).focus();
  }
}

document.addEventListener("keydown", (event) => {
  if (event.altKey || event.ctrlKey || event.metaKey || event.isComposing) return;
  if (event.key === "Escape" && isTyping(event.target)) {
    event.target.blur();
    document.getElementById(TITLE)?.focus({ preventScroll: true });
    return;
  }
  if (event.repeat || isTyping(event.target) || !areOn()) return;
  if (document.querySelector(".htmx-request")) return;
  if (performance.now() - shownAt < REST) return;
  const pressed = [...document.querySelectorAll("[data-keys]")].find(
    (element) => keysOf(element).includes(event.key) && !element.disabled,
  );
  if (!pressed) return;
  event.preventDefault();
  press(pressed);
});

document.addEventListener("change", (event) => {
  if (!event.target.matches("[data-review-switch]")) return;
  keep(event.target.checked);
  show();
});

// A new question: its heading has the focus and is read out, and the page is at its top.
document.addEventListener("htmx:afterSwap", (event) => {
  if (event.detail.target.id !== "question") return;
  for (const old of document.querySelectorAll("main > .app-messages")) old.remove();
  shownAt = performance.now();
  show();
  window.scrollTo({ top: 0 });
  const errors = document.querySelector("#question [role=alert]");
  if (!errors) document.getElementById(TITLE)?.focus({ preventScroll: true });
});

show();
