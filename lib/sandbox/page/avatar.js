// Faces without pictures: initials on a colour of one's own; the app gets a mark instead of initials.
import { h } from "./dom.js";
import { is_app, name_of, state } from "./state.js";

const fallback_colours = ["8a5a9e", "3f7cac", "2f8f6b", "b8742a", "b24a57", "5f6caf", "7a7f35"];

function colour_of(id) {
  const own = state.people.get(id)?.color;
  if (/^[0-9a-f]{6}$/i.test(own ?? "")) return own;
  let sum = 0;
  for (const char of String(id)) sum += char.charCodeAt(0);
  return fallback_colours[sum % fallback_colours.length];
}

/** The face of a user; `size` is "", "tiny" or "large". */
export function avatar(id, size = "") {
  const app = is_app(id);
  const bot = !app && state.people.get(id)?.is_bot;
  const name = name_of(id ?? "?");
  const initials = name
    .split(/[\s_-]+/)
    .map((part) => [...part][0])
    .slice(0, 2)
    .join("")
    .toUpperCase();
  const face = h(
    "span.avatar",
    { class: [size, app && "app", bot && "bot"].filter(Boolean).join(" "), aria: { hidden: "true" } },
    app ? "✦" : initials,
  );
  if (!app) face.style.setProperty("--face", `#${colour_of(id)}`);
  return face;
}
