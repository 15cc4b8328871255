// Brings an open part of a page up to what the server says now and touches nothing else: a form in which somebody
// types, the focus, selected text and open menus stay as they are.
//   data-own       what stands in it is the script's own
//   data-beside    other parts of the page, by selector, that the same answer brings up to date
// The part then sends the bubbling event `renewed` with `added` (new elements) and `kept` (forms left as they were).
import { isDirty } from "./forms.js";
import { addToast, showToast, staleSentence } from "./toast.js";

/* Each element's attributes as the server last gave them, so that what a script set meanwhile is left alone. What is
   not in here was made by a script. */
const served = new WeakMap();
const attributesOf = (element) => new Map([...element.attributes].map(({ name, value }) => [name, value]));

function remember(root) {
  for (const element of [root, ...root.querySelectorAll("*")]) served.set(element, attributesOf(element));
}

document.querySelectorAll("[data-live], [data-beside]").forEach((part) => {
  remember(part);
  besides(part).forEach((selector) => document.querySelectorAll(selector).forEach(remember));
});
document.addEventListener("htmx:load", (event) => {
  if (event.detail.elt !== document.body) remember(event.detail.elt);
});

function besides(part) {
  return (part.dataset.beside ?? "").split(" ").filter(Boolean);
}

/* `sent` is the form that this answers: it is replaced, whatever was typed in it. */
export function renew(part, html, sent) {
  const page = new DOMParser().parseFromString(html, "text/html");
  const fresh = page.querySelector(part.getAttribute("hx-select") ?? `#${CSS.escape(part.id)}`);
  if (!fresh) return false;
  const focused = document.activeElement?.id;
  const done = { part, sent, added: [], kept: [] };
  update(part, fresh, done);
  for (const selector of besides(part)) {
    const [old, now] = [document.querySelector(selector), page.querySelector(selector)];
    if (old && now) update(old, now, done);
  }
  for (const element of done.added) {
    remember(element);
    htmx.process(element);
    htmx.trigger(element, "htmx:load", { elt: element });
  }
  if (page.title) document.title = page.title;
  // What a form's answer has to say; news that came at the same moment would say it a second time.
  if (sent) page.querySelectorAll("#toasts > .toast").forEach(addToast);
  if (focused && document.activeElement?.id !== focused) document.getElementById(focused)?.focus({ preventScroll: true });
  if (!sent) sayStale(done);
  part.dispatchEvent(new CustomEvent("renewed", { bubbles: true, detail: done }));
  return true;
}

// Whoever is writing learns what happened meanwhile: in the form's own place for it, else by a toast.
function sayStale({ kept, added }) {
  if (!kept.length || !added.length) return;
  const note = kept[0].closest(".composer")?.querySelector("[data-stale-note]");
  if (!note) {
    showToast({ text: staleSentence() });
    return;
  }
  const lines = added.filter((element) => element.matches(".tl > li")).map((line) => (line.querySelector(".ev, header") ?? line).textContent);
  note.querySelector("[data-news]").textContent = lines.map((line) => line.replace(/\s+/g, " ").trim()).join(" · ");
  note.hidden = false;
}

function update(old, fresh, done) {
  if (old === done.sent) {
    old.replaceWith(fresh);
    done.added.push(fresh);
  } else if (isOwn(old, done)) {
    // Left alone.
  } else if (old.tagName === "FORM" && isDirty(old)) {
    done.kept.push(old);
    putBack(old, fresh);
  } else {
    // Read first: the text inside moves over with the children.
    const { checked } = fresh;
    // A text that was given back once (taken back, or a prepared one) is the writer's from then on.
    const value = old.tagName === "TEXTAREA" && !fresh.value ? old.value : fresh.value;
    updateAttributes(old, fresh);
    updateChildren(old, fresh, done);
    // A form that is typed in never comes here; a field outside of forms is left to whoever stands in it.
    if (old.form || old !== document.activeElement) updateValue(old, value, checked);
  }
}

const isOwn = (element, { part }) => element.matches("[data-own], dialog[open]") || (element !== part && element.matches("[data-live][hx-get]"));

// A text that came back, taken back before it left, stands before what is being typed already.
function putBack(old, fresh) {
  for (const now of fresh.querySelectorAll?.("textarea[id]") ?? []) {
    const control = old.querySelector(`#${CSS.escape(now.id)}`);
    if (!control || !now.value || now.value === control.defaultValue || control.value.includes(now.value)) continue;
    control.value = control.value ? `${now.value}\n\n${control.value}` : now.value;
  }
}

function updateAttributes(old, fresh) {
  const before = served.get(old) ?? attributesOf(old);
  const now = attributesOf(fresh);
  now.forEach((value, name) => { if (before.get(name) !== value) old.setAttribute(name, value); });
  before.forEach((_value, name) => { if (!now.has(name)) old.removeAttribute(name); });
  served.set(old, now);
}

function updateValue(old, value, checked) {
  if (old.matches("input[type=checkbox], input[type=radio]")) old.checked = checked;
  else if (old.matches("input:not([type=file]), textarea, select") && old.value !== value) old.value = value;
}

const isElement = (node) => node.nodeType === Node.ELEMENT_NODE;
const isForeign = (node) => isElement(node) && !node.id && !served.has(node);
const mayBecome = (old, fresh) => old.nodeType === fresh.nodeType && old.nodeName === fresh.nodeName && !old.id && !fresh.id;

function updateChildren(old, fresh, done) {
  const wanted = new Set([...fresh.children].map((child) => child.id).filter(Boolean));
  for (const child of [...old.children]) {
    if (child.id && !wanted.has(child.id) && served.has(child)) drop(child, done);
  }
  const byId = new Map([...old.children].filter((child) => child.id).map((child) => [child.id, child]));
  let place = old.firstChild;
  for (const child of [...fresh.childNodes]) {
    while (place && (isForeign(place) || done.kept.includes(place))) place = place.nextSibling;
    const match = child.id ? byId.get(child.id) : place && mayBecome(place, child) ? place : null;
    if (!match) {
      old.insertBefore(child, place);
      if (isElement(child)) done.added.push(child);
      continue;
    }
    if (match === place) place = place.nextSibling;
    else old.insertBefore(match, place);
    if (isElement(child)) update(match, child, done);
    else if (match.data !== child.data) match.data = child.data;
  }
  while (place) {
    const next = place.nextSibling;
    if (!isElement(place)) place.remove();
    else if (served.has(place)) drop(place, done);
    place = next;
  }
}

// What the server no longer has goes, unless somebody types in it: then it stays, and sending it says why it cannot.
function drop(element, done) {
  const forms = element.tagName === "FORM" ? [element] : [...element.querySelectorAll("form")];
  if (done.kept.includes(element)) return;
  if (forms.some((form) => form !== done.sent && isDirty(form))) done.kept.push(element);
  else element.remove();
}
