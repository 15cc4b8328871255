// Files on their way into the vault: chosen, dropped on <div class="drop-zone" data-upload-url="…">, or pasted anywhere.
// Each goes in a request of its own: `file`, `source` (choose, drop, paste), `upload_key` and every data-field-NAME of
// the zone. A large one goes in parts to UPLOAD-URL/part/ before it, so a broken connection costs one part.
// 201 answers with the finished row (<li>); a refusal with {"error": "sentence"}. What a lost connection or the server
// broke is tried again by itself, then by a button; the key makes sure that nothing is sealed twice. After each success
// the zone sends the bubbling event `uploaded`.
import { csrfToken, newKey } from "./request.js";

const AT_ONCE = 2;
const CREATED = 201;
const PREFIX = "data-field-";
const PART = 4 * 1024 * 1024;
const PAUSES = [1, 3, 8, 20];
const queue = [];
let running = 0;

const zones = () => [...document.querySelectorAll("[data-upload-url]")];
const zoneOf = (target) => target.closest?.("[data-upload-url]");

class Upload {
  constructor(zone, file, source) {
    Object.assign(this, { zone, file, source, key: newKey(), sent: 0, failures: 0 });
    this.row = document.getElementById("upload-row").content.firstElementChild.cloneNode(true);
    this.part("name").textContent = file.name;
    this.part("cancel").addEventListener("click", () => this.cancel());
    this.part("remove").addEventListener("click", () => this.row.remove());
    this.part("retry").addEventListener("click", () => this.again());
    document.querySelector(zone.dataset.uploadList).append(this.row);
    const { dataset } = this.part("error");
    if (file.size > Number(dataset.limit)) this.refuse(dataset.tooLarge);
    else this.enqueue();
  }

  part(name) {
    return this.row.querySelector(`[data-part="${name}"]`);
  }

  show({ isMoving, canRetry = false }) {
    this.row.classList.toggle("wrong", !isMoving);
    for (const name of ["meter", "progress", "cancel"]) this.part(name).hidden = !isMoving;
    for (const name of ["error", "remove"]) this.part(name).hidden = isMoving;
    this.part("retry").hidden = !canRetry;
  }

  enqueue() {
    this.show({ isMoving: true });
    this.moved();
    this.part("progress").textContent = this.part("progress").dataset.waiting;
    queue.push(this);
    next();
  }

  again() {
    this.failures = 0;
    this.enqueue();
  }

  start() {
    running += 1;
    this.startedAt = performance.now();
    this.startedWith = this.sent;
    this.step();
  }

  get isInParts() {
    return this.file.size > PART;
  }

  /* The next part, or what seals the whole. */
  step() {
    const url = this.zone.dataset.uploadUrl;
    if (!this.isInParts || this.sent >= this.file.size) {
      this.send(url, this.form(), () => this.finish());
      return;
    }
    const place = new URLSearchParams({ key: this.key, offset: this.sent, size: this.file.size });
    if (this.zone.dataset.fieldBrand) place.set("brand", this.zone.dataset.fieldBrand);
    const body = this.file.slice(this.sent, this.sent + PART, "application/octet-stream");
    this.send(`${url}part/?${place}`, body, () => this.goOn());
  }

  send(url, body, answered) {
    const request = new XMLHttpRequest();
    this.request = request;
    request.upload.addEventListener("progress", (event) => this.progress(event));
    request.addEventListener("load", answered);
    request.addEventListener("error", () => this.lost(this.part("error").dataset.offline));
    request.addEventListener("abort", () => this.stop());
    request.open("POST", url);
    request.setRequestHeader("X-CSRFToken", csrfToken());
    request.setRequestHeader("X-Requested-With", "XMLHttpRequest");
    request.send(body);
  }

