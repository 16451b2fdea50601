// Keeps a score sheet on this device from the first word until the server has confirmed
// it, and sends it again when the connection is back. The server takes a sheet that comes
// twice as one. Without this, or where nothing can be kept, the plain form does.
const PREFIX = "sheet:";
const PAUSE = 30_000; // milliseconds until the next try, where nothing else wakes it
const DEVICE = window.matchMedia("(pointer: coarse)").matches ? "phone" : "computer";
const SAYS = {
  sending: "Sending …",
  kept: `Kept on this ${DEVICE}; it will be sent when you are connected.`,
  broken: `Kept on this ${DEVICE}. Something went wrong on our side; it will be sent again.`,
  refused: `Kept on this ${DEVICE}, and not sent: your access may have changed.`,
  signedOut: `Kept on this ${DEVICE}. You are signed out; it will be sent once you are back.`,
  again: "What you typed before is here again.",
  changed: "What you handed in has arrived. You changed something since: hand it in again.",
};

const form = document.querySelector("form[data-sheet]");
const place = document.querySelector("[data-kept]");
const below = document.querySelector("[data-sending]"); // beside the button
const storage = usable();
let isSending = false;

function usable() {
  try {
    window.localStorage.setItem(`${PREFIX}?`, "");
    window.localStorage.removeItem(`${PREFIX}?`);
    return window.localStorage;
  } catch {
    return null;
  }
}

function read(key) {
  try {
    return JSON.parse(storage.getItem(key));
  } catch {
    return null;
  }
}

function keysOf(start) {
  return Object.keys(storage).filter((key) => key.startsWith(PREFIX + start));
}

// `way` is an address, or what a button does, with its words.
function say(sentence, words = "", way = null, where = below ?? place) {
  const told = document.createElement("p");
  told.textContent = sentence;
  where.replaceChildren(told);
  if (way) where.append(wayOn(words, way));
}

function wayOn(words, way) {
  const line = document.createElement("p");
  const on = document.createElement(way instanceof Function ? "button" : "a");
  on.textContent = words;
  if (way instanceof Function) {
    on.type = "button";
    on.className = "app-link-button";
    on.addEventListener("click", way);
  } else {
    on.href = way;
  }
  line.append(on);
  return line;
}

function typed() {
  return [...new FormData(form)].filter(([name]) => name !== "csrfmiddlewaretoken");
}

function keep(key, isWaiting) {
  const { product } = form.dataset;
  const address = window.location.pathname + window.location.search;
  storage.setItem(key, JSON.stringify({ address, product, fields: typed(), isWaiting }));
}

function putBack(fields) {
  for (const [name, value] of fields) {
    for (const each of form.querySelectorAll(`[name="${CSS.escape(name)}"]`)) {
      if (each.type === "radio") each.checked = each.value === value;
      else each.value = value;
    }
  }
}

function post(draft) {
  const csrf = document.querySelector("[name=csrfmiddlewaretoken]").value;
  const body = new URLSearchParams([...draft.fields, ["csrfmiddlewaretoken", csrf]]);
  return fetch(draft.address, { method: "POST", body });
}

async function send(key) {
  const draft = read(key);
  if (!draft?.isWaiting || isSending) return;
  isSending = true;
  say(SAYS.sending);
  const answer = await post(draft).catch(() => null);
  isSending = false;
  if (answer) take(key, draft, answer);
  else later(key, SAYS.kept);
}

function later(key, sentence) {
  say(sentence);
  window.setTimeout(() => send(key), PAUSE);
}

function take(key, draft, answer) {
  const { pathname } = new URL(answer.url);
  if (answer.ok && answer.redirected && /\/sheets\/\d+\/$/.test(pathname)) {
    arrived(key, draft, answer.url);
  } else if (answer.ok && answer.redirected) {
    say(SAYS.signedOut, "Sign in", answer.url);
  } else if (answer.ok || answer.status === 422) {
    showWhy(key, draft);
  } else if (answer.status < 500) {
    say(SAYS.refused, "Load the page again", draft.address);
  } else {
    later(key, SAYS.broken);
  }
}

// What was typed while it was on its way is not thrown away with it.
function arrived(key, draft, address) {
  const now = read(key);
  if (JSON.stringify(now?.fields) === JSON.stringify(draft.fields)) {
    storage.removeItem(key);
    window.location.assign(address);
  } else {
    say(SAYS.changed);
  }
}

// The server says beside each field what is missing: its own page shows that best.
function showWhy(key, draft) {
  storage.setItem(key, JSON.stringify({ ...draft, isWaiting: false }));
  if (form) form.submit();
  else window.location.assign(draft.address);
}

function startAfresh(key) {
  storage.removeItem(key);
  window.location.assign(window.location.href);
}

function fill(key) {
  const draft = read(key);
  const hasErrors = document.querySelector(".nhsuk-error-summary") !== null;
  if (draft && !hasErrors) putBack(draft.fields);
  if (draft && !draft.isWaiting && !hasErrors) {
    say(SAYS.again, "Start afresh", () => startAfresh(key), place);
  }
  for (const kind of ["input", "change"]) {
    form.addEventListener(kind, () => keep(key, false));
  }
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    keep(key, true);
    send(key);
  });
}

function list(keys) {
  const drafts = keys.map(read).filter(Boolean);
  if (!drafts.length) return;
  say(`Kept on this ${DEVICE}, and not handed in yet:`);
  for (const draft of drafts) place.append(wayOn(draft.product, draft.address));
}

// A sheet that came by the plain form is confirmed too.
function forget(token) {
  for (const key of keysOf("")) {
    const isIt = read(key)?.fields.some(([name, value]) => name === "token" && value === token);
    if (isIt) storage.removeItem(key);
  }
}

function whenBack(go) {
  window.addEventListener("online", go);
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden) go();
  });
  go();
}

if (storage && form) {
  const key = PREFIX + form.dataset.sheet;
  fill(key);
  whenBack(() => send(key));
  // What the browser kept of the page is older than what was handed in from it.
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) window.location.reload();
  });
} else if (storage && place?.dataset.confirmed) {
  forget(place.dataset.confirmed);
} else if (storage && place?.dataset.keptOf) {
  const keys = keysOf(place.dataset.keptOf);
  list(keys);
  whenBack(() => keys.forEach(send));
}
