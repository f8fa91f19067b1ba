// A few friendly words for the first visit: what to type, and, once the app has answered, where to look. Closed once, it stays closed.
import { avatar } from "./avatar.js";
import { example_person } from "./completion.js";
import { fill, h, icon_button } from "./dom.js";
import { display_name } from "./encode.js";
import { invite_app } from "./header.js";
import { announce, members, on, short_name, state } from "./state.js";
import { find_message } from "./store.js";

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
  const node = h("div.hint", { testid: "hint", role: "note", hidden: true });
  let done = closed();
  // Whom one has just thanked: the second step is to see it with their eyes.
  let thanked = null;
  // What one has sent and the app has not answered yet: {channel, ts, person}.
  let waiting = null;

  const close = () => {
    done = true;
    node.hidden = true;
    try {
      localStorage.setItem(key, "yes");
    } catch {
      // It will greet again next time, which does no harm.
    }
  };
  const chip = (text) => h("button.hint-chip", { type: "button", on: { click: () => write(text) } }, text);

  const first_step = () => {
    const name = `@${display_name(example_person())}`;
    const commands = (state.app.commands ?? []).slice(0, 1).map(({ command }) => command);
    return [
      h(
        "div.hint-words",
        {},
        h("strong", {}, "New here? "),
        "You can be anybody in this workspace. Pick a line, then press Enter:",
      ),
      h(
        "div.hint-chips",
        {},
        chip(`${name} ++ for fixing the flaky test`),
        chip(`:trophy: ${name} for the calm release`),
        commands.map(chip),
      ),
    ];
  };
  const second_step = () => [
    h(
      "div.hint-words",
      {},
      h("strong", {}, `${state.app.name} saw it. `),
      `See what ${short_name(thanked)} got: become ${short_name(thanked)}, and look at the app's messages.`,
    ),
    h(
      "div.hint-chips",
      {},
      h(
        "button.hint-chip.person",
        { type: "button", testid: "hint-become", on: { click: () => announce("become", thanked) } },
        avatar(thanked, "tiny"),
        `Become ${short_name(thanked)}`,
      ),
      (state.app.commands ?? []).slice(0, 1).map(({ command }) => chip(`${command} board`)),
    ),
  ];

  // Where the app is not, trying it out would only puzzle.
  const unheard = (channel) => [
    h("div.hint-words", {}, `${state.app.name} is not in #${channel.name}, and hears nothing here.`),
    h(
      "div.hint-chips",
      {},
      h(
        "button.hint-chip",
        { type: "button", testid: "hint-invite", on: { click: () => invite_app(channel) } },
        `Add ${state.app.name} to #${channel.name}`,
      ),
    ),
  ];

  const draw = () => {
    const channel = state.channels.get(state.channel);
    node.hidden = done || !state.me || !example_person() || !channel || channel.is_im;
    if (node.hidden) return;
    fill(
      node,
      !members(channel).includes(state.app.bot_user_id)
        ? unheard(channel)
        : thanked
          ? second_step()
          : first_step(),
      icon_button("close", "Close this hint", {
        class: "hint-close",
        testid: "hint-close",
        on: { click: close },
      }),
    );
  };
  on("view", draw);
  on("channels", draw);
  on("me", () => {
    if (thanked && state.me.id === thanked) close();
    draw();
  });
  on("sent", ({ channel, ts, text }) => {
    const ids = [...text.matchAll(/<@(\w+)>/g)].map(([, id]) => id);
    const person = ids.find((id) => id !== state.me.id && state.people.get(id)?.token);
    if (person) waiting = { channel, ts, person };
    see_answer();
  });
  on("messages", see_answer);

  // The app answers with a reaction or in a thread, as it is configured.
  function see_answer() {
    if (done || !waiting) return;
    const message = find_message(waiting.channel, waiting.ts);
    const reacted = message?.reactions?.some(({ users }) => users.includes(state.app.bot_user_id));
    if (!reacted && !message?.reply_count) return;
    thanked = waiting.person;
    waiting = null;
    draw();
  }
  return node;
}
