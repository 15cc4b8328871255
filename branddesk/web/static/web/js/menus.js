// <details class="menu"> closes when one clicks or tabs elsewhere, and on Esc, which gives the focus back.
// <button data-dialog="#id"> opens a <dialog>.
// <a href="…" hx-get="…" hx-target="#act-dialog" hx-select="#act"> opens a form of another page in the dialog of all
// pages; in there [data-dismiss] closes it.

const open = () => [...document.querySelectorAll("details.menu[open]")];

document.addEventListener("click", (event) => {
  open().forEach((menu) => { if (!menu.contains(event.target)) menu.open = false; });
  const opener = event.target.closest("[data-dialog]");
  if (opener) document.querySelector(opener.dataset.dialog).showModal();
  const dialog = event.target.closest("[data-dismiss]")?.closest("dialog");
  if (!dialog) return;
  event.preventDefault();
  dialog.close();
});

document.addEventListener("htmx:afterSwap", (event) => {
  const dialog = event.detail.target;
  if (dialog.id === "act-dialog" && !dialog.open && dialog.firstElementChild) {
    const opener = document.activeElement;
    const menu = opener.closest("details.menu");
    open().forEach((each) => { each.open = false; });
    dialog.showModal();
    dialog.addEventListener("close", () => (menu?.querySelector("summary") ?? opener).focus(), { once: true });
  }
});

// A refused form leads to what is to be mended. Only once settled does a field have its new classes.
document.addEventListener("htmx:afterSettle", (event) => {
  if (event.detail.target.id === "act") document.querySelector("#act-dialog[open] .is-wrong")?.focus();
});

document.addEventListener("focusin", (event) => {
  open().forEach((menu) => { if (!menu.contains(event.target)) menu.open = false; });
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of open()) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});
