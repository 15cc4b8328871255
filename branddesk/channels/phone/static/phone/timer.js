// A clock beside the number: started by hand or by calling, it fills in when the call began and how long it lasted.
const timer = document.querySelector("[data-timer]");
const length = timer && document.querySelector(timer.dataset.timer);
const start = timer && document.querySelector(timer.dataset.timerStart);

if (timer && length) {
  const shown = timer.querySelector(".call-clock");
  const button = timer.querySelector("[data-timer-toggle]");
  let began, ticking;

  const written = () => {
    const seconds = Math.round((Date.now() - began) / 1000);
    return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
  };
  const tick = () => { shown.textContent = written(); };

  const begin = () => {
    if (ticking) return;
    began = Date.now();
    const now = new Date(began - new Date(began).getTimezoneOffset() * 60_000);
    if (start && start.dataset.typed === undefined) start.value = now.toISOString().slice(0, 16);
    ticking = setInterval(tick, 500);
    button.textContent = button.dataset.stop;
    tick();
  };
  const end = () => {
    clearInterval(ticking);
    ticking = undefined;
    tick();
    length.value = shown.textContent;
    length.dispatchEvent(new Event("input", { bubbles: true }));
    button.textContent = button.dataset.start;
  };

  button.hidden = false;
  button.addEventListener("click", () => (ticking ? end() : begin()));
  document.querySelector("[data-call-start]")?.addEventListener("click", begin);
  start?.addEventListener("change", () => { start.dataset.typed = ""; });
  length.form.addEventListener("submit", () => { if (ticking) end(); });
}
