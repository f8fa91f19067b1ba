// A list of messages that stays where the reader is: at the end while new ones arrive, in place otherwise.
// Elements are kept for as long as their message is the same object and is shown in the same way.
import { h, icon, reconcile } from "./dom.js";
import { message_element } from "./message_view.js";
import { announce, now, on, state, zone } from "./state.js";
import { date_key, day_name } from "./time.js";

const group_seconds = 300;
const walk = "Arrow keys go through the messages. E edits, R reacts, T opens the thread, S shows shortcuts, Delete deletes.";

// The message under the pencil. A thread's parent stands in two lists, so the list is part of it.
let editing = null;
on("edit", (wanted) => {
  const before = editing;
  editing = wanted && { channel: wanted.message.channel, ts: wanted.message.ts, in_thread: wanted.in_thread };
  announce("messages", (editing ?? before)?.channel);
  // Focus goes back to the message, so that the keyboard can go on from there.
  if (!editing && before)
    document.querySelector(`.message[data-ts="${before.ts}"]`)?.focus({ preventScroll: true });
});

/** Follows its author's previous message closely enough to share its heading. */
function is_grouped(message, before) {
  return (
    Boolean(before) &&
    before.user === message.user &&
    before.bot_id === message.bot_id &&
    !message.subtype &&
    !before.subtype &&
    !message.ephemeral &&
    !before.ephemeral &&
    message.ts - before.ts < group_seconds &&
    !before.reply_count
  );
}

/**
 * A list of messages. `in_thread` leaves out what leads into
 * threads, `older()` reads more when the reader comes to the top. Returns {node, show, scroll_to}.
 */
export function message_list({ testid, label, in_thread = false, older }) {
  let elements = new Map();
  let identity = null;
  let reading_older = false;
  const inner = h("div.message-inner");
  const node = h("div.message-list", { testid, role: "feed", aria: { label, description: walk } }, inner);
  const jump = h(
    "button.jump",
    { type: "button", hidden: true, on: { click: () => to_end("smooth") } },
    icon("down"),
    "New messages",
  );
  const frame = h("div.message-frame", {}, node, jump);

  const at_end = () => node.scrollHeight - node.scrollTop - node.clientHeight < 60;
  const to_end = (behavior = "instant") => node.scrollTo({ top: node.scrollHeight, behavior });

  function element_for(message, grouped, before) {
    const here =
      editing?.ts === message.ts && editing.channel === message.channel && editing.in_thread === in_thread;
    const look = { grouped, in_thread, editing: here };
    const held = before.get(message.ts);
    const same =
      held && held.message === message && held.grouped === grouped && held.editing === look.editing;
    const element = same ? held.element : message_element(message, look);
    if (!same) reachable(element, false, false);
    // The keyboard stays where it was when its message changes under it.
    if (!same && held?.element.contains(document.activeElement) && !look.editing) refocus = element;
    elements.set(message.ts, { message, grouped, editing: look.editing, element });
    return element;
  }

  let refocus = null;
  let stop = null;
  let newest = null;

  // The list is one stop for the Tab key: the message that was in focus last, or the newest one; and from
  // there on its own buttons. Otherwise every pill of every message would stand in the way.
  function set_stop(element) {
    if (stop && stop !== element) reachable(stop, false, false);
    stop = element;
    if (stop) reachable(stop, true, stop.contains(document.activeElement));
  }

  /** Shows `messages`; `key` says which conversation they are, `first_new` which one is the first unread. */
  function show(messages, { key, first_new, lead, divider } = {}) {
    const fresh = key !== identity;
    const was_at_end = fresh || at_end();
    const grew = messages.at(-1)?.ts !== [...elements.keys()].at(-1);
    const height = node.scrollHeight;
    const top = node.scrollTop;
    const before = fresh ? new Map() : elements;
    identity = key;
    elements = new Map();
    refocus = null;
    const rows = lead ? [lead] : [];
    let previous = null;
    for (const message of messages) {
      const day = date_key(message.ts, zone());
      const new_day = !in_thread && (!previous || day !== date_key(previous.ts, zone()));
      const is_first_new = Boolean(previous) && message.ts === first_new;
      if (new_day) rows.push(h("div.day", {}, h("span", {}, day_name(message.ts, zone(), now()))));
      if (is_first_new) rows.push(h("div.unread-line", { testid: "unread-line" }, h("span", {}, "New")));
      rows.push(
        element_for(
          message,
          !new_day &&
            !is_first_new &&
            !(in_thread && previous === messages[0]) &&
            is_grouped(message, previous),
          before,
        ),
      );
      if (divider && message === messages[0]) rows.push(divider);
      previous = message;
    }
    reconcile(inner, rows);
    if (refocus || !stop?.isConnected || stop === newest)
      set_stop(refocus ?? inner.querySelector(".message:last-of-type"));
    newest = inner.querySelector(".message:last-of-type");
    refocus?.focus({ preventScroll: true });
    const mine = messages.at(-1)?.user === state.me.id;
    if (reading_older) node.scrollTop = top + node.scrollHeight - height;
    else if (was_at_end || (grew && mine)) to_end();
    if (at_end()) jump.hidden = true;
    else if (grew && !mine && !fresh) jump.hidden = false;
  }

  node.addEventListener("scroll", async () => {
    if (at_end()) jump.hidden = true;
    if (node.scrollTop > 80 || reading_older || !older) return;
    reading_older = true;
    try {
      await older();
    } finally {
      reading_older = false;
    }
  });
  node.addEventListener("keydown", (event) => on_key(event, node));
  node.addEventListener("focusin", (event) => {
    const message = event.target.closest(".message");
    if (message) set_stop(message);
  });
  node.addEventListener("focusout", ({ relatedTarget }) => {
    if (stop && !stop.classList.contains("editing") && !node.contains(relatedTarget))
      reachable(stop, true, false);
  });
  // Pictures that load late, panes that open and windows that are resized must not push the newest message
  // out of sight. A scroll that comes with a new size is the browser's doing, and no reader's.
  let pinned = true;
  let size = "";
  const size_now = () => `${node.scrollHeight} ${node.clientHeight}`;
  const sizes = new ResizeObserver(() => {
    if (pinned) to_end();
    size = size_now();
  });
  sizes.observe(inner);
  sizes.observe(node);
  node.addEventListener("scroll", () => {
    if (at_end()) pinned = true;
    else if (size === size_now()) pinned = false;
  });

  /** Brings a message into view and marks it for a moment. */
  function scroll_to(ts) {
    const element = elements.get(ts)?.element;
    if (!element) return false;
    element.scrollIntoView({ block: "center" });
    element.classList.add("flash");
    setTimeout(() => element.classList.remove("flash"), 2200);
    element.focus({ preventScroll: true });
    return true;
  }

  return {
    node: frame,
    list: node,
    show,
    scroll_to,
    message_at: (element) => elements.get(element?.dataset.ts)?.message,
  };
}

