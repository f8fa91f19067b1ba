// The app's shortcuts, as its manifest declares them: some in a message's menu, the others in the composer's.
import { post_sandbox } from "./api.js";
import { report } from "./dialog.js";
import { h, icon } from "./dom.js";
import { close_popover, open_popover } from "./popover.js";
import { state } from "./state.js";

/** Those of a type, "message" or "global". */
export const shortcuts = (type) => (state.app?.shortcuts ?? []).filter((one) => one.type === type);

/** Opens their menu beside `anchor`; with a message, those for it. */
export function open_shortcuts(anchor, message) {
  const rows = shortcuts(message ? "message" : "global").map((one) =>
    h(
      "button.menu-row",
      { type: "button", testid: `shortcut-${one.callback_id}`, on: { click: () => use(one, message) } },
      icon("bolt"),
      h("span.shortcut-words", {}, one.name, h("small", {}, one.description)),
    ),
  );
  const menu = h("div.shortcut-menu", { testid: "shortcut-menu" }, h("p.menu-title", {}, state.app.name), rows);
  open_popover(anchor, menu, { label: "Shortcuts", side: message ? "below" : "above" });
}

async function use({ callback_id }, message) {
  close_popover();
  const where = message && { channel: message.channel, message_ts: message.ts };
  await post_sandbox("shortcut", { token: state.me.token, callback_id, ...where }).catch(report);
}
