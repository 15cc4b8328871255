// What was written and not yet taken by the desk. It stays in the browser until the desk has it, each line under its
// own key, so that sending it again never says it twice.
export class Outbox {
  constructor(name) { this.name = `chat-out:${name}`; }

  all() {
    try { return JSON.parse(localStorage.getItem(this.name) ?? "[]"); } catch { return []; }
  }

  add(line) { this.keep([...this.all(), line]); }

  drop(key) {
    const lines = this.all();
    if (lines.some((line) => line.key === key)) this.keep(lines.filter((line) => line.key !== key));
  }

  keep(lines) {
    try {
      if (lines.length) localStorage.setItem(this.name, JSON.stringify(lines));
      else localStorage.removeItem(this.name);
    } catch { /* A full or forbidden store: the line is still sent from this page. */ }
  }
}
