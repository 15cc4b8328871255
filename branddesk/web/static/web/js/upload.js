// Files on their way into the vault: chosen, dropped on <div class="drop-zone" data-upload-url="…">, or pasted anywhere.
// Each goes in a request of its own: `file`, `source` (choose, drop, paste) and every data-field-NAME of the zone.
// 201 answers with the finished row (<li>); a refusal with {"error": "sentence"}. After each success the zone sends
// the bubbling event `uploaded`.
import { csrfToken } from "./request.js";

const AT_ONCE = 2;
const CREATED = 201;
const PREFIX = "data-field-";
const queue = [];
let running = 0;

const zones = () => [...document.querySelectorAll("[data-upload-url]")];
const zoneOf = (target) => target.closest?.("[data-upload-url]");

class Upload {
  constructor(zone, file, source) {
    Object.assign(this, { zone, file, source });
    this.row = document.getElementById("upload-row").content.firstElementChild.cloneNode(true);
    this.part("name").textContent = file.name;
    this.part("cancel").addEventListener("click", () => this.cancel());
    this.part("remove").addEventListener("click", () => this.row.remove());
    this.part("retry").addEventListener("click", () => this.enqueue());
    document.querySelector(zone.dataset.uploadList).append(this.row);
    this.enqueue();
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
    this.moved(0);
    this.part("progress").textContent = this.part("progress").dataset.waiting;
    queue.push(this);
    next();
  }

  start() {
    running += 1;
    this.startedAt = performance.now();
    this.request = new XMLHttpRequest();
    this.request.upload.addEventListener("progress", (event) => this.progress(event.loaded, event.total));
    this.request.addEventListener("load", () => this.finish());
    this.request.addEventListener("error", () => this.fail(this.part("error").dataset.offline, true));
    this.request.addEventListener("loadend", () => { running -= 1; next(); });
    this.request.open("POST", this.zone.dataset.uploadUrl);
    this.request.setRequestHeader("X-CSRFToken", csrfToken());
    this.request.setRequestHeader("X-Requested-With", "XMLHttpRequest");
    this.request.send(this.form());
  }

  form() {
    const form = new FormData();
    for (const { name, value } of this.zone.attributes) {
      if (name.startsWith(PREFIX)) form.append(name.slice(PREFIX.length), value);
    }
    form.append("source", this.source);
    form.append("file", this.file, this.file.name);
    return form;
  }

  progress(done, total) {
    const words = this.part("progress");
    this.moved(Math.round((done / total) * 100));
    if (done >= total) {
      words.textContent = words.dataset.sealing;
      return;
    }
    const seconds = ((performance.now() - this.startedAt) / 1000) * (total / Math.max(done, 1) - 1);
    words.textContent = words.dataset.text
      .replace("{done}", size(done)).replace("{total}", size(total)).replace("{left}", duration(seconds));
  }

  moved(percent) {
    const meter = this.part("meter");
    meter.setAttribute("aria-valuenow", String(percent));
    this.part("bar").style.width = `${percent}%`;
  }

  finish() {
    const { status, responseText } = this.request;
    if (status === CREATED) return this.replace(responseText);
    const { dataset } = this.part("error");
    const sentence = errorIn(responseText);
    if (sentence) this.fail(sentence, false);
    else if (status < 400 || status === 401 || status === 403) this.fail(dataset.signedOut, true);
    else this.fail(dataset.server, true);
  }

  replace(html) {
    const fragment = document.createRange().createContextualFragment(html);
    const finished = fragment.querySelector("li");
    this.row.replaceWith(finished);
    window.htmx?.process(finished);
    this.zone.dispatchEvent(new CustomEvent("uploaded", { bubbles: true }));
  }

  fail(sentence, canRetry) {
    this.part("error").textContent = sentence;
    this.show({ isMoving: false, canRetry });
  }

  cancel() {
    const place = queue.indexOf(this);
    if (place >= 0) queue.splice(place, 1);
    else this.request?.abort();
    this.row.remove();
  }
}

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
function named(file) {
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
  for (const file of event.target.files) new Upload(zone, file, "choose");
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

addEventListener("beforeunload", (event) => {
  if (running || queue.length) event.preventDefault();
});
