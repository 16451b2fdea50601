// A file can be dropped anywhere on the marked area, and one that is too large is
// told of before it travels. Without this the plain file field does.
const area = document.querySelector("[data-drop-file]");

function choose(input, files) {
  if (files.length === 1) {
    input.files = files;
    input.dispatchEvent(new Event("change"));
  }
}

function tellSize(input, warning) {
  const most = Number(area.dataset.mostBytes);
  const file = input.files[0];
  warning.textContent = file && file.size > most ? area.dataset.tooLarge : "";
}

if (area) {
  const input = area.querySelector("input[type=file]");
  const warning = area.querySelector("[data-file-warning]");
  const over = (isOver) => area.classList.toggle("app-drop--over", isOver);
  area.addEventListener("dragover", (event) => {
    event.preventDefault();
    over(true);
  });
  area.addEventListener("dragleave", (event) => {
    if (!area.contains(event.relatedTarget)) over(false);
  });
  area.addEventListener("drop", (event) => {
    event.preventDefault();
    over(false);
    choose(input, event.dataTransfer.files);
  });
  input.addEventListener("change", () => tellSize(input, warning));
  const underWay = document.querySelector("[data-under-way]");
  input.form.addEventListener("submit", () => {
    underWay.textContent = underWay.dataset.underWay;
  });
}
