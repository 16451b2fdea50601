// Scans a barcode with the camera into the search. The button for it appears only where
// the browser reads barcodes itself. The picture stays on the device; the camera is on
// from the press of the button to a code, "Stop the camera", Escape or leaving the page.
const FORMATS = ["ean_13", "ean_8", "upc_a", "itf", "code_128", "data_matrix", "qr_code"];
const PAUSE = 150; // milliseconds between two looks
const LOOKING = "Hold the barcode inside the picture, about a hand’s breadth away.";
const SEVERAL = "There are several barcodes. Go nearer to one of them.";
const REFUSALS = {
  NotAllowedError: "The camera was not allowed. Allow it for this site in the browser’s settings, or type the number under the barcode.",
  NotFoundError: "This device has no camera. Type the number under the barcode.",
  NotReadableError: "Another program uses the camera. Close it and try again, or type the number under the barcode.",
};
const BROKEN = "The camera cannot be used just now. Type the number under the barcode.";

const open = document.querySelector("[data-scan-open]");
const dialog = document.querySelector("[data-scan]");
const says = document.querySelector("[data-scan-says]");
const trouble = document.querySelector("[data-scan-trouble]");
const picture = dialog?.querySelector("video");
const search = open?.form.elements.q;
let stream = null;
let turn = 0; // each start and stop ends the looking of the one before

async function formats() {
  if (!("BarcodeDetector" in window) || !navigator.mediaDevices?.getUserMedia) return [];
  const known = await window.BarcodeDetector.getSupportedFormats();
  return FORMATS.filter((format) => known.includes(format));
}

function say(sentence) {
  if (says.textContent !== sentence) says.textContent = sentence;
}

function stop() {
  turn += 1;
  for (const track of stream?.getTracks() ?? []) track.stop();
  stream = null;
  picture.srcObject = null;
  if (dialog.open) dialog.close();
}

function take(code) {
  stop();
  search.value = code;
  search.form.requestSubmit();
  search.focus();
}

async function look(detector, mine) {
  while (mine === turn) {
    const found = await detector.detect(picture).catch(() => []);
    if (mine !== turn) return;
    const codes = [...new Set(found.map((each) => each.rawValue).filter(Boolean))];
    if (codes.length === 1) {
      take(codes[0]);
      return;
    }
    say(codes.length ? SEVERAL : LOOKING);
    await new Promise((resume) => setTimeout(resume, PAUSE));
  }
}

async function start(readable) {
  stop();
  const mine = turn;
  trouble.textContent = "";
  say("Waiting for the camera …");
  dialog.showModal();
  try {
    const video = { facingMode: "environment", width: { ideal: 1280 } };
    const given = await navigator.mediaDevices.getUserMedia({ video, audio: false });
    if (mine !== turn) {
      for (const track of given.getTracks()) track.stop();
      return;
    }
    stream = given;
    picture.srcObject = given;
    await picture.play();
    await look(new window.BarcodeDetector({ formats: readable }), mine);
  } catch (error) {
    if (mine !== turn) return;
    stop();
    trouble.textContent = REFUSALS[error.name] ?? BROKEN;
  }
}

const readable = open ? await formats().catch(() => []) : [];
if (readable.length) {
  open.hidden = false;
  open.addEventListener("click", () => start(readable));
  // It says so a moment later, when it may be open anew.
  dialog.addEventListener("close", () => {
    if (!dialog.open) stop();
  });
  window.addEventListener("pagehide", stop);
  document.addEventListener("visibilitychange", () => {
    if (document.hidden && stream) stop();
  });
}
