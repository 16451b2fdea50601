// In the list of gaps the up and down keys go from product to product.
document.addEventListener("keydown", (event) => {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
  if (!event.target.classList?.contains("gap-open")) return;
  const links = [...document.querySelectorAll(".gap-open")];
  const next = links[links.indexOf(event.target) + step];
  if (next) {
    event.preventDefault();
    next.focus();
  }
});
