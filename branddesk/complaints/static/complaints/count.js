// How many characters an answer has of those that are taken.

function tell(field) {
  const shown = document.querySelector(field.dataset.count);
  if (!shown) return;
  const most = Number(field.dataset.most);
  const used = [...field.value.trim()].length;
  const number = new Intl.NumberFormat(document.documentElement.lang);
  shown.textContent = `${number.format(used)} / ${number.format(most)}`;
  shown.classList.toggle("over-most", used > most);
}

document.addEventListener("input", (event) => {
  if (event.target.matches("textarea[data-count]")) tell(event.target);
});
for (const field of document.querySelectorAll("textarea[data-count]")) if (field.value) tell(field);
