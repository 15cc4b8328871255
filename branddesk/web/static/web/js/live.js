// Follows what happens elsewhere. Parts marked data-live="case:BD-1" are told (the htmx trigger "live") when their
// channel has news, and are brought up to date around whatever is typed in them; a notice moves the bell and shows a
// toast. A lost stream is said beside the bell.
import { forget } from "./forms.js";
import { renew } from "./refresh.js";
import { showToast } from "./toast.js";

const OFFLINE_AFTER_MS = 10_000;
const HIDDEN_AFTER_MS = 60_000;
const GATHER_MS = 250;
const RETRY_MS = [2_000, 5_000, 15_000, 30_000];

const meta = document.querySelector('meta[name="live-url"]');
const offline = document.getElementById("offline");
let source, lastId, followed, lostAt, offlineTimer, retryTimer, hiddenTimer;
let failures = 0;
const waiting = new Set();

const parts = (channel) => [...document.querySelectorAll("[data-live]")].filter((part) => part.dataset.live.split(" ").includes(channel));

function wantedChannels() {
  const named = [...document.querySelectorAll("[data-live]")].flatMap((part) => part.dataset.live.split(" "));
  return [...new Set(named)].filter((channel) => channel && channel !== meta.dataset.ownChannel).sort().join(",");
}

function follow() {
  followed = wantedChannels();
  const address = new URL("stream", meta.content);
  if (followed) address.searchParams.set("channels", followed);
  if (lastId) address.searchParams.set("after", lastId);
  source?.close();
  source = new EventSource(address, { withCredentials: true });
  source.addEventListener("open", isBack);
  source.addEventListener("error", isLost);
  source.addEventListener("changed", heard);
  source.addEventListener("unread", heard);
  source.addEventListener("notice", heard);
  source.addEventListener("writing", heard);
  source.addEventListener("chat", heard);
}

function heard(event) {
  lastId = event.lastEventId;
  const news = JSON.parse(event.data);
  if (typeof news.unread === "number") showUnread(news.unread);
  if (event.type === "notice" && news.text) showToast({ text: news.text, href: news.url });
  if (event.type === "writing" || event.type === "chat") {
    document.dispatchEvent(new CustomEvent(event.type, { detail: news }));
    return;
  }
  if (!waiting.size) setTimeout(tellParts, GATHER_MS);
  waiting.add(news.channel);
}

function tellParts() {
  const told = new Set([...waiting].flatMap(parts));
  waiting.clear();
  told.forEach((part) => htmx.trigger(part, "live"));
}

// The answer to what the part asks by itself, and to a form that stands in it, changes only what is different.
function bringUpToDate(event) {
  const { target: part, requestConfig, xhr } = event.detail;
  const isNews = requestConfig?.elt === part;
  const sent = requestConfig?.elt?.matches("form") ? requestConfig.elt : undefined;
  if (!part.matches?.("[data-live]") || !(isNews || (sent && part.contains(sent)))) return;
  if (sent && xhr.status < 300) forget(sent);
  if (event.detail.shouldSwap && renew(part, event.detail.serverResponse, sent)) event.detail.shouldSwap = false;
}

function showUnread(number) {
  const count = document.getElementById("bell-count");
  if (!count) return;
  const shown = number > 1000 ? "1000+" : String(number);
  count.hidden = number === 0;
  count.firstElementChild.textContent = shown;
  count.lastElementChild.textContent = count.dataset.label.replace("{number}", shown);
}

function isBack() {
  failures = 0;
  lostAt = undefined;
  clearTimeout(offlineTimer);
  if (offline) offline.hidden = true;
}

function isLost() {
  if (lostAt === undefined) {
    lostAt = new Date();
    offlineTimer = setTimeout(sayOffline, OFFLINE_AFTER_MS);
  }
  // A browser gives up for good when it is refused; a server that restarts refuses for a moment.
  if (source.readyState === EventSource.CLOSED) {
    clearTimeout(retryTimer);
    retryTimer = setTimeout(follow, RETRY_MS[Math.min(failures++, RETRY_MS.length - 1)]);
  }
}

function sayOffline() {
  if (!offline) return;
  const time = new Intl.DateTimeFormat(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" }).format(lostAt);
  offline.textContent = offline.dataset.text.replace("{time}", time);
  offline.hidden = false;
}

// Browsers allow few streams to one host, so pages that nobody looks at give theirs back and catch up later.
function onVisibility() {
  clearTimeout(hiddenTimer);
  if (document.hidden) {
    hiddenTimer = setTimeout(() => {
      source.close();
      clearTimeout(offlineTimer);
      clearTimeout(retryTimer);
      source = undefined;
    }, HIDDEN_AFTER_MS);
  } else if (!source) {
    lostAt = undefined;
    follow();
  }
}

if (meta) {
  follow();
  document.addEventListener("visibilitychange", onVisibility);
  document.addEventListener("htmx:beforeSwap", bringUpToDate);
  document.addEventListener("htmx:afterSettle", () => { if (wantedChannels() !== followed) follow(); });
  addEventListener("pagehide", () => source?.close());
  addEventListener("pageshow", (event) => { if (event.persisted) follow(); });
}
