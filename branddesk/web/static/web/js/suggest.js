// <input data-suggest="/products/suggest/?brand=kettora"> offers what fits the word that is being typed, in the browser's
// own list, by keyboard too. Of several words with commas between them the last one is looked up and completed.
// Without script it is a plain field.

const WAIT_MS = 200;
const timers = new WeakMap();
let lists = 0;

function listOf(input) {
  if (!input.list) {
    lists += 1;
    const list = Object.assign(document.createElement("datalist"), { id: `suggested-${lists}` });
    input.after(list);
    input.setAttribute("list", list.id);
  }
  return input.list;
}

async function suggest(input) {
  const [before, word] = input.value.match(/^(.*[,;\s])?([^,;\s]*)$/).slice(1);
  const address = new URL(input.dataset.suggest, location.href);
  address.searchParams.set("q", word);
  let answer;
  try {
    answer = await fetch(address);
  } catch {
    return;
  }
  if (!answer.ok || !(answer.headers.get("Content-Type") ?? "").includes("json")) return;
  const { products } = await answer.json();
  listOf(input).replaceChildren(...products.map(({ sku, name }) => {
    const option = document.createElement("option");
    option.value = (before ?? "") + sku;
    option.label = `${sku} · ${name}`;
    return option;
  }));
}

function soon(event) {
  const input = event.target.closest?.("input[data-suggest]");
  // Choosing from the list is no typing: it needs no other list.
  if (!input || event.inputType === "insertReplacementText") return;
  clearTimeout(timers.get(input));
  timers.set(input, setTimeout(() => suggest(input), event.type === "focusin" ? 0 : WAIT_MS));
}

document.addEventListener("focusin", soon);
document.addEventListener("input", soon);
