// One open chat. Lines stand in the order of their numbers: news that continues what is there is put on the page at
// once, anything else makes the page ask for what it has missed.
import { csrfToken, newKey } from "../web/js/request.js";
import { dayMark, dayOf, lineElement } from "./lines.js";
import { Outbox } from "./outbox.js";
import { hear } from "./stream.js";

const AGAIN_MS = [1_000, 2_000, 5_000, 10_000];
const LOOK_MS = 15_000;
const WRITING_MS = 4_000;
const FORGET_MS = 6_000;
const TRANSLATED = 30; // Lines at the end of the chat, when their translation is switched on.
const REFUSED = [400, 403, 404, 409, 413, 422];

class Chat {
  constructor(section) {
    this.section = section;
    this.says = section.dataset;
    this.side = section.dataset.side;
    this.me = Number(section.dataset.me);
    this.log = section.querySelector(".chat-log");
    this.form = section.querySelector("[data-chat-compose]");
    this.outbox = new Outbox(`${section.dataset.chat}:${this.me}`);
    this.upto = 0;
    this.marked = 0;
    this.failures = 0;
    this.readTranslating();
    this.outbox.all().forEach((line) => this.showPending(line));
    this.look();
    hear(section, (news) => this.told(news), () => { this.look(); this.send(); });
    this.looking = setInterval(() => { if (!document.hidden) this.look(); }, LOOK_MS);
    this.listen();
    this.send();
  }

