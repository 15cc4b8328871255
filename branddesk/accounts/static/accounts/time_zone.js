// Before sign-in the server learns the reader's time zone from a cookie; a form that asks for one starts with it.

const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;

if (zone) {
  const secure = location.protocol === "https:" ? "; secure" : "";
  document.cookie = `branddesk_time_zone=${zone}; path=/; max-age=31536000; samesite=lax${secure}`;
  const select = document.querySelector("select[data-guess-time-zone]");
  const isKnown = select && [...select.options].some((option) => option.value === zone);
  if (isKnown && select.value === "UTC") select.value = zone;
}
