// Choosing people in a form: chips for those who were chosen, a field that filters, a list to pick from.
import { avatar } from "./avatar.js";
import { h } from "./dom.js";
import { name_of, state } from "./state.js";

/** {node, users()}: `limit` 1 makes it a single choice that a new pick replaces. */
export function people_picker({ id, initial, limit, placeholder, action, changed }) {
  let chosen = [...initial];
  let active = 0;
  let matches = [];

  const list_id = `${id ?? action}-people`;
  const field = h("input.people-field", {
    id,
    type: "text",
    autocomplete: "off",
    role: "combobox",
    data: { action },
    aria: { expanded: "false", controls: list_id, autocomplete: "list" },
  });
  const chips = h("span.chips");
  const list = h("ul.people-list", { id: list_id, role: "listbox", hidden: true });
  const node = h(
    "div.people-picker",
    {},
    h("div.people-box.input", { on: { click: () => field.focus() } }, chips, field),
    list,
  );

  const draw_chips = () => {
    field.placeholder = chosen.length ? "" : placeholder;
    chips.replaceChildren(
      ...chosen.map((user) =>
        h(
          "span.chip",
          {},
          avatar(user, "tiny"),
          name_of(user),
          h(
            "button.chip-remove",
            { type: "button", aria: { label: `Remove ${name_of(user)}` }, on: { click: () => remove(user) } },
            "×",
          ),
        ),
      ),
    );
  };
  const choose = (user) => {
    chosen = limit === 1 ? [user] : [...chosen, user];
    field.value = "";
    draw_chips();
    limit === 1 || chosen.length >= limit ? close() : open();
    changed(chosen);
  };
  const remove = (user) => {
    chosen = chosen.filter((one) => one !== user);
    draw_chips();
    field.focus();
    changed(chosen);
  };
  const close = () => {
    list.hidden = true;
    field.setAttribute("aria-expanded", "false");
    field.removeAttribute("aria-activedescendant");
  };
  const open = () => {
    const words = field.value.trim().toLowerCase().replace(/^@/, "");
    matches = [...state.people.values()]
      .filter((person) => !person.deleted && !chosen.includes(person.id))
      .filter((person) =>
        [person.name, person.real_name, name_of(person.id)].some((name) =>
          name?.toLowerCase().includes(words),
        ),
      )
      .slice(0, 8);
    active = Math.min(active, Math.max(0, matches.length - 1));
    list.replaceChildren(
      ...matches.map((person, index) =>
        h(
          `li.people-option${index === active ? ".active" : ""}`,
          {
            id: `${list_id}-${index}`,
            role: "option",
            data: { user: person.id },
            aria: { selected: String(index === active) },
            on: {
              mousedown: (event) => {
                event.preventDefault();
                choose(person.id);
              },
            },
          },
          avatar(person.id, "tiny"),
          name_of(person.id),
          person.is_bot && h("span.badge", {}, "App"),
        ),
      ),
    );
    list.hidden = matches.length === 0;
    field.setAttribute("aria-expanded", String(!list.hidden));
    if (matches.length) field.setAttribute("aria-activedescendant", `${list_id}-${active}`);
  };

  field.addEventListener("focus", open);
  field.addEventListener("click", open);
  field.addEventListener("blur", close);
  field.addEventListener("input", () => {
    active = 0;
    open();
  });
  field.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && matches.length) {
      active = (active + step + matches.length) % matches.length;
      open();
    } else if (event.key === "Enter" && !list.hidden) {
      choose(matches[active].id);
    } else if (event.key === "Escape" && !list.hidden) {
      // The list closes first; only the next Escape is for the dialog around it.
      close();
    } else if (event.key === "Backspace" && !field.value && chosen.length) {
      remove(chosen.at(-1));
    } else {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  });

  draw_chips();
  return { node, users: () => chosen };
}
