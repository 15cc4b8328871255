// Small helps of the case pages; everything works without them.

// <a data-window="380">: opens beside what is on the screen, in one and the same narrow window.
document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-window]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const width = Number(link.dataset.window);
  const place = `popup,width=${width},height=${screen.availHeight},left=${screen.availWidth - width},top=0`;
  if (window.open(link.href, "branddesk-copy", place)) event.preventDefault();
});

// <form data-submit-on-change>: a choice is the search.
document.addEventListener("change", (event) => {
  event.target.closest("form[data-submit-on-change]")?.requestSubmit();
});
