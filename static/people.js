// Selects every person of the page at once; without this, one by one.
const all = document.querySelector(".people-all");

if (all) {
  const boxes = [...document.querySelectorAll("input[name=chosen]")];
  const one = all.querySelector("input");
  all.hidden = false;
  one.addEventListener("change", () => {
    for (const box of boxes) box.checked = one.checked;
  });
  for (const box of boxes) {
    box.addEventListener("change", () => {
      one.checked = boxes.every((each) => each.checked);
    });
  }
}
