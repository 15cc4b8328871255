// News of chats. Pages of people have one stream already (web/js/live.js), which passes them on as the event "chat" of
// the document; a visitor's page has none and opens its own.
export function hear(section, told, back) {
  document.addEventListener("chat", (event) => told(event.detail));
  addEventListener("online", back);
  document.addEventListener("visibilitychange", () => { if (!document.hidden) back(); });
  if (!document.querySelector('meta[name="live-url"]')) follow(section, told, back);
}

function follow(section, told, back) {
  const channels = section.parentElement ? [...document.querySelectorAll("[data-live]")].flatMap((part) => part.dataset.live.split(" ")) : [];
  const address = new URL("stream", section.dataset.stream);
  address.searchParams.set("channels", [...new Set(channels)].join(","));
  const source = new EventSource(address, { withCredentials: true });
  source.addEventListener("open", back);
  source.addEventListener("chat", (event) => told(JSON.parse(event.data)));
  source.addEventListener("changed", (event) => {
    const { channel } = JSON.parse(event.data);
    document.querySelectorAll("[data-live]").forEach((part) => { if (part.dataset.live.split(" ").includes(channel)) htmx.trigger(part, "live"); });
  });
  source.addEventListener("error", () => {
    if (source.readyState === EventSource.CLOSED && section.isConnected) setTimeout(() => follow(section, told, back), 5_000);
  });
  addEventListener("pagehide", () => source.close());
}
