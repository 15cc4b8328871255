// <details class="menu"> closes when one clicks or tabs elsewhere, and on Esc, which gives the focus back.
// <button data-dialog="#id"> opens a <dialog>.

const open = () => [...document.querySelectorAll("details.menu[open]")];

document.addEventListener("click", (event) => {
  open().forEach((menu) => { if (!menu.contains(event.target)) menu.open = false; });
  const opener = event.target.closest("[data-dialog]");
  if (opener) document.querySelector(opener.dataset.dialog).showModal();
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
