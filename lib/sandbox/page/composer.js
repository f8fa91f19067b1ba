// The field in which one writes: grows with the text, completes, sends on Enter. The same field serves the
// channel, the thread and the editing of a message.
import { attach_completion } from "./completion.js";
import { h, icon, icon_button } from "./dom.js";
import { pick_emoji } from "./emoji_picker.js";
import { open_shortcuts, shortcuts } from "./shortcuts.js";
import { on } from "./state.js";

/**
 * A composer. `send(text)` returns a promise; when it fails, the text comes back. `edit_last()` is called
 * for ArrowUp in an empty field. Returns {node, field, focus, set_text, insert, set_placeholder}.
 */
export function create_composer({ testid, label, with_commands, send, edit_last, escape }) {
  const field = h("textarea.composer-field", { rows: "1", testid, spellcheck: "true", aria: { label } });
  const send_button = icon_button("send", "Send", {
    class: "send",
    testid: `${testid}-send`,
    disabled: true,
  });
  const shortcut_button =
    with_commands &&
    icon_button("bolt", "Shortcuts", {
      testid: `${testid}-shortcuts`,
      hidden: true,
      aria: { haspopup: "dialog", expanded: "false" },
      on: { click: (event) => open_shortcuts(event.currentTarget) },
    });
  if (shortcut_button) on("me", () => (shortcut_button.hidden = shortcuts("global").length === 0));
  const tools = h(
    "div.composer-tools",
    {},
    icon_button("at", "Mention somebody", { on: { click: () => insert("@") } }),
    icon_button("smile", "Add an emoji", {
      testid: `${testid}-emoji`,
      on: { click: (event) => pick_emoji(event.currentTarget, (name) => insert(`:${name}: `)) },
    }),
    with_commands &&
      icon_button("slash", "Commands", {
        on: {
          click: () => {
            if (!field.value) insert("/");
            field.focus();
          },
        },
      }),
    shortcut_button,
    h(
      "span.composer-keys",
      {},
      h("kbd", {}, "Enter"),
      " to send · ",
      h("kbd", {}, "Shift Enter"),
      " for a new line",
    ),
    send_button,
  );
  const node = h("div.composer", {}, field, tools);
  const completion = attach_completion(field, node, { with_commands });

  const grow = () => {
    field.style.height = "auto";
    field.style.height = `${Math.min(field.scrollHeight, innerHeight * 0.4)}px`;
    send_button.disabled = !field.value.trim();
  };
  const set_text = (text) => {
    field.value = text;
    grow();
  };
  const insert = (text) => {
    field.focus();
    const before = field.value[field.selectionStart - 1];
    field.setRangeText(
      (before && !/\s/.test(before) ? " " : "") + text,
      field.selectionStart,
      field.selectionEnd,
      "end",
    );
    grow();
    completion.look();
  };
  const submit = async () => {
    const text = field.value.trim();
    if (!text) return;
    set_text("");
    completion.close();
    try {
      await send(text);
    } catch {
      // Whoever sends has already said what went wrong; the words must not be lost.
      if (!field.value) set_text(text);
    }
  };

  field.addEventListener("input", grow);
  send_button.addEventListener("click", () => {
    submit();
    field.focus();
  });
  field.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (event.key === "Enter" && !event.shiftKey) submit();
    else if (event.key === "ArrowUp" && !event.altKey && !field.value && edit_last) edit_last();
    else if (event.key === "Escape" && escape) escape();
    else return;
    event.preventDefault();
  });
  return {
    node,
    field,
    focus: () => field.focus(),
    set_text,
    insert,
    set_placeholder: (text) => (field.placeholder = text),
  };
}

/** The field that stands in for a message while it is edited; `save(text)` and `cancel()` end it. */
export function create_editor({ text, save, cancel }) {
  const field = h("textarea.composer-field", {
    rows: "1",
    testid: "edit-input",
    aria: { label: "Edit the message" },
  });
  const node = h(
    "div.composer.editor",
    {},
    field,
    h(
      "div.composer-tools",
      {},
      h("span.composer-keys", {}, h("kbd", {}, "Esc"), " to cancel · ", h("kbd", {}, "Enter"), " to save"),
      h("button.button.small", { type: "button", testid: "edit-cancel", on: { click: cancel } }, "Cancel"),
      h(
        "button.button.small.primary",
        { type: "button", testid: "edit-save", on: { click: () => save(field.value) } },
        icon("check"),
        "Save",
      ),
    ),
  );
  attach_completion(field, node);
  const grow = () => {
    field.style.height = "auto";
    field.style.height = `${Math.min(field.scrollHeight, innerHeight * 0.5)}px`;
  };
  field.addEventListener("input", grow);
  field.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (event.key === "Enter" && !event.shiftKey) save(field.value);
    else if (event.key === "Escape") cancel();
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  field.value = text;
  // The height can be measured only once the field stands in the page.
  requestAnimationFrame(() => {
    grow();
    field.focus();
    field.setSelectionRange(text.length, text.length);
  });
  return node;
}
