// The one place where elements are made. Children become text nodes, so what people typed is always text;
// there is deliberately no way to pass markup, inline styles or handlers as strings.

const svg_space = "http://www.w3.org/2000/svg";

/**
 * h("button.primary.big", {type: "button", on: {click}, data: {ts}, aria: {label}, tip: "…"}, "text", node)
 * `false`, `null` and `undefined` among props and children are left out; `true` props become empty attributes.
 */
export function h(selector, props = {}, ...children) {
  const [tag, ...classes] = selector.split(".");
  const element = document.createElement(tag || "div");
  if (classes.length) element.className = classes.join(" ");
  set_props(element, props);
  element.append(...flat(children));
  return element;
}

function set_props(element, props) {
  for (const [name, value] of Object.entries(props)) {
    if (value === undefined || value === null || value === false) continue;
    if (name === "on")
      for (const [event, handler] of Object.entries(value)) element.addEventListener(event, handler);
    else if (name === "data") Object.assign(element.dataset, present(value));
    else if (name === "aria")
      for (const [key, part] of Object.entries(present(value))) element.setAttribute(`aria-${key}`, part);
    else if (name === "testid") element.dataset.testid = value;
    else if (name === "tip") element.dataset.tip = value;
    else if (name === "class") element.classList.add(...value.split(" ").filter(Boolean));
    else if (name === "value") element.value = value;
    else if (/^(style|on.+|innerHTML|outerHTML|srcdoc)$/i.test(name))
      throw new TypeError(`not an attribute here: ${name}`);
    else element.setAttribute(name, value === true ? "" : value);
  }
}

function present(values) {
  return Object.fromEntries(
    Object.entries(values).filter(([, value]) => value !== undefined && value !== null),
  );
}

function flat(children) {
  return children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false);
}

/** Replaces what an element holds. */
export function fill(element, ...children) {
  element.replaceChildren(...flat(children));
  return element;
}

/** Makes `parent` hold exactly `nodes`, moving only what is out of place: focus and selections survive. */
export function reconcile(parent, nodes) {
  const wanted = new Set(nodes);
  for (const child of [...parent.childNodes]) if (!wanted.has(child)) child.remove();
  let at = parent.firstChild;
  for (const node of nodes) {
    if (node === at) at = at.nextSibling;
    else parent.insertBefore(node, at);
  }
}

// Line icons on a 20 by 20 grid, drawn for this page.
const paths = {
  hash: "M7.5 3 6 17M14 3l-1.5 14M3.5 7.5h13.5M3 12.5h13.5",
  lock: "M5 9h10v8H5zM7 9V6.5a3 3 0 0 1 6 0V9",
  smile:
    "M10 17.5a7.5 7.5 0 1 0 0-15 7.5 7.5 0 0 0 0 15M7 12c.8 1.2 1.8 1.8 3 1.800s2.2-.6 3-1.800M7.5 8v.2M12.5 8v.2",
  reply:
    "M3.5 5.5A1.5 1.5 0 0 1 5 4h10a1.5 1.5 0 0 1 1.5 1.5v7A1.5 1.5 0 0 1 15 14h-4.5L7 17v-3H5a1.5 1.5 0 0 1-1.5-1.5z",
  pencil: "M4 16l.7-3.300L13 4.400a1.5 1.5 0 0 1 2.1 0l.5.5a1.5 1.5 0 0 1 0 2.100L7.3 15.300z",
  trash: "M4 5.5h12M8 5.5V4h4v1.5M5.5 5.5l.7 11h7.600l.7-11M8.5 8.5v5M11.5 8.5v5",
  close: "M5 5l10 10M15 5L5 15",
  send: "M3.5 10L17 3.5 13 17l-3.2-5.300zM9.8 11.700L17 3.5",
  at: "M13 10a3 3 0 1 1-6 0 3 3 0 0 1 6 0zm0-3v4.5a2 2 0 0 0 4 0V10a7 7 0 1 0-2.8 5.6",
  clock: "M10 17.5a7.5 7.5 0 1 0 0-15 7.5 7.5 0 0 0 0 15M10 6v4.200l2.8 1.8",
  forward: "M4 5l5.5 5L4 15zM10.5 5l5.5 5-5.5 5z",
  sun: "M10 13.5a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7M10 2v2M10 16v2M2 10h2M16 10h2M4.3 4.300l1.5 1.5M14.2 14.200l1.5 1.5M4.3 15.700l1.5-1.5M14.2 5.800l1.5-1.5",
  moon: "M16.5 12A7 7 0 0 1 8 3.5a7 7 0 1 0 8.5 8.5z",
  menu: "M3.5 6h13M3.5 10h13M3.5 14h13",
  chevron: "M6 8l4 4 4-4",
  down: "M10 4v12M5 11l5 5 5-5",
  check: "M4.5 10.5l3.5 3.5 7.5-8",
  people:
    "M7.5 9.5a2.8 2.8 0 1 0 0-5.6 2.8 2.8 0 0 0 0 5.600M2.5 16.5c.3-3 2.2-4.8 5-4.800s4.7 1.8 5 4.800M13 4.200a2.8 2.8 0 0 1 0 5.200M14.5 12c1.8.6 2.8 2.2 3 4.5",
  dots: "M4.5 10h.2M10 10h.2M15.5 10h.2",
  bolt: "M11.5 2.5L4.5 11.5H9.500L8.5 17.5l7-9H10.500z",
  file: "M5.5 3h6l3.5 3.5V16a1 1 0 0 1-1 1h-8.500a1 1 0 0 1-1-1V4a1 1 0 0 1 1-1zM11.5 3v3.500H15",
  eye: "M2.5 10S5 5 10 5s7.5 5 7.5 5-2.5 5-7.5 5-7.5-5-7.5-5M12.2 10a2.2 2.2 0 1 1-4.4 0 2.2 2.2 0 0 1 4.4 0z",
  home: "M3.5 9.5L10 4l6.5 5.5V16a1 1 0 0 1-1 1h-3.5v-4.5h-4V17H4.5a1 1 0 0 1-1-1z",
  slash: "M12.5 3.5l-5 13",
  image:
    "M4 4h12a1 1 0 0 1 1 1v10a1 1 0 0 1-1 1H4a1 1 0 0 1-1-1V5a1 1 0 0 1 1-1zM3.5 14l4-4 3 3 2-2 4 4M13 8v.2",
};

/** A line icon by name; decorative, so hidden from screen readers. */
export function icon(name) {
  const svg = document.createElementNS(svg_space, "svg");
  for (const [key, value] of Object.entries({ viewBox: "0 0 20 20", class: "icon", "aria-hidden": "true" }))
    svg.setAttribute(key, value);
  const path = document.createElementNS(svg_space, "path");
  path.setAttribute("d", paths[name]);
  svg.append(path);
  return svg;
}

/** A button that shows only an icon; its label is spoken and shown as a tooltip. */
export function icon_button(name, label, props = {}, ...children) {
  return h(
    "button.icon-button",
    { type: "button", tip: label, ...props, aria: { label, ...props.aria } },
    icon(name),
    ...children,
  );
}
