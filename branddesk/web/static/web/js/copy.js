// <button data-copy="text" data-copied="Copied">, or data-copy-from="#field" for what stands in the page. Writes to the
// clipboard, says so on the button, and sends the bubbling event `copied`.

const SHOWN_MS = 2000;

async function copy(text) {
  if (navigator.clipboard) return navigator.clipboard.writeText(text);
  // Plain http on another host than localhost has no clipboard API.
  const area = Object.assign(document.createElement("textarea"), { value: text });
  document.body.append(area);
  area.select();
  const isCopied = document.execCommand("copy");
  area.remove();
  return isCopied ? undefined : Promise.reject(new Error("copying was refused"));
}

function sourceOf({ dataset }) {
  const selector = dataset.copyFrom ?? (dataset.copy.startsWith("#") ? dataset.copy : "");
  return selector ? document.querySelector(selector) : null;
}

function confirmOn(button) {
  const words = button.querySelector("span") ?? button;
  if (button.dataset.copied === undefined || button.classList.contains("is-copied")) return;
  const before = words.textContent;
  words.textContent = button.dataset.copied;
  button.classList.add("is-copied");
  setTimeout(() => {
    words.textContent = before;
    button.classList.remove("is-copied");
  }, SHOWN_MS);
}

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy], [data-copy-from]");
  if (!button) return;
  const source = sourceOf(button);
  const text = source ? source.value ?? source.innerText.trim() : button.dataset.copy;
  try {
    await copy(text);
    confirmOn(button);
    button.dispatchEvent(new CustomEvent("copied", { bubbles: true }));
  } catch {
    // Refused by the browser: leave the text selected, one key press from being copied.
    if (source?.select) source.select();
    else if (source) getSelection().selectAllChildren(source);
  }
});
