// Runs before anything is painted: "as the system" becomes light or dark, and follows the system from then on.
(() => {
  const root = document.documentElement;
  const systemIsDark = matchMedia("(prefers-color-scheme: dark)");
  const follow = () => {
    if (root.dataset.theme === "auto") root.dataset.bsTheme = systemIsDark.matches ? "dark" : "light";
  };
  follow();
  systemIsDark.addEventListener("change", follow);
})();
