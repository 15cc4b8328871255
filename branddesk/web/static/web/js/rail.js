// On a phone the navigation lies over the page while the address says #rail.

const rail = document.getElementById("rail");
const isOpen = () => location.hash === "#rail";

function close() {
  // Only a real move to another fragment ends :target.
  location.replace("#main");
  document.querySelector("[data-opens-rail]")?.focus();
}

if (rail) {
  addEventListener("hashchange", () => {
    if (isOpen()) rail.querySelector("a")?.focus();
  });
  document.addEventListener("click", (event) => {
    if (isOpen() && !rail.contains(event.target) && !event.target.closest("[data-opens-rail]")) close();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && isOpen()) close();
  });
}
