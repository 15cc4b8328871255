// The corner opens and hides; whether it was open is kept while the tab lives.
const KEPT = "chat-corner";
const corner = document.querySelector("[data-chat-corner]");

function load() {
  const panel = corner.querySelector("#chat-panel");
  if (panel.dataset.loaded === undefined) {
    panel.dataset.loaded = "";
    htmx.trigger(panel, "open");
  }
}

function show(isOpen, isByHand) {
  const [panel, opener] = [corner.querySelector("#chat-panel"), corner.querySelector("[data-chat-opener]")];
  panel.hidden = !isOpen;
  opener.hidden = isOpen;
  opener.setAttribute("aria-expanded", String(isOpen));
  try {
    if (isOpen) sessionStorage.setItem(KEPT, "1");
    else sessionStorage.removeItem(KEPT);
  } catch { /* Not kept, then. */ }
  if (isOpen) load();
  if (isByHand) (isOpen ? panel.querySelector("[data-chat-closer]") : opener).focus();
}

function wasOpen() {
  try { return sessionStorage.getItem(KEPT) === "1"; } catch { return false; }
}

// A page that shows a chat itself needs no second one in its corner.
if (corner && document.querySelector("main [data-chat], main .chat-begin")) corner.hidden = true;
else if (corner) {
  corner.addEventListener("click", (event) => {
    if (event.target.closest("[data-chat-opener]")) show(true, true);
    if (event.target.closest("[data-chat-closer]")) show(false, true);
    if (event.target.closest("[data-chat-again]")) htmx.trigger(corner.querySelector("#chat-panel"), "open");
  });
  corner.addEventListener("keydown", (event) => { if (event.key === "Escape") show(false, true); });
  // htmx listens to the panel only once the page is there.
  if (wasOpen()) {
    if (document.readyState === "complete") show(true, false);
    else addEventListener("load", () => show(true, false));
  }
}
