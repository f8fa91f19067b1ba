// The thread pane: the parent, its replies, and a composer of its own.
import { create_composer } from "./composer.js";
import { h, icon_button } from "./dom.js";
import { report } from "./dialog.js";
import { message_list } from "./messages.js";
import { announce, channel_title, on, state } from "./state.js";
import { find_message, load_thread, thread_of } from "./store.js";

/** The pane; `send(text, thread_ts)` sends a reply. Returns {node, focus, show_message}. */
export function thread_pane({ send }) {
  const list = message_list({ testid: "thread-list", label: "Replies", in_thread: true });
  const where = h("span.pane-note");
  const close = () => announce("go", { channel: state.channel, thread: null, focus: true });
  const composer = create_composer({
    testid: "thread-composer",
    label: "Reply in the thread",
    send: (text) => send(text, state.thread),
    edit_last: () => edit_last(),
    escape: close,
  });
  composer.set_placeholder("Reply…");
  const node = h(
    "aside.thread",
    { testid: "thread-pane", hidden: true, aria: { label: "Thread" } },
    h(
      "header.pane-head",
      {},
      h("div.pane-title", {}, h("h2", {}, "Thread"), where),
      icon_button("close", "Close the thread", { testid: "thread-close", on: { click: close } }),
    ),
    list.node,
    composer.node,
  );
  let shown = null;

  function edit_last() {
    const last = thread_of(state.channel, state.thread).findLast(
      (message) => message.user === state.me.id && !message.ephemeral,
    );
    if (last) announce("edit", { message: last, in_thread: true });
  }

  const draw = () => {
    if (!state.thread) return;
    const messages = thread_of(state.channel, state.thread);
    const count = messages.length - 1;
    const divider =
      count > 0 && h("div.reply-count", {}, h("span", {}, count === 1 ? "1 reply" : `${count} replies`));
    list.show(messages, { key: `${state.me.id}/${state.channel}/${state.thread}`, divider });
  };

  on("view", async () => {
    const key = state.thread && `${state.me.id}/${state.channel}/${state.thread}`;
    node.hidden = !state.thread;
    if (key === shown) return;
    shown = key;
    if (!state.thread) return;
    const channel = state.channels.get(state.channel);
    where.textContent = channel.is_im ? channel_title(channel) : `#${channel.name}`;
    composer.set_text("");
    draw();
    try {
      await load_thread(state.channel, state.thread);
    } catch (error) {
      report(error);
      if (!find_message(state.channel, state.thread)) close();
    }
  });
  on("messages", (channel) => {
    if (channel === state.channel) draw();
  });
  node.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !event.defaultPrevented) close();
  });
  return { node, focus: composer.focus, show_message: list.scroll_to };
}
