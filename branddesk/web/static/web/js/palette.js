// Ctrl K: find a case, open a page, do something. The lines are made by the server; here they are only walked.
// Without JavaScript the button in the rail is a link to the search page.

const dialog = document.getElementById("palette");
const input = document.getElementById("palette-words");
const list = document.getElementById("palette-lines");
const WAIT_MS = 120;
const MOST_RECENT = 6;

let timer;
let asked = 0;
let before;
let wantsToGo = false;

const recentKey = () => `branddesk_recent_${dialog.dataset.reader}`;

function recent() {
  try {
    return JSON.parse(localStorage.getItem(recentKey())) ?? [];
  } catch {
    return [];
  }
}

function remember() {
  if (!/^\/cases\/[A-Z]+-\d+\/$/.test(location.pathname)) return;
  const here = { url: location.pathname, title: document.title.replace(/ · branddesk$/, "") };
  const others = recent().filter((each) => each.url !== here.url);
  localStorage.setItem(recentKey(), JSON.stringify([here, ...others].slice(0, MOST_RECENT)));
}

function recentLines() {
  const seen = recent().filter((each) => each.url !== location.pathname);
  if (!seen.length) return [];
  const heading = document.getElementById("palette-recent").content.firstElementChild.cloneNode(true);
  return [heading, ...seen.map(({ url, title }, index) => {
    const line = Object.assign(document.createElement("li"), { id: `palette-recent-${index}` });
    line.setAttribute("role", "option");
    const link = Object.assign(document.createElement("a"), { href: url, tabIndex: -1 });
    link.append(Object.assign(document.createElement("span"), { className: "grow one", textContent: title }));
    line.append(link);
    return line;
  })];
}

const options = () => [...list.querySelectorAll("[role=option]")];
const chosen = () => list.querySelector('[aria-selected="true"]');

function choose(option) {
  for (const each of options()) each.setAttribute("aria-selected", String(each === option));
  input.setAttribute("aria-activedescendant", option?.id ?? "");
  option?.scrollIntoView({ block: "nearest" });
}

async function ask() {
  const turn = ++asked;
  const words = new URLSearchParams({ q: input.value, next: location.pathname + location.search });
  let answer;
  try {
    answer = await fetch(`${dialog.dataset.lines}?${words}`, { headers: { "HX-Request": "true" } });
  } catch {
    answer = null;
  }
  if (turn !== asked) return;
  const lines = answer?.ok ? await answer.text() : "";
  list.replaceChildren(...new DOMParser().parseFromString(lines, "text/html").body.childNodes);
  if (!input.value.trim()) list.prepend(...recentLines());
  choose(options()[0]);
  if (wantsToGo) go();
}

function go() {
  wantsToGo = false;
  const option = chosen();
  if (!option) location.assign(`${dialog.dataset.search}?${new URLSearchParams({ q: input.value })}`);
  else (option.querySelector("a, button")).click();
}

function open() {
  before = document.activeElement;
  input.value = "";
  list.replaceChildren();
  dialog.showModal();
  input.focus();
  ask();
}

if (dialog) {
  remember();

  document.addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey || event.code !== "KeyK") return;
    event.preventDefault();
    if (dialog.open) dialog.close();
    else if (!document.querySelector("dialog[open]")) open();
  });

  document.addEventListener("click", (event) => {
    const opener = event.target.closest("[data-opens-palette]");
    if (opener && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      event.preventDefault();
      open();
    }
    if (event.target === dialog) dialog.close();
  });

  dialog.addEventListener("close", () => before?.focus());

  input.addEventListener("input", () => {
    clearTimeout(timer);
    asked += 1;
    timer = setTimeout(() => { timer = undefined; ask(); }, WAIT_MS);
  });

  input.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    const all = options();
    const here = all.indexOf(chosen());
    const places = { ArrowDown: here + 1, ArrowUp: here - 1 };
    if (event.key in places) choose(all[(places[event.key] + all.length) % all.length]);
    else if (event.key === "Enter" && timer) {
      // What is typed is not looked up yet: go as soon as it is.
      clearTimeout(timer);
      timer = undefined;
      wantsToGo = true;
      ask();
    } else if (event.key === "Enter") go();
    else return;
    event.preventDefault();
  });

  list.addEventListener("pointermove", (event) => {
    const option = event.target.closest("[role=option]");
    if (option && option !== chosen()) choose(option);
  });
}
