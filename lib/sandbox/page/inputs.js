// The controls of Block Kit forms. Each control is {node, read()}; read() gives the value as Slack puts it in
// view.state.values, and a form gathers them by block and action.
import { h } from "./dom.js";
import { render_plain, render_text_object } from "./text_view.js";
import { people_picker } from "./people_picker.js";
import { channel_title, is_mine, state } from "./state.js";

/** Collects the controls of a view and shows the errors that the app reports for its blocks. */
export function create_form() {
  const controls = new Map();
  const frames = new Map();
  return {
    add(block_id, action_id, made) {
      if (!made) return;
      if (!controls.has(block_id)) controls.set(block_id, new Map());
      controls.get(block_id).set(action_id, made);
    },
    add_frame: (block_id, frame) => frames.set(block_id, frame),
    values() {
      const values = {};
      for (const [block_id, actions] of controls) {
        values[block_id] = {};
        for (const [action_id, made] of actions) values[block_id][action_id] = made.read();
      }
      return values;
    },
    /** Errors of required inputs that are empty, by block. */
    missing() {
      const errors = {};
      for (const [block_id, frame] of frames) {
        const made = [...(controls.get(block_id)?.values() ?? [])][0];
        if (!made) continue;
        if (!frame.optional && made.is_empty()) errors[block_id] = "This one is needed.";
        else if (made.problem?.()) errors[block_id] = made.problem();
      }
      return errors;
    },
    show_errors(errors) {
      let first = null;
      for (const [block_id, frame] of frames) {
        const text = errors?.[block_id] ?? "";
        frame.error.textContent = text;
        frame.node.classList.toggle("invalid", Boolean(text));
        if (text && !first) first = frame;
      }
      first?.node.querySelector("input, textarea, select, button")?.focus();
    },
  };
}

let serial = 0;

/** An input block: label, control, hint and room for an error. */
export function input_block(block, context) {
  const id = `input-${++serial}`;
  const act = block.dispatch_action && ((value) => context.act(block.element, block, undefined, value));
  const made = control(block.element, { id, changed: act });
  const error = h("div.field-error", { id: `${id}-error`, role: "alert" });
  const label = h(
    "label.field-label",
    { for: id },
    render_plain(block.label),
    block.optional && h("span.field-optional", {}, "optional"),
  );
  const hint = block.hint && h("div.field-hint", {}, render_plain(block.hint));
  const node = h(
    "div.field",
    { data: { block: block.block_id }, testid: "field" },
    label,
    made?.node,
    hint,
    error,
  );
  context.form.add(block.block_id, block.element.action_id, made);
  context.form.add_frame(block.block_id, { node, error, optional: block.optional });
  return node;
}

/** The control for an input element, or null when the kind is not known. `compact` is its form in a message. */
export function control(element, { id, changed, compact } = {}) {
  const make = makers[element.type];
  return make ? make(element, { id, compact, changed: changed || (() => {}) }) : null;
}

const makers = {
  plain_text_input: text_input,
  url_text_input: (element, wiring) => text_input(element, wiring, "url"),
  email_text_input: (element, wiring) => text_input(element, wiring, "email"),
  number_input: (element, wiring) => text_input(element, wiring, "number"),
  static_select: select_input,
  users_select: (element, wiring) => people_input(element, wiring, false),
  multi_users_select: (element, wiring) => people_input(element, wiring, true),
  conversations_select: (element, wiring) => channel_input(element, wiring, "conversation"),
  channels_select: (element, wiring) => channel_input(element, wiring, "channel"),
  multi_static_select: (element, wiring) => option_list(element, wiring, true),
  checkboxes: (element, wiring) => option_list(element, wiring, true),
  radio_buttons: (element, wiring) => option_list(element, wiring, false),
  datepicker: (element, wiring) => moment_input(element, wiring, "date"),
  timepicker: (element, wiring) => moment_input(element, wiring, "time"),
};

function text_input(element, { id, changed }, type = "text") {
  const shared = {
    id,
    placeholder: element.placeholder?.text,
    minlength: element.min_length,
    maxlength: element.max_length,
    value: element.initial_value ?? "",
    data: { action: element.action_id },
  };
  const node = element.multiline
    ? h("textarea.input", { rows: "4", ...shared })
    : h("input.input", { type, step: element.is_decimal_allowed ? "any" : null, ...shared });
  if (element.focus_on_load) node.autofocus = true;
  const read = () => ({ type: element.type, value: node.value === "" ? null : node.value });
  node.addEventListener("change", () => changed(read()));
  const problem = () => {
    const { min_length: least } = element;
    if (node.value && least && node.value.length < least) return `At least ${least} characters, please.`;
    return node.checkValidity() ? "" : node.validationMessage;
  };
  return { node, read, is_empty: () => !node.value.trim(), problem };
}

function drop_down(element, { id, compact }, options, initial) {
  const placeholder = element.placeholder?.text ?? "Choose one";
  return h(
    `select.input${compact ? ".compact" : ""}`,
    { id, value: initial, data: { action: element.action_id } },
    h("option", { value: "" }, placeholder),
    options,
  );
}

