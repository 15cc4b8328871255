// Choosing rows: the box of a row, Shift for all between, X for the row with the focus, one box for the whole page.

const formOf = (element) => element.closest("form[data-bulk]");
const boxes = (form) => [...form.querySelectorAll("input[name=case]")];
let last = null;

function tell(form) {
  const all = form.querySelector("[data-bulk-all]");
  const chosen = boxes(form).filter((box) => box.checked);
  const count = form.querySelector("[data-bulk-count]");
  // Who only reads has no rows to choose.
  if (!count) return;
  count.textContent = chosen.length;
  const page = form.querySelector("[data-bulk-page]");
  if (page) {
    page.checked = chosen.length > 0 && chosen.length === boxes(form).length;
    page.indeterminate = chosen.length > 0 && !page.checked;
  }
  if (!chosen.length && all) all.checked = false;
}

document.addEventListener("click", (event) => {
  const box = event.target.closest("input[name=case]");
  const form = box && formOf(box);
  if (!form) return;
  const rows = boxes(form);
  if (event.shiftKey && last && rows.includes(last)) {
    const [from, to] = [rows.indexOf(last), rows.indexOf(box)].sort((a, b) => a - b);
    for (const row of rows.slice(from, to + 1)) row.checked = box.checked;
  }
  last = box;
  tell(form);
});

document.addEventListener("change", (event) => {
  const form = formOf(event.target);
  if (!form) return;
  if (event.target.matches("[data-bulk-page]")) for (const box of boxes(form)) box.checked = event.target.checked;
  tell(form);
});

document.addEventListener("click", (event) => {
  const none = event.target.closest("[data-bulk-none]");
  if (!none) return;
  const form = formOf(none);
  for (const box of boxes(form)) box.checked = false;
  tell(form);
});

document.addEventListener("click", (event) => {
  event.target.closest("[data-close-dialog]")?.closest("dialog").close();
});

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || document.querySelector("dialog[open]")) return;
  if (event.code !== "KeyX" || localStorage.getItem("branddesk_single_keys") === "off") return;
  if (event.target.matches?.("textarea, select, input:not([type=checkbox])")) return;
  const box = document.activeElement?.closest("[data-row]")?.querySelector("input[name=case]");
  if (!box) return;
  event.preventDefault();
  box.checked = !box.checked;
  last = box;
  tell(formOf(box));
});

for (const form of document.querySelectorAll("form[data-bulk]")) tell(form);