  form() {
    const form = new FormData();
    for (const { name, value } of this.zone.attributes) {
      if (name.startsWith(PREFIX)) form.append(name.slice(PREFIX.length), value);
    }
    form.append("source", this.source);
    form.append("upload_key", this.key);
    if (this.isInParts) {
      form.append("parts", this.key);
      form.append("size", this.file.size);
      form.append("name", this.file.name);
    } else {
      form.append("file", this.file, this.file.name);
    }
    return form;
  }

  /* The server says how far it has come; where it did not come further, the connection is as good as lost. */
  goOn() {
    const { status, responseText } = this.request;
    const there = status === 200 ? JSON.parse(responseText).offset : undefined;
    if (there === undefined) {
      this.refused();
    } else if (there === this.sent && there < this.file.size) {
      this.lost(this.part("error").dataset.offline);
    } else {
      if (there > this.sent) this.failures = 0;
      this.sent = there;
      this.step();
    }
  }

  progress(event) {
    const words = this.part("progress");
    const done = this.isInParts ? Math.min(this.sent + event.loaded, this.file.size) : event.loaded;
    const total = this.isInParts ? this.file.size : event.total;
    if (this.isInParts && this.sent >= this.file.size) return;
    this.moved(Math.round((done / total) * 100));
    if (done >= total) {
      words.textContent = words.dataset.sealing;
      return;
    }
    const begun = this.isInParts ? this.startedWith : 0;
    const seconds = ((performance.now() - this.startedAt) / 1000) * ((total - done) / Math.max(done - begun, 1));
    words.textContent = words.dataset.text
      .replace("{done}", size(done)).replace("{total}", size(total)).replace("{left}", duration(seconds));
  }

  moved(percent = Math.round((this.sent / Math.max(this.file.size, 1)) * 100)) {
    const meter = this.part("meter");
    meter.setAttribute("aria-valuenow", String(percent));
    this.part("bar").style.width = `${percent}%`;
  }

  finish() {
    if (this.request.status === CREATED) {
      this.stop();
      this.replace(this.request.responseText);
    } else {
      this.refused();
    }
  }

  refused() {
    const { status, responseText } = this.request;
    const { dataset } = this.part("error");
    const sentence = errorIn(responseText);
    if (status >= 500) this.lost(dataset.server);
    else if (status === 409 && this.isInParts) this.restart(sentence);
    else if (status === 429 || (!sentence && (status < 400 || status === 401 || status === 403))) this.fail(sentence || dataset.signedOut, true);
    else this.fail(sentence || dataset.server, status === 403);
  }

  /* Parts were swept away meanwhile: the next try begins anew. */
  restart(sentence) {
    this.sent = 0;
    this.fail(sentence, true);
  }

  replace(html) {
    const fragment = document.createRange().createContextualFragment(html);
    const finished = fragment.querySelector("li");
    this.row.replaceWith(finished);
    window.htmx?.process(finished);
    this.zone.dispatchEvent(new CustomEvent("uploaded", { bubbles: true }));
  }

  /* Tried again after a pause, or as soon as the browser is online; in the end a person decides. */
  lost(sentence) {
    const pause = PAUSES[this.failures];
    if (pause === undefined) {
      this.fail(sentence, true);
      return;
    }
    this.stop();
    this.failures += 1;
    this.part("progress").textContent = this.part("progress").dataset.pausing.replace("{seconds}", duration(pause));
    this.timer = setTimeout(() => this.wake(), pause * 1000);
    waiting.add(this);
  }

  wake() {
    clearTimeout(this.timer);
    if (waiting.delete(this)) this.enqueue();
  }

  refuse(sentence) {
    this.part("error").textContent = sentence;
    this.show({ isMoving: false });
  }

  fail(sentence, canRetry) {
    this.stop();
    this.part("error").textContent = sentence;
    this.show({ isMoving: false, canRetry });
  }

  stop() {
    running -= 1;
    next();
  }

