// A link, SKUs or a screenshot pasted (or a picture dropped) anywhere on the desk opens a draft. The server says with
// 204 that the paste names nothing, asks one question where it cannot tell brand or marketplace, or leads to the draft.
import { csrfToken, newKey } from "./request.js";
import { named } from "./upload.js";

const address = document.querySelector('meta[name="paste-url"]')?.content;
const LOOKS_LIKE_LISTINGS = /(?:https?:\/\/|www\.|ozon\.)\S|^[\d\s,;，；、|]*\d{5}[\d\s,;，；、|]*$|\t/i;
const MOST_BYTES = 20_000_000;
let isBusy = false;

const isEditable = (target) => Boolean(target.closest?.("input, textarea, select, [contenteditable]"));
const pictures = (data) => [...(data?.files ?? [])].filter((file) => file.type.startsWith("image/") && file.size <= MOST_BYTES);
/* A page with a place for files of its own takes them itself. */
const hasZone = () => Boolean(document.querySelector("[data-upload-url]"));
const isWriting = () => Boolean(document.querySelector("[data-upload-url][data-field-case]"));

async function open(paste, answers = {}) {
  if (isBusy) return;
  isBusy = true;
  document.documentElement.toggleAttribute("data-waits", true);
  try {
    const form = new FormData();
    if (paste.text) form.append("text", paste.text);
    for (const file of paste.files) form.append("file", file, file.name);
    form.append("source", paste.source);
    form.append("form_key", paste.key ??= newKey());
    for (const [name, value] of Object.entries(answers)) form.append(name, value);
    const response = await fetch(address, { method: "POST", body: form, headers: { "X-CSRFToken": csrfToken(), "HX-Request": "true" } });
    const lead = response.headers.get("HX-Redirect");
    if (lead) location.assign(lead);
    else if (response.ok && response.status !== 204) ask(await response.text(), paste);
    else if (!response.ok) refuse(await response.text());
  } finally {
    isBusy = false;
    document.documentElement.removeAttribute("data-waits");
  }
}

function fragmentOf(html) {
  return document.createRange().createContextualFragment(html);
}

function ask(html, paste) {
  const dialog = fragmentOf(html).querySelector("dialog");
  document.body.append(dialog);
  dialog.addEventListener("close", () => {
    if (dialog.returnValue === "yes") open(paste, Object.fromEntries(new FormData(dialog.querySelector("form"))));
    dialog.remove();
  });
  dialog.showModal();
}

function refuse(html) {
  document.getElementById("refusal")?.replaceChildren(fragmentOf(html));
}

function onPaste(event) {
  if (event.defaultPrevented || isEditable(event.target) || document.querySelector("dialog[open]")) return;
  const text = event.clipboardData?.getData("text/plain").trim() ?? "";
  const files = hasZone() ? [] : pictures(event.clipboardData).map(named);
  const isListings = !isWriting() && LOOKS_LIKE_LISTINGS.test(text);
  if (!isListings && !files.length) return;
  event.preventDefault();
  // Sheets put a picture of the cells beside their text; the text is meant then.
  open(isListings ? { text, files: [], source: "paste" } : { text: "", files, source: "paste" });
}

function onDrop(event) {
  if (event.defaultPrevented || hasZone() || isEditable(event.target)) return;
  const files = pictures(event.dataTransfer);
  if (!event.dataTransfer?.files.length) return;
  event.preventDefault();
  if (files.length) open({ text: "", files, source: "drop" });
}

if (address) {
  document.addEventListener("paste", onPaste);
  document.addEventListener("dragover", (event) => {
    if (event.dataTransfer?.types.includes("Files") && !isEditable(event.target)) event.preventDefault();
  });
  document.addEventListener("drop", onDrop);
}
