// Small panels beside the thing that opened them, and tooltips. One of each at a time; Escape and a click
// elsewhere close a panel, and focus returns to where it came from.
import { h } from "./dom.js";

let current = null;

/** Opens `content` beside `anchor`; returns {close}. Opening it again from the same anchor closes it. */
export function open_popover(anchor, content, { label, side = "below", closed } = {}) {
  const same = current?.anchor === anchor;
  close_popover();
  if (same) return null;
  const panel = h("div.popover", { role: "dialog", aria: { label } }, content);
  // Within a modal dialog nothing outside of it can be reached.
  (anchor.closest("dialog") ?? document.body).append(panel);
  anchor.setAttribute("aria-expanded", "true");
  anchor.classList.add("open");
  current = { anchor, panel, closed };
  place(panel, anchor.getBoundingClientRect(), side);
  hide_tip();
  (panel.querySelector("[autofocus]") ?? panel.querySelector("input, button"))?.focus();
  return { close: close_popover };
}

/** Closes the open panel, if there is one. */
export function close_popover() {
  if (!current) return;
  const { anchor, panel, closed } = current;
  current = null;
  const had_focus = panel.contains(document.activeElement);
  panel.remove();
  anchor.setAttribute("aria-expanded", "false");
  anchor.classList.remove("open");
  if (had_focus) anchor.focus();
  closed?.();
}

// Beside the anchor where there is room, else on the other side, and always within the window.
function place(panel, anchor, side) {
  const gap = 6;
  const { width, height } = panel.getBoundingClientRect();
  const below = anchor.bottom + gap;
  const above = anchor.top - gap - height;
  const fits_below = below + height <= innerHeight - gap;
  const top = side === "above" ? (above >= gap ? above : below) : fits_below || above < gap ? below : above;
  const left = anchor.left + width > innerWidth - gap ? anchor.right - width : anchor.left;
  // Above, the lower edge is what stays: the panel may grow while it is open.
  if (top === above && above >= gap) panel.style.bottom = `${innerHeight - anchor.top + gap}px`;
  else panel.style.top = `${Math.max(gap, Math.min(top, innerHeight - height - gap))}px`;
  panel.style.left = `${Math.max(gap, Math.min(left, innerWidth - width - gap))}px`;
}

document.addEventListener("pointerdown", (event) => {
  if (current && !current.panel.contains(event.target) && !current.anchor.contains(event.target))
    close_popover();
});

document.addEventListener(
  "keydown",
  (event) => {
    if (event.key !== "Escape" || !current || event.defaultPrevented) return;
    event.preventDefault();
    event.stopPropagation();
    close_popover();
  },
  true,
);

addEventListener("resize", close_popover);

const tip = h("div.tooltip", { role: "tooltip", id: "tooltip", hidden: true });
let tip_timer = 0;

function show_tip(target) {
  const text = target.dataset.tip;
  if (!text) return;
  tip.textContent = text;
  tip.hidden = false;
  (target.closest("dialog") ?? document.body).append(tip);
  const box = target.getBoundingClientRect();
  const { width, height } = tip.getBoundingClientRect();
  const top = box.top - height - 6;
  tip.style.top = `${top > 4 ? top : box.bottom + 6}px`;
  tip.style.left = `${Math.max(4, Math.min(box.left + box.width / 2 - width / 2, innerWidth - width - 4))}px`;
}

function hide_tip() {
  clearTimeout(tip_timer);
  tip.hidden = true;
}

function later(event, delay) {
  const target = event.target.closest?.("[data-tip]");
  clearTimeout(tip_timer);
  if (!target) return hide_tip();
  tip_timer = setTimeout(() => target.isConnected && show_tip(target), delay);
}

document.addEventListener("pointerover", (event) => later(event, 350));
document.addEventListener("focusin", (event) => {
  if (event.target.matches(":focus-visible")) later(event, 250);
});
document.addEventListener("focusout", hide_tip);
document.addEventListener("pointerdown", hide_tip);
document.addEventListener("scroll", hide_tip, true);