/** Makes a message, and what can be used in it, stops for the Tab key or not. */
function reachable(element, itself, inside) {
  element.tabIndex = itself ? 0 : -1;
  if (element.classList.contains("editing")) return;
  for (const control of element.querySelectorAll("button, a, select, input, textarea, pre"))
    control.tabIndex = inside ? 0 : -1;
}

// Arrow keys walk through the messages; single letters act on the one in focus, as the tools would.
function on_key(event, list) {
  const inside = event.target.closest(".message");
  if (event.target.matches("input, textarea, select") || event.ctrlKey || event.metaKey || event.altKey)
    return;
  const rows = [...list.querySelectorAll(".message")];
  const at = rows.indexOf(inside);
  const move = (index) => {
    const row = rows[Math.max(0, Math.min(index, rows.length - 1))];
    row?.focus({ preventScroll: true });
    row?.scrollIntoView({ block: "nearest" });
  };
  const press = (testid) => inside?.querySelector(`[data-testid="${testid}"]`)?.click();
  switch (event.key) {
    case "ArrowUp":
      move(at < 0 ? rows.length - 1 : at - 1);
      break;
    case "ArrowDown":
      move(at < 0 ? rows.length - 1 : at + 1);
      break;
    case "Home":
      move(0);
      break;
    case "End":
      move(rows.length - 1);
      break;
    case "e":
      press("message-edit");
      break;
    case "r":
      press("message-react");
      break;
    case "t":
      press("message-thread");
      break;
    case "s":
      press("message-more");
      break;
    case "Delete":
      press("message-delete");
      break;
    case "Enter":
      if (event.target !== inside) return;
      press("message-thread");
      break;
    default:
      return;
  }
  event.preventDefault();
}
