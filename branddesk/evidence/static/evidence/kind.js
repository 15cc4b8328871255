// A list beside an upload zone says what the next files are.
const tell = (list) => {
  const zone = document.getElementById(list.dataset.kindOf);
  if (!zone) return;
  zone.dataset.fieldKind = list.value;
  const input = zone.closest("form")?.elements.namedItem("kind");
  if (input) input.value = list.value;
};

document.addEventListener("change", (event) => {
  if (event.target.matches("[data-kind-of]")) tell(event.target);
});
document.querySelectorAll("[data-kind-of]").forEach(tell);
