// Forms are sent once, dangerous ones after a question, and nothing typed is left behind unasked.
//   <form data-confirm="Close the case?" data-confirm-text="…">   asks first; may stand on the button, too
//   <form data-guard>                                             warns before its unsent text is lost
//   <textarea data-keep="note">                                   keeps its text in the browser until it is sent
import { restoredSentence, showToast } from "./toast.js";

const BUSY_MS = 15_000;
const KEPT_MS = 7 * 24 * 3600 * 1000;

export function isDirty(part) {
  return [...part.querySelectorAll("input, textarea, select")].some((control) => {
    if (control.type === "hidden" || control.type === "search" || control.readOnly) return false;
    if (control.type === "checkbox" || control.type === "radio") return control.checked !== control.defaultChecked;
    if (control.type === "file") return control.files.length > 0;
    if (control.tagName !== "SELECT") return control.value !== control.defaultValue;
    const chosen = [...control.options].filter((option) => option.defaultSelected);
    return chosen.length > 0 && chosen.some((option) => !option.selected);
  });
}

const confirmed = new WeakSet();

function ask(form, submitter, source) {
  const dialog = document.getElementById("confirm");
  dialog.querySelector("#confirm-title").textContent = source.dataset.confirm;
  dialog.querySelector("#confirm-text").textContent = source.dataset.confirmText ?? "";
  dialog.querySelector("#confirm-yes").textContent = (submitter ?? form.querySelector("[type=submit]")).textContent.trim();
  dialog.returnValue = "no";
  dialog.addEventListener("close", () => {
    if (dialog.returnValue === "yes") {
      confirmed.add(form);
      form.requestSubmit(submitter);
    } else {
      submitter?.focus();
    }
  }, { once: true });
  dialog.showModal();
}

function setBusy(form, submitter) {
  form.dataset.busy = "";
  submitter?.setAttribute("aria-busy", "true");
}

function setIdle(form) {
  delete form.dataset.busy;
  form.querySelectorAll("[aria-busy]").forEach((button) => button.removeAttribute("aria-busy"));
  document.querySelectorAll(`[form="${CSS.escape(form.id)}"][aria-busy]`).forEach((button) => button.removeAttribute("aria-busy"));
}

// In the capture phase, so that htmx, too, hears only of forms that may go.
document.addEventListener("submit", (event) => {
  const form = event.target;
  const submitter = event.submitter;
  if (form.method !== "post" && !form.matches("[hx-post], [data-confirm]")) return;
  const source = submitter?.dataset.confirm !== undefined ? submitter : form;
  const stop = () => { event.preventDefault(); event.stopImmediatePropagation(); };
  if (form.dataset.busy !== undefined) {
    stop();
  } else if (source.dataset.confirm !== undefined && !confirmed.delete(form)) {
    stop();
    ask(form, submitter, source);
  } else {
    setBusy(form, submitter);
    // An answer that leaves the page standing (a download, a lost connection) must not lock the form for good.
    setTimeout(() => setIdle(form), BUSY_MS);
  }
}, true);

document.addEventListener("htmx:afterRequest", (event) => {
  const form = event.target.closest?.("form");
  if (form) setIdle(form);
});

addEventListener("pageshow", (event) => {
  if (event.persisted) document.querySelectorAll("form[data-busy]").forEach(setIdle);
});

addEventListener("beforeunload", (event) => {
  const isUnsent = [...document.querySelectorAll("form[data-guard]")].some(
    (form) => form.dataset.busy === undefined && isDirty(form),
  );
  if (isUnsent) event.preventDefault();
});

// What is typed outlives an expired session, a closed browser and a lost connection: it is kept for its own author and
// page, and put back into the field when that is empty.
const owner = document.querySelector('meta[name="live-url"]')?.dataset.ownChannel;
const keyOf = (field) => `branddesk ${owner} ${location.pathname} ${field.dataset.keep}`;

function keep(field) {
  if (field.value.trim() && field.value !== field.defaultValue) {
    localStorage.setItem(keyOf(field), JSON.stringify({ text: field.value, at: Date.now() }));
  } else {
    localStorage.removeItem(keyOf(field));
  }
}

export function forget(form) {
  form.querySelectorAll("textarea[data-keep]").forEach((field) => localStorage.removeItem(keyOf(field)));
}

function restore(root) {
  let isBack = false;
  for (const field of root.querySelectorAll("textarea[data-keep]")) {
    const kept = JSON.parse(localStorage.getItem(keyOf(field)) ?? "null");
    if (!kept || field.value || Date.now() - kept.at > KEPT_MS) continue;
    field.value = kept.text;
    isBack = true;
  }
  if (isBack) showToast({ text: restoredSentence() });
}

if (owner) {
  document.addEventListener("input", (event) => {
    if (event.target.matches("textarea[data-keep]")) keep(event.target);
  });
  // A form without htmx leaves the page; what a refusal there shows holds the text.
  document.addEventListener("submit", (event) => {
    if (!event.defaultPrevented && !event.target.matches("[hx-post]")) forget(event.target);
  });
  restore(document);
}
