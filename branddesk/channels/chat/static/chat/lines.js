// A line of the chat as elements. Whatever was written goes in as text, never as markup.
const language = document.documentElement.lang;
// The reader's own clock, as everywhere on the desk; a visitor's is that of the browser.
const timeZone = document.querySelector('meta[name="time-zone"]')?.content || undefined;
const time = new Intl.DateTimeFormat(language, { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone });
const day = new Intl.DateTimeFormat(language, { day: "numeric", month: "long", timeZone });

function make(tag, className, text) {
  const element = document.createElement(tag);
  if (className) element.className = className;
  if (text !== undefined) element.textContent = text;
  return element;
}

// Only addresses of the desk itself become links.
function linkTo(url, text, isNew) {
  const link = make("a", "", text);
  const address = new URL(url, location.href);
  if (address.origin === location.origin) link.href = address.href;
  if (isNew) { link.target = "_blank"; link.rel = "noopener"; }
  return link;
}

// What there is of the line in the reader's language stands below it, once it was asked for.
function addTranslation(item, foot, line, says) {
  const opener = make("button", "chat-language", says.saysTranslation);
  const place = make("div", "chat-beside");
  opener.type = "button";
  opener.setAttribute("aria-expanded", "false");
  opener.setAttribute("aria-label", `${says.saysTranslation}: ${line.text.slice(0, 60)}`);
  place.hidden = true;
  opener.addEventListener("click", () => {
    place.hidden = !place.hidden;
    opener.setAttribute("aria-expanded", String(!place.hidden));
    if (!place.hidden && !place.firstChild) htmx.ajax("GET", says.translation.replace("/lines/0/", `/lines/${line.seq}/`), { target: place, swap: "innerHTML" });
  });
  foot.prepend(opener);
  item.append(place);
}

export const dayOf = (line) => day.format(new Date(line.at));

export function dayMark(text) {
  return make("li", "day", text);
}

export function lineElement(line, says, isMine) {
  const item = make("li", `chat-line chat-${line.kind}${isMine ? " mine" : ""}`);
  item.dataset.key = line.key;
  if (line.kind === "event") {
    item.append(make("span", "t12 faint", `${line.text} ${time.format(new Date(line.at))}`));
    return item;
  }
  const bubble = make("div", `bub${isMine ? " me" : ""}${line.kind === "note" ? " chat-of-note" : ""}`);
  if (!isMine && line.name) bubble.append(make("b", "t12 d-block", line.name));
  if (line.kind === "note") bubble.append(make("span", "lab warn", says.saysNote));
  if (line.kind === "file") bubble.append(linkTo(line.url, line.text, true));
  else if (line.kind === "article") bubble.append(make("span", "t12 faint d-block", says.saysArticle), linkTo(line.url, line.text, true));
  else bubble.append(make("p", "chat-text", line.text));
  const foot = make("span", "t12 faint chat-foot", line.at ? time.format(new Date(line.at)) : says.saysSending);
  bubble.append(foot);
  item.append(bubble);
  if (says.translation && !isMine && line.side && (line.kind === "text" || line.kind === "note")) addTranslation(item, foot, line, says);
  return item;
}
