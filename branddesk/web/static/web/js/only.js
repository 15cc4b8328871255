// <div data-only-outcome="waiting partly"> shows while the form's control `outcome` has one of these values. Without
// script everything is shown. What is hidden is not sent.

const PREFIX = "data-only-";
const conditionOf = (part) => [...part.attributes].find(({ name }) => name.startsWith(PREFIX));

function update(form) {
  for (const part of form.querySelectorAll("*")) {
    const condition = conditionOf(part);
    if (!condition) continue;
    const value = new FormData(form).get(condition.name.slice(PREFIX.length));
    const isShown = condition.value.split(" ").includes(String(value));
    part.hidden = !isShown;
    part.querySelectorAll("input, select, textarea").forEach((control) => { control.disabled = !isShown; });
  }
}

const updateAll = (root) => root.querySelectorAll("form").forEach(update);

updateAll(document);
document.addEventListener("change", (event) => { if (event.target.form) update(event.target.form); });
document.addEventListener("htmx:load", (event) => updateAll(event.detail.elt.parentElement ?? document));
