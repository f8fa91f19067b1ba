// A few friendly words for the first visit: what to type. Closed once, it stays closed.
import { example_person } from "./completion.js";
import { fill, h, icon_button } from "./dom.js";
import { display_name } from "./encode.js";
import { on, state } from "./state.js";

const key = "huzzah.hint.closed";

function closed() {
  try {
    return localStorage.getItem(key) === "yes";
  } catch {
    return false;
  }
}

/** The hint above the composer; `write(text)` puts an example into it. */
export function first_hint({ write }) {
  const node = h("div.hint", { testid: "hint", role: "note" });
  let done = closed();
  const close = () => {
    done = true;
    node.hidden = true;
    try {
      localStorage.setItem(key, "yes");
    } catch {
      // It will greet again next time, which does no harm.
    }
  };
  const draw = () => {
    const person = state.me && example_person();
    const channel = state.channels.get(state.channel);
    node.hidden = done || !person || !channel || channel.is_im;
    if (node.hidden) return;
    const name = `@${display_name(person)}`;
    const first = `${name} ++ for fixing the flaky test`;
    const commands = (state.app.commands ?? []).slice(0, 1).map(({ command }) => command);
    const chip = (text) => h("button.hint-chip", { type: "button", on: { click: () => write(text) } }, text);
    fill(node,
      h("div.hint-words", {}, h("strong", {}, "New here? "), "Everybody in this workspace is you. Try one of these, then press Enter:"),
      h("div.hint-chips", {}, chip(first), chip(`:trophy: ${name} for the calm release #teamwork`), commands.map(chip)),
      icon_button("close", "Close this hint", { class: "hint-close", testid: "hint-close", on: { click: close } }));
  };
  on("view", draw);
  on("me", draw);
  return node;
}
