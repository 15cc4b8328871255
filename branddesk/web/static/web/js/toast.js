// Short news at the bottom left. It leaves after eight seconds, not while it is pointed at or focused; errors stay.

const SECONDS = 8;
const place = document.getElementById("toasts");

export function showToast({ text, href }) {
  const toast = document.getElementById("toast-template").content.firstElementChild.cloneNode(true);
  const words = toast.querySelector("[data-toast-text]");
  words.textContent = text;
  if (href) words.setAttribute("href", href);
  else words.removeAttribute("href");
  addToast(toast);
}

export function addToast(toast) {
  place.append(toast);
  letLeave(toast);
}

export const restoredSentence = () => place.dataset.restored;

export const staleSentence = () => place.dataset.stale;

function letLeave(toast) {
  if (toast.classList.contains("stays")) return;
  let timer;
  const start = () => { timer = setTimeout(() => toast.remove(), SECONDS * 1000); };
  const stop = () => clearTimeout(timer);
  toast.addEventListener("mouseenter", stop);
  toast.addEventListener("mouseleave", start);
  toast.addEventListener("focusin", stop);
  toast.addEventListener("focusout", start);
  start();
}

place?.querySelectorAll(".toast").forEach(letLeave);

document.addEventListener("click", (event) => {
  event.target.closest("[data-dismiss]")?.closest(".toast, .refusal")?.remove();
});
