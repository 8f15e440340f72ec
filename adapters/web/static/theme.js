// Sets the theme before anything is painted, and keeps the choice that people make.
// A plain script, not a module: modules run too late to avoid a flash of the other theme.

"use strict";

(() => {
  const KEY = "frontdesk-theme";
  const dark = window.matchMedia("(prefers-color-scheme: dark)");

  // Browsers that keep nothing refuse even to be asked.
  function kept() {
    try {
      return window.localStorage.getItem(KEY) ?? "auto";
    } catch {
      return "auto";
    }
  }

  function keep(choice) {
    try {
      window.localStorage.setItem(KEY, choice);
    } catch {
      // It then lasts as long as the page.
    }
  }

  function show(choice) {
    const isDark = choice === "dark" || (choice !== "light" && dark.matches);
    document.documentElement.dataset.theme = isDark ? "dark" : "light";
  }

  let choice = kept();
  show(choice);
  dark.addEventListener("change", () => show(choice));

  document.addEventListener("DOMContentLoaded", () => {
    for (const radio of document.querySelectorAll("input[name=theme]")) {
      radio.checked = radio.value === choice;
      radio.addEventListener("change", () => {
        choice = radio.value;
        keep(choice);
        show(choice);
      });
    }
  });
})();
