// The composer: what the next files are, and the lists that follow an upload.

const zone = document.getElementById("case-upload");
const chosen = (name) => document.querySelector(`[data-tells="${name}"]`);

/* The zone sends what the two lists above it say; papers are never of one listing. */
function tell() {
  const kind = chosen("kind");
  const listing = chosen("listing");
  const isOfListing = Boolean(listing) && ["screenshot", "photo", "purchase"].includes(kind.value);
  if (listing) listing.disabled = !isOfListing;
  zone.setAttribute("data-field-kind", kind.value);
  zone.setAttribute("data-field-listing", isOfListing ? listing.value : "");
}

function pick(pk) {
  chosen("kind").value = "screenshot";
  chosen("listing").value = pk;
  tell();
}

if (zone) {
  document.addEventListener("change", (event) => {
    if (event.target.matches("[data-tells]")) tell();
  });
  tell();
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-picks-listing]");
  if (!link) return;
  event.preventDefault();
  pick(link.dataset.picksListing);
  document.getElementById("evidence").scrollIntoView();
  document.getElementById("case-upload-input").focus();
});

// Files dropped on a listing are its screenshots. Heard before the zone, which sends them.
document.addEventListener("drop", (event) => {
  const row = event.target.closest?.("[data-drop-listing]");
  document.querySelectorAll(".is-over[data-drop-listing]").forEach((other) => other.classList.remove("is-over"));
  if (row && zone && event.dataTransfer?.files.length) pick(row.dataset.dropListing);
}, true);

document.addEventListener("dragover", (event) => {
  const row = event.target.closest?.("[data-drop-listing]");
  document.querySelectorAll("[data-drop-listing]").forEach((other) => other.classList.toggle("is-over", other === row));
});

// A sealed file moves from the list of files on their way to the exhibits of the case, unless one of them is being
// described just now.
function refresh() {
  const exhibits = document.getElementById("exhibits");
  if (!exhibits || document.querySelector("#exhibits .describe")) return;
  htmx.trigger(exhibits, "refresh");
  htmx.trigger(document.body, "draft-changed");
}

document.addEventListener("uploaded", refresh);

// The form in which an exhibit was described is still there when this is heard; its row comes with the next swap.
let isDescribed = false;
document.addEventListener("described", () => { isDescribed = true; });
document.addEventListener("htmx:afterSettle", () => {
  if (!isDescribed || document.querySelector("#exhibits .describe")) return;
  isDescribed = false;
  refresh();
});

document.addEventListener("htmx:afterSwap", (event) => {
  if (event.detail.target?.id !== "exhibits") return;
  document.querySelectorAll("#case-upload-files > .exhibit").forEach((row) => row.remove());
});

// The vault's list stays as it was opened or closed while its part of the page is replaced.
let isVaultOpen = null;
document.addEventListener("htmx:beforeSwap", (event) => {
  if (event.detail.target?.id === "exhibits") isVaultOpen = document.querySelector("#exhibits > details")?.open ?? null;
});
document.addEventListener("htmx:afterSwap", () => {
  const vault = document.querySelector("#exhibits > details");
  if (vault && isVaultOpen !== null) vault.open = isVaultOpen;
  isVaultOpen = null;
});

// What was typed in the last moment before the page is left is saved, too; the request outlives the page.
addEventListener("pagehide", () => {
  const input = document.activeElement;
  const field = input?.closest?.(".field[hx-post]");
  if (!field || !("defaultValue" in input) || input.value === input.defaultValue) return;
  const typed = new FormData();
  typed.set(input.name, input.value);
  typed.set("version", document.getElementById("version")?.value ?? "");
  const headers = { "HX-Request": "true", "X-CSRFToken": document.querySelector('meta[name="csrf-token"]').content };
  fetch(field.getAttribute("hx-post"), { method: "POST", body: typed, headers, keepalive: true });
});

// One box ticks all warnings, so that one reason can be given for them.
document.addEventListener("change", (event) => {
  const name = event.target.dataset?.checks;
  if (!name) return;
  event.target.form.querySelectorAll(`input[name="${name}"]`).forEach((box) => { box.checked = event.target.checked; });
});
