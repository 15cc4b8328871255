// The theme changes at once and is remembered by the server; without script the form does the same with a reload.
import { csrfToken } from "./request.js";

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-theme-switch] button");
  if (!button) return;
  event.preventDefault();
  const root = document.documentElement;
  root.dataset.theme = button.value;
  const isDark = button.value === "auto" ? matchMedia("(prefers-color-scheme: dark)").matches : button.value === "dark";
  root.dataset.bsTheme = isDark ? "dark" : "light";
  for (const other of document.querySelectorAll("[data-theme-switch] button")) {
    other.setAttribute("aria-pressed", String(other.value === button.value));
  }
  fetch(button.form.action, {
    method: "POST",
    headers: { "X-CSRFToken": csrfToken(), "X-Requested-With": "XMLHttpRequest" },
    body: new URLSearchParams({ theme: button.value }),
  }).catch(() => {});
});
