// The narrow window beside the cabinet: Space or Enter copies the present text and goes on to the next; after the files
// the number is typed, Enter saves it, and the next SKU begins.

const steps = [...document.querySelectorAll("[data-step]")];
const button = document.getElementById("copy-next");
const number = document.getElementById("reference");
let place = 0;

function show() {
  steps.forEach((step, index) => {
    step.classList.toggle("done", index < place);
    step.classList.toggle("now", index === place);
  });
  if (place >= steps.length) {
    button.hidden = true;
    number.focus();
    return;
  }
  const step = steps[place];
  const text = step.querySelector(".copy-text");
  if (text) button.dataset.copy = `#${text.id}`;
  else delete button.dataset.copy;
  button.firstElementChild.textContent = step.dataset.label;
  button.focus({ preventScroll: true });
  step.scrollIntoView({ block: "nearest" });
}

function goOn() {
  place += 1;
  // A field that the packet leaves empty has nothing to copy.
  while (steps[place]?.querySelector(".copy-text")?.value === "") place += 1;
  show();
}

if (button) {
  button.hidden = false;
  // The shared copy script puts the text on the clipboard and says so.
  button.addEventListener("copied", goOn);
  button.addEventListener("click", () => { if (!button.dataset.copy) goOn(); });
  steps.forEach((step, index) => step.addEventListener("click", (event) => {
    if (event.target.closest("a, summary, textarea")) return;
    place = index;
    show();
  }));
  document.addEventListener("keydown", (event) => {
    const isElsewhere = event.target.closest("button, a, input, summary");
    if ((event.key === " " || event.key === "Enter") && !isElsewhere && !button.hidden) {
      event.preventDefault();
      button.click();
    }
  });
  place = -1;
  goOn();
}

const close = document.getElementById("close-window");
if (close && window.opener) {
  close.hidden = false;
  close.addEventListener("click", () => window.close());
}