  listen() {
    const text = this.form?.querySelector("textarea");
    if (!text) return;
    this.form.addEventListener("submit", (event) => { event.preventDefault(); this.write(text); });
    text.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && !event.shiftKey && !event.isComposing) { event.preventDefault(); this.write(text); }
    });
    text.addEventListener("input", () => this.tellWriting());
    this.section.querySelector("#articles-found")?.addEventListener("click", (event) => {
      const button = event.target.closest("[data-chat-article]");
      if (button) this.sendArticle(button);
    });
    this.form.querySelector("[data-chat-file]")?.addEventListener("change", (event) => this.sendFile(event.target));
    this.form.querySelector("[data-chat-ready]")?.addEventListener("change", (event) => {
      text.value = text.value ? `${text.value}\n${event.target.value}` : event.target.value;
      event.target.value = "";
      text.focus();
    });
  }

  told(news) {
    if (!this.section.isConnected) { clearInterval(this.looking); return; }
    const key = this.section.dataset.chat;
    if (news.channel !== `chat:${key}` && news.channel !== `chatnote:${key}`) return;
    if (news.writing !== undefined) this.showWriting(news);
    else if (news.read !== undefined) { if (news.side !== this.side) this.showRead(news.read); }
    else if (news.seq > this.upto) {
      const isNext = this.side === "desk" ? news.seq === this.upto + 1 : news.before === this.upto;
      if (news.line && isNext) { this.show(news.line); this.upto = news.seq; this.markRead(); }
      else this.look();
    }
  }

  async look() {
    if (!this.section.isConnected) { clearInterval(this.looking); return; }
    if (this.isLooking) { this.again = true; return; }
    this.isLooking = true;
    try {
      const answer = await fetch(`${this.section.dataset.lines}?after=${this.upto}`, { headers: { Accept: "application/json" } });
      if (!answer.ok) return;
      const found = await answer.json();
      found.lines.filter((line) => line.seq > this.upto).forEach((line) => this.show(line));
      this.upto = Math.max(this.upto, found.upto);
      this.showRead(found.read);
      this.markRead();
      if (found.more) this.again = true;
    } catch { /* Without the desk: the next look, or its return, brings it. */
    } finally {
      this.isLooking = false;
      if (this.again) { this.again = false; this.look(); }
    }
  }

  show(line) {
    const isMine = this.side === "guest" ? line.side === "guest" : line.by === this.me && line.side === "desk";
    const isAtEnd = this.isAtEnd();
    this.log.querySelector(`[data-key="${CSS.escape(line.key)}"]`)?.remove();
    this.outbox.drop(line.key);
    const element = lineElement(line, this.says, isMine);
    element.dataset.seq = line.seq;
    const pending = this.log.querySelector(".pending");
    const dayText = dayOf(line);
    if (dayText !== this.day) { this.day = dayText; this.log.insertBefore(dayMark(dayText), pending); }
    this.log.insertBefore(element, pending);
    if (isAtEnd || isMine) this.log.scrollTop = this.log.scrollHeight;
    if (line.side && !isMine) this.hideWriting();
    if (this.translating?.checked) this.translate(element);
    if (line.kind === "event") this.moved();
  }

  // Kept while the tab lives: with it, each line of the other side goes to the service that the organisation chose.
  readTranslating() {
    this.translating = this.section.querySelector("[data-chat-translate]");
    if (!this.translating) return;
    const kept = `chat-translate:${this.section.dataset.chat}`;
    try { this.translating.checked = sessionStorage.getItem(kept) === "1"; } catch { /* Not kept, then. */ }
    this.translating.addEventListener("change", () => {
      try { sessionStorage.setItem(kept, this.translating.checked ? "1" : "0"); } catch { /* Not kept, then. */ }
      if (this.translating.checked) [...this.log.children].slice(-TRANSLATED).forEach((item) => this.translate(item));
    });
    this.log.addEventListener("htmx:beforeSwap", () => { this.wasAtEnd = this.isAtEnd(); });
    this.log.addEventListener("htmx:afterSettle", (event) => {
      if (this.wasAtEnd) this.log.scrollTop = this.log.scrollHeight;
      const form = event.target.closest(".chat-beside[data-asks]")?.querySelector("form[data-ask]");
      if (!form) return;
      form.closest("[data-asks]").removeAttribute("data-asks");
      form.requestSubmit();
    });
  }

  translate(item) {
    const place = item.querySelector(".chat-beside");
    if (!place || !place.hidden || item.classList.contains("chat-note")) return;
    place.dataset.asks = "";
    item.querySelector(".chat-language").click();
  }

  isAtEnd() { return this.log.scrollHeight - this.log.scrollTop - this.log.clientHeight < 80; }

  // What happened to the chat changes what stands above it.
  moved() {
    const state = this.section.querySelector("[data-chat-state]");
    if (state && this.upto) htmx.trigger(state, "chat-moved");
  }

  write(text) {
    const said = text.value.trim();
    if (!said) return;
    const isNote = this.form.dataset.noteOnly !== undefined || this.form.querySelector("[data-chat-note]")?.checked === true;
    const line = { key: newKey(), text: said, note: isNote };
    this.outbox.add(line);
    this.showPending(line);
    text.value = "";
    this.refuse("");
    this.wroteAt = 0;
    this.send();
  }

  showPending(line) {
    const element = lineElement({ ...line, kind: line.note ? "note" : "text", at: "" }, this.says, true);
    element.classList.add("pending");
    this.log.append(element);
    this.log.scrollTop = this.log.scrollHeight;
  }

  // One after the other, so that they arrive in the order in which they were written.
  async send() {
    if (this.isSending) return;
    this.isSending = true;
    clearTimeout(this.retry);
    try {
      for (let [line] = this.outbox.all(); line; [line] = this.outbox.all()) {
        if (!(await this.post(line))) break;
      }
    } finally { this.isSending = false; }
  }

  async post(line) {
    const body = new URLSearchParams({ key: line.key, text: line.text, note: line.note ? "1" : "0" });
    let answer, said;
    try {
      answer = await fetch(this.section.dataset.lines, { method: "POST", body, headers: { "X-CSRFToken": csrfToken() } });
      said = await answer.json();
    } catch { answer = undefined; }
    if (answer?.ok) {
      this.failures = 0;
      this.outbox.drop(line.key);
      if (said.line.seq === this.upto + 1) { this.show(said.line); this.upto = said.line.seq; } else if (said.line.seq > this.upto) this.look();
      return true;
    }
    if (answer && said && REFUSED.includes(answer.status)) {
      this.giveBack(line, said.error);
      return true;
    }
    this.log.querySelectorAll(".pending .chat-foot").forEach((foot) => { foot.textContent = this.says.saysWaits; });
    if (answer?.status === 401 && said) this.refuse(said.error);
    this.retry = setTimeout(() => this.send(), AGAIN_MS[Math.min(this.failures++, AGAIN_MS.length - 1)]);
    return false;
  }

  // What is refused stands in the field again, with the reason.
  giveBack(line, why) {
    this.outbox.drop(line.key);
    this.log.querySelector(`[data-key="${CSS.escape(line.key)}"]`)?.remove();
    const text = this.form?.querySelector("textarea");
    if (text) text.value = text.value ? `${line.text}\n${text.value}` : line.text;
    this.refuse(why);
  }

  async sendFile(input) {
    const [file] = input.files;
    if (!file) return;
    const body = new FormData();
    body.append("key", newKey());
    body.append("file", file);
    try {
      const answer = await fetch(this.section.dataset.file, { method: "POST", body, headers: { "X-CSRFToken": csrfToken(), "X-Requested-With": "XMLHttpRequest" } });
      const said = await answer.json();
      this.refuse(answer.ok ? "" : said.error);
      this.look();
    } catch { this.refuse(this.says.saysFile); }
    input.value = "";
  }

  // Pressed again after a lost answer, the article is sent once.
  async sendArticle(button) {
    button.dataset.key ??= newKey();
    const body = new URLSearchParams({ article: button.dataset.chatArticle, key: button.dataset.key });
    try {
      const answer = await fetch(this.section.dataset.article, { method: "POST", body, headers: { "X-CSRFToken": csrfToken() } });
      const said = await answer.json();
      this.refuse(answer.ok ? "" : said.error);
      if (!answer.ok) return;
      delete button.dataset.key;
      button.closest("details").open = false;
      this.form.querySelector("textarea").focus();
      this.look();
    } catch { this.refuse(this.says.saysLost); }
  }

  refuse(sentence) {
    this.section.querySelector("[data-chat-refusal]").textContent = sentence;
  }

  tellWriting() {
    const now = Date.now();
    if (this.form.dataset.noteOnly !== undefined || this.form.querySelector("[data-chat-note]")?.checked) return;
    if (now - (this.wroteAt ?? 0) < WRITING_MS) return;
    this.wroteAt = now;
    fetch(this.section.dataset.writing, { method: "POST", body: new URLSearchParams({ writing: "1" }), headers: { "X-CSRFToken": csrfToken() } }).catch(() => {});
  }

  showWriting(news) {
    if (news.side === this.side) return;
    clearTimeout(this.forgetting);
    if (!news.writing) { this.hideWriting(); return; }
    this.section.querySelector("[data-chat-writing]").textContent = this.says.saysWrites.replace("{name}", news.name);
    this.forgetting = setTimeout(() => this.hideWriting(), FORGET_MS);
  }

  hideWriting() { this.section.querySelector("[data-chat-writing]").textContent = ""; }

  showRead(seq) {
    const mine = [...this.log.querySelectorAll(".mine[data-seq]")].filter((item) => Number(item.dataset.seq) <= seq);
    const last = mine.at(-1);
    this.log.querySelectorAll(".chat-seen").forEach((mark) => mark.remove());
    if (!last) return;
    const mark = document.createElement("span");
    mark.className = "chat-seen t12 faint";
    mark.textContent = this.says.saysRead;
    last.querySelector(".chat-foot")?.append(" ", mark);
  }

  markRead() {
    if (document.hidden || this.upto <= this.marked || this.section.closest("[hidden]")) return;
    this.marked = this.upto;
    clearTimeout(this.marking);
    this.marking = setTimeout(() => {
      fetch(this.section.dataset.read, { method: "POST", body: new URLSearchParams({ seq: this.marked }), headers: { "X-CSRFToken": csrfToken() } }).catch(() => { this.marked = 0; });
    }, 300);
  }
}

const open = new WeakSet();

function openAll(root) {
  const found = [...root.querySelectorAll("[data-chat]")];
  if (root.matches?.("[data-chat]")) found.push(root);
  found.filter((section) => !open.has(section)).forEach((section) => { open.add(section); new Chat(section); });
}

openAll(document);
document.addEventListener("htmx:load", (event) => openAll(event.detail.elt));
