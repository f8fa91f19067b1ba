// Completion in a text field: "@" people and groups, "#" channels, ":" emoji and "/" commands at the start.
import { avatar } from "./avatar.js";
import { h, icon } from "./dom.js";
import { search_emoji } from "./emoji.js";
import { display_name } from "./encode.js";
import { actors, directory, is_mine, members, state } from "./state.js";

const limit = 8;
let serial = 0;

const starts = (names, words) => names.some((name) => name?.toLowerCase().startsWith(words));
const holds = (names, words) => names.some((name) => name?.toLowerCase().includes(words));

function best(candidates, words) {
  const first = candidates.filter(({ names }) => starts(names, words));
  const then = candidates.filter(({ names }) => !starts(names, words) && holds(names, words));
  return [...first, ...then].slice(0, limit);
}

function people_and_groups(words) {
  const here = new Set(members(state.channels.get(state.channel)));
  const people = directory()
    .people.filter((person) => !person.deleted && person.id !== "USLACKBOT")
    .map((person) => ({
      insert: `@${display_name(person)} `,
      names: [display_name(person), person.name, person.real_name],
      rank: (person.is_bot ? 2 : 0) + (here.has(person.id) ? 0 : 1) + (person.id === state.me.id ? 3 : 0),
      face: () => [
        avatar(person.id, "tiny"),
        h("span.completion-name", {}, display_name(person)),
        person.id === state.me.id && h("span.completion-note", {}, "you"),
        person.is_bot && h("span.badge", {}, "App"),
        !person.is_bot &&
          person.real_name !== display_name(person) &&
          h("span.completion-note", {}, person.real_name),
      ],
    }))
    .sort((a, b) => a.rank - b.rank);
  const groups = [...state.groups.values()].map((group) => ({
    insert: `@${group.handle} `,
    names: [group.handle, group.name],
    face: () => [
      h("span.completion-icon", {}, icon("people")),
      h("span.completion-name", {}, `@${group.handle}`),
      h("span.completion-note", {}, `${group.name} · ${group.users?.length ?? 0} people`),
    ],
  }));
  const ranges = [
    ["here", "Everyone who is around"],
    ["channel", "Everyone in this channel"],
  ].map(([name, note]) => ({
    insert: `@${name} `,
    names: [name],
    face: () => [
      h("span.completion-icon", {}, icon("at")),
      h("span.completion-name", {}, `@${name}`),
      h("span.completion-note", {}, note),
    ],
  }));
  return best([...people, ...groups, ...(words ? ranges : [])], words);
}

function channels(words) {
  return best(
    [...state.channels.values()]
      .filter((channel) => !channel.is_im && is_mine(channel))
      .map((channel) => ({
        insert: `#${channel.name} `,
        names: [channel.name],
        face: () => [
          h("span.completion-icon", {}, icon("hash")),
          h("span.completion-name", {}, channel.name),
          h("span.completion-note", {}, channel.topic?.value ?? channel.topic ?? ""),
        ],
      })),
    words,
  );
}

function emoji(words) {
  return search_emoji(words, limit).map((one) => ({
    insert: `:${one.names.find((name) => name.startsWith(words)) ?? one.name}: `,
    face: () => [
      h("span.completion-icon.emoji", {}, one.char),
      h("span.completion-name", {}, `:${one.name}:`),
    ],
  }));
}

function commands(words) {
  return best(
    (state.app?.commands ?? []).map((command) => ({
      insert: `${command.command} `,
      names: [command.command.slice(1)],
      face: () => [
        h("span.completion-icon", {}, icon("slash")),
        h("span.completion-name", {}, command.command),
        h("span.completion-note", {}, [command.usage_hint, command.description].filter(Boolean).join(" — ")),
      ],
    })),
    words,
  );
}

// What stands before the caret: the kind of completion, the words so far, and where they begin.
function trigger(text, caret, with_commands) {
  const before = text.slice(0, caret);
  const command = with_commands && /^\/([\w-]*)$/.exec(before);
  if (command) return { kind: commands, words: command[1], at: 0 };
  const match = /(?:^|[\s(*_~"'])(@|#|:)([\p{L}\p{N}_+'.-]*)$/u.exec(before);
  if (!match) return null;
  const [, sign, words] = match;
  // ":)" and "10:30" are not the beginning of an emoji; two letters are.
  if (sign === ":" && !/^[a-z+][\w+-]/i.test(words)) return null;
  const kind = { "@": people_and_groups, "#": channels, ":": emoji }[sign];
  return { kind, words: words.toLowerCase(), at: caret - words.length - 1 };
}

/** Adds completion to a textarea; the list is put into `host`. Returns {open(), close()}. */
export function attach_completion(field, host, { with_commands = false } = {}) {
  const id = `completion-${++serial}`;
  const list = h("ul.completion", {
    id,
    role: "listbox",
    hidden: true,
    testid: "completion",
    aria: { label: "Suggestions" },
  });
  host.append(list);
  let found = [];
  let active = 0;
  let start = 0;

  field.setAttribute("aria-autocomplete", "list");
  field.setAttribute("aria-controls", id);

  const close = () => {
    found = [];
    list.hidden = true;
    field.removeAttribute("aria-activedescendant");
  };
  const draw = () => {
    list.replaceChildren(
      ...found.map((one, index) =>
        h(
          `li.completion-option${index === active ? ".active" : ""}`,
          {
            id: `${id}-${index}`,
            role: "option",
            aria: { selected: String(index === active) },
            on: {
              mousedown: (event) => {
                event.preventDefault();
                take(index);
              },
              mousemove: () => {
                if (active !== index) {
                  active = index;
                  draw();
                }
              },
            },
          },
          one.face(),
        ),
      ),
    );
    list.hidden = found.length === 0;
    if (found.length) field.setAttribute("aria-activedescendant", `${id}-${active}`);
    list.children[active]?.scrollIntoView({ block: "nearest" });
  };
  const look = () => {
    const at =
      field.selectionStart === field.selectionEnd &&
      trigger(field.value, field.selectionStart, with_commands);
    if (!at) return close();
    start = at.at;
    found = at.kind(at.words);
    active = 0;
    draw();
  };
  const take = (index) => {
    const { insert } = found[index];
    const end = field.selectionEnd;
    const rest = field.value.slice(end);
    field.setRangeText(rest.startsWith(" ") ? insert.trimEnd() : insert, start, end, "end");
    close();
    field.dispatchEvent(new Event("input", { bubbles: true }));
    close();
  };

  field.addEventListener("input", look);
  field.addEventListener("click", look);
  field.addEventListener("blur", close);
  // In the capture phase, so that Enter chooses from the open list before the composer would send.
  field.addEventListener(
    "keydown",
    (event) => {
      if (list.hidden || event.isComposing) return;
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        active = (active + (event.key === "ArrowDown" ? 1 : -1) + found.length) % found.length;
        draw();
      } else if ((event.key === "Enter" && !event.shiftKey) || event.key === "Tab") {
        // A name that is already typed in full needs no choosing: Enter then means what it always does.
        const typed = field.value.slice(start, field.selectionEnd).toLowerCase();
        if (event.key === "Enter" && found[active].insert.trim().toLowerCase() === typed) return close();
        take(active);
      } else if (event.key === "Escape") {
        close();
      } else {
        return;
      }
      event.preventDefault();
      event.stopImmediatePropagation();
    },
    true,
  );

  return { look, close };
}

/** Somebody to name in an example: an active person who is not the viewer. */
export function example_person() {
  const others = actors().filter((person) => person.id !== state.me.id);
  return others.find((person) => person.name === "bruno") ?? others[0] ?? null;
}
