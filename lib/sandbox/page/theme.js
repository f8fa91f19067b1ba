// Light or dark: the system's choice until one is made here.
import { icon, fill, icon_button } from "./dom.js";

const key = "huzzah.theme";
const dark_system = matchMedia("(prefers-color-scheme: dark)");

function chosen() {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

const is_dark = () => (chosen() ?? (dark_system.matches ? "dark" : "light")) === "dark";

/** The button that turns the theme over. */
export function theme_toggle() {
  const button = icon_button("moon", "", { testid: "theme-toggle" });
  const apply = () => {
    const dark = is_dark();
    document.documentElement.dataset.theme = dark ? "dark" : "light";
    const label = dark ? "Light theme" : "Dark theme";
    button.dataset.tip = label;
    button.setAttribute("aria-label", label);
    fill(button, icon(dark ? "sun" : "moon"));
  };
  button.addEventListener("click", () => {
    try {
      localStorage.setItem(key, is_dark() ? "light" : "dark");
    } catch {
      // Without storage the system's choice stays.
    }
    apply();
  });
  dark_system.addEventListener("change", apply);
  apply();
  return button;
}
