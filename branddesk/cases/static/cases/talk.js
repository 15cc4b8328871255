// Talking in a case: prepared texts at the cursor, colleagues named with @, who else is writing, what is about to leave,
// and files that go with a text. Everything but the list of colleagues works without it, on pages of its own.
import { csrfToken } from "../web/js/request.js";

// Prepared texts

document.addEventListener("click", async (event) => {
  const link = event.target.closest("[data-template]");
  const field = link?.closest("form")?.querySelector("textarea");
  if (!field || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  const answer = await fetch(link.dataset.template);
  if (!answer.ok || answer.redirected) {
    location.assign(link.href);
    return;
  }
  insert(field, field.selectionStart, await answer.text());
  link.closest("details").open = false;
});

function insert(field, from, text) {
  field.setRangeText(text, from, field.selectionEnd, "end");
  field.focus();
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

// Colleagues named with @

const MENTION = /(?:^|[\s(（,，。:：])@([^\n@]{0,40})$/u;
const MOST_OFFERED = 8;
const lists = new Map();
let offer;

async function peopleOf(url) {
  if (!lists.has(url)) lists.set(url, fetch(url).then((answer) => answer.json()).then(({ people }) => people));
  try {
    return await lists.get(url);
  } catch {
    lists.delete(url);
    return [];
  }
}

const matches = (name, begun) => [name, ...name.split(/\s+/)].some((part) => part.toLocaleLowerCase().startsWith(begun));

async function offerColleagues(field) {
  const before = field.value.slice(0, field.selectionStart);
  const begun = MENTION.exec(before)?.[1].toLocaleLowerCase();
  if (begun === undefined) return withdraw();
  const people = (await peopleOf(field.dataset.mentions)).filter(({ name }) => matches(name, begun)).slice(0, MOST_OFFERED);
  if (!people.length || document.activeElement !== field) return withdraw();
  withdraw();
  const list = Object.assign(document.createElement("ul"), { className: "mentions plain", id: `${field.id}-mentions` });
  list.setAttribute("role", "listbox");
  people.forEach(({ name, about }, index) => {
    const line = Object.assign(document.createElement("li"), { id: `${list.id}-${index}` });
    line.setAttribute("role", "option");
    const words = Object.assign(document.createElement("b"), { textContent: name });
    const place = Object.assign(document.createElement("span"), { className: "faint", textContent: about });
    line.append(words, " ", place);
    line.dataset.name = name;
    list.append(line);
  });
  field.after(list);
  field.setAttribute("aria-controls", list.id);
  offer = { field, list, from: field.selectionStart - begun.length - 1 };
  point(0);
}

function point(index) {
  const lines = [...offer.list.children];
  offer.index = (index + lines.length) % lines.length;
  lines.forEach((line, at) => line.setAttribute("aria-selected", String(at === offer.index)));
  offer.field.setAttribute("aria-activedescendant", lines[offer.index].id);
}

function withdraw() {
  offer?.list.remove();
  offer?.field.removeAttribute("aria-activedescendant");
  offer?.field.removeAttribute("aria-controls");
  offer = undefined;
}

function name(line) {
  const { field, from } = offer;
  withdraw();
  insert(field, from, `@${line.dataset.name} `);
}

document.addEventListener("input", (event) => {
  if (event.target.matches?.("[data-mentions]")) offerColleagues(event.target);
});

// In the capture phase: while names are offered, Enter and Esc are for them.
document.addEventListener("keydown", (event) => {
  if (!offer || event.target !== offer.field || event.isComposing) return;
  if (event.key === "ArrowDown") point(offer.index + 1);
  else if (event.key === "ArrowUp") point(offer.index - 1);
  else if (event.key === "Enter" && !event.ctrlKey && !event.metaKey || event.key === "Tab") name(offer.list.children[offer.index]);
  else if (event.key === "Escape") withdraw();
  else return;
  event.preventDefault();
  event.stopImmediatePropagation();
}, true);

document.addEventListener("mousedown", (event) => {
  const line = event.target.closest?.(".mentions > li");
  if (line) event.preventDefault();
  if (line) name(line);
  else if (offer && event.target !== offer.field) withdraw();
});

// Who else is writing

const BEAT_MS = 4_000;
const FORGOTTEN_MS = 10_000;
const me = document.querySelector('meta[name="live-url"]')?.dataset.ownChannel;
const writers = new Map();
const place = () => document.getElementById("writing");
let beatAt = -Infinity;

function beat(event) {
  const zone = event.target.closest?.("[data-writes]");
  if (!zone || !place() || performance.now() - beatAt < BEAT_MS || !event.target.matches("textarea, input")) return;
  beatAt = performance.now();
  const body = new URLSearchParams({ to: zone.dataset.writes });
  fetch(place().dataset.writingUrl, { method: "POST", body, headers: { "X-CSRFToken": csrfToken() } }).catch(() => {});
}

function showWriters() {
  const names = [...writers.values()].map((writer) => writer.name);
  const line = place()?.querySelector("[data-words]");
  if (!line) return;
  const { one, more } = place().dataset;
  const text = names.length > 1 ? more.replace("{names}", names.join(", ")) : names.length ? one.replace("{name}", names[0]) : "";
  if (line.textContent !== text) line.textContent = text;
}

document.addEventListener("input", beat);
document.addEventListener("writing", ({ detail: { person, name: words, writing } }) => {
  if (me === `person:${person}`) return;
  if (writing) writers.set(person, { name: words, until: performance.now() + FORGOTTEN_MS });
  else writers.delete(person);
  showWriters();
});
place()?.querySelectorAll("[data-person]").forEach(({ dataset }) => {
  writers.set(Number(dataset.person), { name: dataset.name, until: performance.now() + FORGOTTEN_MS });
});

// What leaves in some seconds. Seconds are counted from when they were read, so a wrong clock does no harm.

const LATE_MS = 2_000;
const seen = new WeakMap();

function countDown(label) {
  const { left, text, now } = label.dataset;
  if (seen.get(label)?.left !== left) seen.set(label, { left, at: performance.now() });
  const state = seen.get(label);
  const ms = Number(left) * 1000 - (performance.now() - state.at);
  label.textContent = ms > 0 ? text.replace("{n}", Math.ceil(ms / 1000)) : now;
  // Reading the page again lets it leave, should nobody else have seen to it.
  if (ms > -LATE_MS || state.asked) return;
  state.asked = true;
  htmx.trigger(label.closest("[hx-trigger=live]"), "live");
}

setInterval(() => {
  document.querySelectorAll("[data-left]").forEach(countDown);
  for (const [person, writer] of writers) if (writer.until < performance.now()) writers.delete(person);
  showWriters();
}, 500);

// Files that go with a text: the finished row of an upload is ticked, and can be unticked

document.addEventListener("uploaded", (event) => {
  if (!event.target.matches("form.say")) return;
  for (const row of event.target.querySelectorAll(".say-files > li[id^=exhibit-]:not(:has([name=exhibits]))")) {
    const tick = Object.assign(document.createElement("input"), { type: "checkbox", name: "exhibits", className: "form-check-input" });
    tick.value = row.id.slice("exhibit-".length);
    tick.checked = true;
    tick.setAttribute("aria-label", row.querySelector("b")?.textContent ?? "");
    row.prepend(tick);
  }
});

// After a refresh exactly one tab is chosen, and its panel is the one that shows

document.addEventListener("renewed", (event) => {
  for (const list of event.target.querySelectorAll('[role="tablist"]')) {
    const chosen = [...list.querySelectorAll('button[role="tab"][aria-selected="true"]')];
    const tab = chosen[0] ?? list.querySelector('button[role="tab"]');
    const panel = tab && document.getElementById(tab.getAttribute("aria-controls"));
    if (tab && (chosen.length !== 1 || panel?.hidden)) tab.click();
  }
});
