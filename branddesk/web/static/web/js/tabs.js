// role="tablist": arrows, Home and End move; the chosen tab shows the panel that it controls.

const tabsOf = (list) => [...list.querySelectorAll('[role="tab"]')];

function choose(tab) {
  for (const other of tabsOf(tab.closest('[role="tablist"]'))) {
    const isChosen = other === tab;
    other.setAttribute("aria-selected", String(isChosen));
    other.tabIndex = isChosen ? 0 : -1;
    const panel = document.getElementById(other.getAttribute("aria-controls"));
    if (panel && panel.id !== tab.getAttribute("aria-controls")) panel.hidden = true;
  }
  const panel = document.getElementById(tab.getAttribute("aria-controls"));
  if (panel) panel.hidden = false;
}

// Without script all panels are shown, one below the other.
const settle = (root) => root.querySelectorAll('button[role="tab"][aria-selected="true"]').forEach(choose);

settle(document);
document.addEventListener("htmx:load", (event) => settle(event.detail.elt));

document.addEventListener("click", (event) => {
  const tab = event.target.closest('button[role="tab"]');
  if (tab) choose(tab);
});

document.addEventListener("keydown", (event) => {
  const tab = event.target.closest?.('[role="tab"]');
  if (!tab) return;
  const tabs = tabsOf(tab.closest('[role="tablist"]'));
  const here = tabs.indexOf(tab);
  const target = { ArrowRight: here + 1, ArrowLeft: here - 1, Home: 0, End: tabs.length - 1 }[event.key];
  if (target === undefined) return;
  event.preventDefault();
  const next = tabs.at(target % tabs.length);
  next.focus();
  if (next.tagName === "BUTTON") choose(next);
});
