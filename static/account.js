// The page of recovery codes can be printed where there is a script to ask for it.
const print = document.getElementById("print_codes");
if (print) {
  print.hidden = false;
  print.addEventListener("click", () => window.print());
}
