// The small emoji picker: search, groups, arrow keys; Enter takes the first.
import { h } from "./dom.js";
import { emoji_char, groups, popular, search_emoji } from "./emoji.js";
import { close_popover, open_popover } from "./popover.js";

const columns = 9;
const recent_key = "huzzah.emoji";

function recent() {
  try {
    return JSON.parse(localStorage.getItem(recent_key) ?? "[]")
      .filter((name) => emoji_char(name))
      .slice(0, columns);
  } catch {
    return [];
  }
}

function remember(name) {
  try {
    localStorage.setItem(
      recent_key,
      JSON.stringify([name, ...recent().filter((one) => one !== name)].slice(0, columns)),
    );
  } catch {
    // Without storage there are simply no recent ones.
  }
}

/** Opens the picker at `anchor`; `chosen(name)` is called with the name that was picked. */
export function pick_emoji(anchor, chosen) {
  const search = h("input.input.emoji-search", {
    type: "search",
    placeholder: "Search emoji",
    autofocus: true,
    testid: "emoji-search",
    aria: { label: "Search emoji" },
  });
  const foot = h("div.emoji-foot", { aria: { hidden: "true" } }, "Pick one");
  const grid = h("div.emoji-grid-scroll", { testid: "emoji-grid" });

  const take = (name) => {
    remember(name);
    close_popover();
    chosen(name);
  };
  const cell = (emoji) =>
    h(
      "button.emoji-cell",
      { type: "button", data: { name: emoji.name }, aria: { label: emoji.name.replaceAll("_", " ") } },
      emoji.char,
    );
  const part = (label, emoji) =>
    emoji.length > 0 && [h("div.emoji-group", {}, label), h("div.emoji-grid", {}, emoji.map(cell))];
  const draw = () => {
    const words = search.value.trim();
    const found = words ? search_emoji(words, 72) : null;
    const last = recent().map((name) => ({ name, char: emoji_char(name) }));
    grid.replaceChildren(
      ...(found
        ? [part(found.length ? "Found" : "Nothing of that name", found)]
        : [
            part("Recent", last),
            part("Popular", popular),
            ...groups.map((group) => part(group.label, group.emoji)),
          ]
      )
        .flat(2)
        .filter(Boolean),
    );
    if (found?.length === 0) grid.replaceChildren(h("div.emoji-group", {}, "Nothing of that name"));
    grid.scrollTop = 0;
  };

  grid.addEventListener("click", (event) => {
    const { name } = event.target.closest(".emoji-cell")?.dataset ?? {};
    if (name) take(name);
  });
  const describe = (event) => {
    const { name } = event.target.closest?.(".emoji-cell")?.dataset ?? {};
    if (name) foot.textContent = `:${name}:`;
  };
  grid.addEventListener("pointerover", describe);
  grid.addEventListener("focusin", describe);
  search.addEventListener("input", draw);
  const panel = h("div.emoji-picker", { testid: "emoji-picker" }, search, grid, foot);
  panel.addEventListener("keydown", (event) => {
    const cells = [...grid.querySelectorAll(".emoji-cell")];
    const at = cells.indexOf(document.activeElement);
    if (event.key === "Enter" && at < 0 && cells.length) take(cells[0].dataset.name);
    else if (event.key === "ArrowDown" && at < 0) cells[0]?.focus();
    else if (at >= 0 && event.key.startsWith("Arrow")) move(cells, at, event.key, search);
    else return;
    event.preventDefault();
  });
  draw();
  return open_popover(anchor, panel, { label: "Choose an emoji", side: "above" });
}

function move(cells, at, key, search) {
  const step = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: columns, ArrowUp: -columns }[key];
  if (at + step < 0) search.focus();
  else cells[Math.min(at + step, cells.length - 1)].focus();
}
