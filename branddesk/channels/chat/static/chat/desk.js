// The agents' page: says that somebody sits there, looks again when one of the chats has news, and marks and sounds
// when somebody waits too long for an answer.
import { csrfToken } from "../web/js/request.js";

const HERE_MS = 60_000;
const TICK_MS = 5_000;
const there = document.querySelector("[data-here]");
const sounded = new Set();
let lookTimer;

function stay() {
  if (there) fetch(there.dataset.here, { method: "POST", headers: { "X-CSRFToken": csrfToken() } }).catch(() => {});
}

function sound() {
  if (!navigator.userActivation?.hasBeenActive) return;
  const context = new AudioContext();
  const tone = context.createOscillator();
  const volume = context.createGain();
  volume.gain.value = 0.08;
  tone.frequency.value = 660;
  tone.connect(volume).connect(context.destination);
  tone.start();
  tone.stop(context.currentTime + 0.25);
  tone.addEventListener("ended", () => context.close());
}

function watch() {
  const list = document.getElementById("chat-list");
  if (!list) return;
  for (const row of list.querySelectorAll("[data-awaited]")) {
    const isLate = Date.now() - Date.parse(row.dataset.awaited) > Number(list.dataset.alarm) * 1000;
    row.querySelector("[data-chat-late]").hidden = !isLate;
    const mark = row.id + row.dataset.awaited;
    if (isLate && !sounded.has(mark)) { sounded.add(mark); sound(); }
  }
}

document.addEventListener("chat", (event) => {
  if (event.detail.seq === undefined) return;
  clearTimeout(lookTimer);
  lookTimer = setTimeout(() => { const list = document.getElementById("chat-list"); if (list) htmx.trigger(list, "live"); }, 400);
});
setInterval(stay, HERE_MS);
setInterval(watch, TICK_MS);
stay();
watch();