  cancel() {
    const place = queue.indexOf(this);
    clearTimeout(this.timer);
    if (place >= 0) queue.splice(place, 1);
    else if (!waiting.delete(this)) this.request?.abort();
    this.row.remove();
    if (this.isInParts) this.forget();
  }

  forget() {
    const place = new URLSearchParams({ key: this.key, offset: 0, size: 0, discard: "", brand: this.zone.dataset.fieldBrand ?? "" });
    fetch(`${this.zone.dataset.uploadUrl}part/?${place}`, {
      method: "POST", headers: { "X-CSRFToken": csrfToken(), "X-Requested-With": "XMLHttpRequest" },
    }).catch(() => undefined);
  }
}

const waiting = new Set();

function next() {
  while (running < AT_ONCE && queue.length) queue.shift().start();
}

function errorIn(text) {
  try {
    return JSON.parse(text).error ?? "";
  } catch {
    return "";
  }
}

const format = (value, unit, digits) => new Intl.NumberFormat(document.documentElement.lang, {
  style: "unit", unit, unitDisplay: "short", maximumFractionDigits: digits,
}).format(value);
const size = (bytes) => bytes < 1e6 ? format(bytes / 1e3, "kilobyte", 0) : format(bytes / 1e6, "megabyte", 1);
const duration = (seconds) => seconds < 90 ? format(Math.ceil(seconds), "second", 0) : format(Math.ceil(seconds / 60), "minute", 0);

/* Clipboards call every picture image.png; the moment tells them apart. */
export function named(file) {
  if (!/^image\.\w+$/.test(file.name)) return file;
  const now = new Date();
  const pad = (number) => String(number).padStart(2, "0");
  const day = `${now.getFullYear()}${pad(now.getMonth() + 1)}${pad(now.getDate())}`;
  const time = `${pad(now.getHours())}${pad(now.getMinutes())}${pad(now.getSeconds())}`;
  return new File([file], `screenshot-${day}-${time}.${file.name.split(".").pop()}`, { type: file.type });
}

document.addEventListener("change", (event) => {
  const zone = event.target.type === "file" ? zoneOf(event.target) : null;
  if (!zone) return;
  for (const file of event.target.files) new Upload(zone, file, zone.dataset.source ?? "choose");
  event.target.value = "";
});

document.addEventListener("dragover", (event) => {
  const carriesFiles = event.dataTransfer?.types.includes("Files");
  if (!carriesFiles || !zones().length) return;
  // Everywhere, since a file that misses the zone would replace the page with itself.
  event.preventDefault();
  zones().forEach((zone) => zone.classList.toggle("is-over", zone === zoneOf(event.target)));
});

document.addEventListener("drop", (event) => {
  if (!event.dataTransfer?.files.length || !zones().length) return;
  event.preventDefault();
  zones().forEach((zone) => zone.classList.remove("is-over"));
  const zone = zoneOf(event.target) ?? (zones().length === 1 ? zones()[0] : null);
  if (zone) for (const file of event.dataTransfer.files) new Upload(zone, file, "drop");
});

document.addEventListener("dragleave", (event) => {
  if (!event.relatedTarget) zones().forEach((zone) => zone.classList.remove("is-over"));
});

document.addEventListener("paste", (event) => {
  const files = [...(event.clipboardData?.files ?? [])];
  const isText = event.clipboardData?.types.includes("text/plain") && event.target.closest?.("input, textarea, [contenteditable]");
  const [first] = zones();
  // Sheets and word processors put a picture beside the text; in a text field the text is meant.
  if (!files.length || isText || !first) return;
  event.preventDefault();
  const zone = zones().find((one) => one.contains(document.activeElement)) ?? first;
  for (const file of files) new Upload(zone, named(file), "paste");
});

addEventListener("online", () => { for (const upload of [...waiting]) upload.wake(); });

addEventListener("beforeunload", (event) => {
  if (running || queue.length || waiting.size) event.preventDefault();
});
