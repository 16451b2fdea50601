// In the list of gaps the up and down keys go from product to product, Enter opens one
// (it is a link) and x ticks it, for what the buttons above the list do to several.
const STEPS = { ArrowDown: 1, ArrowUp: -1 };

function boxes() {
  return [...document.querySelectorAll(".gap-pick input")];
}

// How many are ticked stands beside the buttons.
function count() {
  const words = document.querySelector("[data-work-count]");
  if (!words) return;
  const ticked = boxes().filter((box) => box.checked).length;
  const all = document.getElementById("work-all").checked;
  words.textContent = all ? "All of them:" : ticked ? `${ticked} ticked:` : words.dataset.workCount;
}

document.addEventListener("keydown", (event) => {
  if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
  if (!event.target.classList?.contains("gap-open")) return;
  if (event.key === "x") {
    event.preventDefault();
    event.target.closest("tr").querySelector(".gap-pick input")?.click();
    return;
  }
  const links = [...document.querySelectorAll(".gap-open")];
  const next = links[links.indexOf(event.target) + STEPS[event.key]];
  if (next) {
    event.preventDefault();
    next.focus();
  }
});

document.addEventListener("change", (event) => {
  if (event.target.matches(".gap-pick input, #work-all")) count();
});
// A browser that comes back to the page ticks what was ticked.
window.addEventListener("pageshow", count);
