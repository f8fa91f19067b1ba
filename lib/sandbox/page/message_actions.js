// What one can do to a message, each as one function: the toolbar, the keyboard and the pills share them.
import { call, post_sandbox } from "./api.js";
import { confirm_dialog, report } from "./dialog.js";
import { pick_emoji } from "./emoji_picker.js";
import { encode } from "./encode.js";
import { render_text } from "./text_view.js";
import { announce, directory, state } from "./state.js";
import { accept, drop, find_message, thread_of } from "./store.js";

/** Adds my reaction, or takes it off again. */
export async function toggle_reaction(message, name) {
  const current = find_message(message.channel, message.ts) ?? message;
  const mine = current.reactions?.find((one) => one.name === name)?.users.includes(state.me.id);
  try {
    await call(state.me.token, mine ? "reactions.remove" : "reactions.add", {
      channel: message.channel,
      timestamp: message.ts,
      name,
    });
  } catch (error) {
    if (error.code !== "already_reacted" && error.code !== "no_reaction") report(error);
  }
}

/** Opens the picker beside `anchor` and reacts with what is chosen. */
export function choose_reaction(message, anchor) {
  pick_emoji(anchor, (name) => toggle_reaction(message, name));
}

/** Who is known to have replied to a message; history does not always say. */
export function repliers(message) {
  const replies = thread_of(message.channel, message.ts).slice(1);
  return [...new Set([...(message.reply_users ?? []), ...replies.map(({ user }) => user)])].filter(Boolean);
}

/** Shows the thread that a message starts or belongs to. */
export function open_thread(message) {
  announce("go", { channel: message.channel, thread: message.thread_ts ?? message.ts });
}

/** Saves an edit; an emptied message is meant to be deleted, which is asked for. */
export async function save_edit(message, words, kept) {
  if (!words.trim()) {
    announce("edit", null);
    return delete_message(message);
  }
  const text = encode(words.trim(), directory(), kept);
  try {
    if (text !== message.text) {
      const answer = await call(state.me.token, "chat.update", {
        channel: message.channel,
        ts: message.ts,
        text,
      });
      accept(message.channel, { ts: message.ts, ...answer.message });
    }
    announce("edit", null);
  } catch (error) {
    report(error);
  }
}

/** Deletes a message of mine, after asking. */
export async function delete_message(message) {
  const agreed = await confirm_dialog({
    title: "Delete this message?",
    text: "It goes away for everybody. What it gave goes with it.",
    preview: render_text(message.text),
    yes: "Delete",
    danger: true,
  });
  if (!agreed) return;
  try {
    await call(state.me.token, "chat.delete", { channel: message.channel, ts: message.ts });
  } catch (error) {
    report(error);
  }
}

/** Takes an ephemeral message out of my sight. */
export function dismiss(message) {
  drop(message.channel, message.ts);
}

/** Tells the app that something in a message's blocks was used. */
export async function act_in_message(message, element, block, value, control_state) {
  await act(
    {
      channel: message.channel,
      message_ts: message.ts,
      container: message.ephemeral ? "ephemeral" : "message",
      ephemeral_id: message.ephemeral ? message.ephemeral_id : undefined,
    },
    element,
    block,
    value,
    control_state,
  );
}

/** The same from any container ("where" may carry the state of its form); failures are shown, not thrown. */
export async function act(where, element, block, value, control_state) {
  try {
    await post_sandbox("action", {
      token: state.me.token,
      ...where,
      block_id: block.block_id,
      action_id: element.action_id,
      // A button has its value; every other control has a state, in Slack's words for it.
      value: control_state ?? value,
    });
  } catch (error) {
    report(error);
  }
}
