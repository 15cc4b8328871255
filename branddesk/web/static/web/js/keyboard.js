// One key does what a visible control does: data-key="c" on it. J and K walk the rows (data-row); ? lists all keys.
// Keys are found by their place as well, so that they work with a Russian layout. They can be switched off.

const SWITCH = "branddesk_single_keys";
const isOn = () => localStorage.getItem(SWITCH) !== "off";
const isTyping = (target) =>
  target.isContentEditable || target.matches?.("textarea, select, input:not([type=radio], [type=checkbox], [type=button], [type=submit])");

function pressed(event) {
  if (event.key === "?") return "?";
  if (/^[!-~]$/.test(event.key) && !(event.key === "." && event.code === "Slash")) return event.key.toLowerCase();
  if (event.code.startsWith("Key")) return event.code.slice(3).toLowerCase();
  return event.code === "Slash" ? "/" : "";
}

const isShown = (element) => element.getClientRects().length > 0;

function act(control) {
  if (control.matches("input, textarea") && !["radio", "checkbox"].includes(control.type)) {
    control.focus();
    control.select?.();
  } else {
    control.focus();
    control.click();
  }
}

function walk(step) {
  const rows = [...document.querySelectorAll("[data-row]")].filter(isShown);
  if (!rows.length) return;
  const here = rows.findIndex((row) => row.contains(document.activeElement));
  const current = here >= 0 ? here : rows.findIndex((row) => row.matches("[aria-current]"));
  const row = rows[Math.min(Math.max(current + step, 0), rows.length - 1)];
  (row.matches("a, [tabindex]") ? row : row.querySelector("a, button") ?? row).focus();
  row.scrollIntoView({ block: "nearest" });
}

function nameOf(control) {
  const label = control.getAttribute("aria-label") ?? control.labels?.[0]?.textContent ?? control.textContent;
  const words = document.createElement("span");
  words.textContent = label.replace(/\s+/g, " ").trim();
  const cap = control.querySelector?.("kbd")?.textContent ?? control.labels?.[0]?.querySelector("kbd")?.textContent;
  if (cap && words.textContent.endsWith(cap)) words.textContent = words.textContent.slice(0, -cap.length).trim();
  return words.textContent;
}

function list() {
  const dialog = document.getElementById("shortcuts");
  dialog.querySelectorAll("[data-of-page]").forEach((line) => line.remove());
  const lines = document.getElementById("shortcut-list");
  for (const control of [...document.querySelectorAll("[data-key]")].filter(isShown)) {
    const key = Object.assign(document.createElement("dt"), { innerHTML: "<kbd></kbd>" });
    key.firstChild.textContent = control.dataset.key.toUpperCase();
    const meaning = Object.assign(document.createElement("dd"), { textContent: nameOf(control) });
    key.dataset.ofPage = meaning.dataset.ofPage = "";
    lines.append(key, meaning);
  }
  document.getElementById("single-keys").checked = isOn();
  dialog.showModal();
}

document.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && event.target.form?.method === "post") {
    event.preventDefault();
    event.target.form.requestSubmit();
    return;
  }
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (isTyping(event.target) || document.querySelector("dialog[open]") || !isOn()) return;
  const key = pressed(event);
  const control = key && [...document.querySelectorAll(`[data-key="${CSS.escape(key)}"]`)].find(isShown);
  if (control) act(control);
  else if (key === "j" || key === "k") walk(key === "j" ? 1 : -1);
  else if (key === "?") list();
  else return;
  event.preventDefault();
});

document.addEventListener("change", (event) => {
  if (event.target.id === "single-keys") localStorage.setItem(SWITCH, event.target.checked ? "on" : "off");
});
document.addEventListener("click", (event) => {
  if (event.target.closest("[data-shows-keys]")) list();
});