function select_input(element, wiring) {
  const groups = element.option_groups;
  const all = groups ? groups.flatMap((group) => group.options) : (element.options ?? []);
  const face = (option) => h("option", { value: option.value }, option.text?.text ?? "");
  const faces = groups
    ? groups.map((group) => h("optgroup", { label: group.label?.text ?? "" }, group.options.map(face)))
    : all.map(face);
  const node = drop_down(element, wiring, faces);
  node.value = element.initial_option?.value ?? "";
  const read = () => ({
    type: element.type,
    selected_option: all.find((option) => option.value === node.value) ?? null,
  });
  node.addEventListener("change", () => wiring.changed(read()));
  return { node, read, is_empty: () => !node.value };
}

function channel_input(element, wiring, word) {
  const channels = [...state.channels.values()].filter(
    (channel) => is_mine(channel) && (word === "conversation" || !channel.is_im),
  );
  const face = (channel) =>
    h("option", { value: channel.id }, (channel.is_im ? "@" : "#") + channel_title(channel));
  const node = drop_down(element, wiring, channels.map(face));
  const current = element.default_to_current_conversation ? state.channel : "";
  node.value = element[`initial_${word}`] ?? current ?? "";
  const read = () => ({ type: element.type, [`selected_${word}`]: node.value || null });
  node.addEventListener("change", () => wiring.changed(read()));
  return { node, read, is_empty: () => !node.value };
}

function people_input(element, wiring, several) {
  const initial = several ? (element.initial_users ?? []) : [element.initial_user].filter(Boolean);
  const value = (users) =>
    several
      ? { type: element.type, selected_users: users }
      : { type: element.type, selected_user: users[0] ?? null };
  const picker = people_picker({
    id: wiring.id,
    initial,
    limit: several ? (element.max_selected_items ?? 100) : 1,
    placeholder: element.placeholder?.text ?? (several ? "Choose people" : "Choose a person"),
    action: element.action_id,
    changed: (users) => wiring.changed(value(users)),
  });
  return {
    node: picker.node,
    read: () => value(picker.users()),
    is_empty: () => picker.users().length === 0,
  };
}

function option_list(element, { id, changed }, several) {
  const name = `options-${++serial}`;
  const initial = new Set(
    (several ? (element.initial_options ?? []) : [element.initial_option].filter(Boolean)).map(
      (one) => one.value,
    ),
  );
  const boxes = [];
  const face = (option) => {
    const box = h("input", {
      type: several ? "checkbox" : "radio",
      name,
      value: option.value,
      id: boxes.length === 0 ? id : null,
    });
    box.checked = initial.has(option.value);
    boxes.push({ box, option });
    const about = option.description && h("span.option-description", {}, render_text_object(option.description));
    return h("label.option", {}, box, h("span", {}, render_text_object(option.text), about));
  };
  const groups = element.option_groups ?? [{ options: element.options ?? [] }];
  const node = h(
    "div.option-list",
    { role: several ? "group" : "radiogroup", data: { action: element.action_id } },
    groups.map(({ label, options }) => [
      label && h("div.option-group", {}, render_plain(label)),
      options.map(face),
    ]),
  );
  const chosen = () => boxes.filter(({ box }) => box.checked).map(({ option }) => option);
  const read = () =>
    several
      ? { type: element.type, selected_options: chosen() }
      : { type: element.type, selected_option: chosen()[0] ?? null };
  const limit = () => {
    const full = several && chosen().length >= (element.max_selected_items ?? Infinity);
    for (const { box } of boxes) box.disabled = full && !box.checked;
  };
  limit();
  node.addEventListener("change", () => {
    limit();
    changed(read());
  });
  return { node, read, is_empty: () => chosen().length === 0 };
}

function moment_input(element, { id, changed, compact }, kind) {
  const node = h(`input.input.moment${compact ? ".compact" : ""}`, {
    id,
    type: kind,
    value: element[`initial_${kind}`] ?? "",
    data: { action: element.action_id },
  });
  const read = () => ({ type: element.type, [`selected_${kind}`]: node.value || null });
  node.addEventListener("change", () => changed(read()));
  return { node, read, is_empty: () => !node.value };
}

/** Blocks for a form that is drawn again: what was entered where they remain is their first value. */
export function with_entries(blocks, entered) {
  if (!entered) return blocks;
  return blocks.map((block) => {
    const held = block.type === "input" && entered[block.block_id]?.[block.element.action_id];
    if (!held) return block;
    const element = { ...block.element };
    for (const [from, to] of Object.entries(initial_names))
      if (held[from]?.length !== 0 && held[from]) element[to] = held[from];
    return { ...block, element };
  });
}

const initial_names = {
  value: "initial_value",
  selected_option: "initial_option",
  selected_options: "initial_options",
  selected_user: "initial_user",
  selected_users: "initial_users",
  selected_channel: "initial_channel",
  selected_conversation: "initial_conversation",
  selected_date: "initial_date",
  selected_time: "initial_time",
};
