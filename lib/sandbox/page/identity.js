// Who one is: the card at the foot of the sidebar, and the menu in which one becomes somebody else.
import { call } from "./api.js";
import { avatar } from "./avatar.js";
import { example_person } from "./completion.js";
import { fill, h, icon } from "./dom.js";
import { close_popover, open_popover } from "./popover.js";
import { actors, announce, name_of, now, on, state } from "./state.js";
import * as read_marks from "./read_marks.js";
import { status_of } from "./status.js";
import { clock_time, local_parts } from "./time.js";

const key = "huzzah.me";

/** The person to begin with: the one in the address (?as=…), the last one in this tab, or the first. */
export function first_identity() {
  const people = actors();
  const asked = new URLSearchParams(location.search).get("as");
  const wanted = asked ?? remembered();
  // Said once: a later change of person must survive a reload.
  if (asked) history.replaceState(null, "", location.pathname + location.hash);
  return people.find((person) => person.id === wanted || person.name === wanted) ?? people[0] ?? null;
}

function remembered() {
  try {
    return sessionStorage.getItem(key);
  } catch {
    return null;
  }
}

/** Remembers in this tab who one is; other tabs may be other people. */
export function remember_identity(id) {
  try {
    sessionStorage.setItem(key, id);
  } catch {
    // The next reload then begins with the first person again.
  }
}

const place = (person) => person.tz?.split("/").at(-1).replaceAll("_", " ") ?? "";
const day_sign = (person) => {
  const { hour } = local_parts(now(), person.tz);
  return hour >= 7 && hour < 19 ? "day-sign" : "day-sign night";
};

// What the app has told somebody since they last looked; it is asked for when the menu opens.
async function waiting_for(person) {
  const channel = [...state.channels.values()].find(
    (one) => one.is_im && one.members?.includes(person.id) && one.members.includes(state.app.bot_user_id),
  );
  if (!channel) return 0;
  const oldest = read_marks.get(person.id, channel.id).toFixed(6);
  const answer = await call(person.token, "conversations.history", {
    channel: channel.id,
    oldest,
    limit: 30,
  });
  return answer.messages.filter((message) => message.user !== person.id).length;
}

async function show_waiting(person, place_for_count) {
  const count = await waiting_for(person).catch(() => 0);
  if (count)
    place_for_count.append(
      h("span.count", { aria: { label: `${count} unread from the app` } }, String(count)),
    );
}

function row(person) {
  const me = person.id === state.me.id;
  const count = h("span");
  if (!me) show_waiting(person, count);
  return h(
    `button.menu-row.person-row${me ? ".chosen" : ""}`,
    {
      type: "button",
      role: "menuitemradio",
      aria: { checked: String(me) },
      testid: `identity-${person.id}`,
      autofocus: me,
      data: { user: person.id },
      on: {
        click: () => {
          close_popover();
          if (!me) announce("become", person.id);
        },
      },
    },
    avatar(person.id),
    h(
      "span.person-words",
      {},
      h("span.person-name", {}, name_of(person.id)),
      h("span.person-place", {}, status_of(person, now())?.text || place(person)),
    ),
    count,
    h("span.person-time", {}, h("span", { class: day_sign(person) }), clock_time(now(), person.tz)),
  );
}

/** The card that shows who one is and opens the menu. */
export function identity_switch() {
  const card = h("button.identity", {
    type: "button",
    testid: "identity-switch",
    aria: { haspopup: "menu", expanded: "false" },
    on: { click: open },
  });

  function open() {
    const menu = h(
      "div.identity-menu",
      { role: "menu", testid: "identity-menu", aria: { label: "Act as" } },
      h("div.menu-title", {}, "Who are you right now?"),
      actors().map(row),
      h(
        "p.menu-words.quiet",
        {},
        h(
          "a",
          { href: `/?as=${example_person()?.name ?? ""}`, target: "_blank", rel: "noopener" },
          "Open a second window",
        ),
        " to be two people at once.",
      ),
    );
    menu.addEventListener("keydown", (event) => {
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (!step) return;
      const rows = [...menu.querySelectorAll(".person-row")];
      rows[(rows.indexOf(document.activeElement) + step + rows.length) % rows.length].focus();
      event.preventDefault();
    });
    open_popover(card, menu, { label: "Act as somebody else", side: "above" });
  }

  const draw = () => {
    if (!state.me) return;
    const time = clock_time(now(), state.me.tz);
    card.setAttribute("aria-label", `You are ${name_of(state.me.id)}. Act as somebody else`);
    fill(
      card,
      avatar(state.me.id),
      h(
        "span.person-words",
        {},
        h("span.person-name", {}, name_of(state.me.id)),
        h("span.person-place", {}, `${place(state.me)} · ${time}`),
      ),
      icon("chevron"),
    );
  };
  on("me", draw);
  on("clock", draw);
  setInterval(draw, 20000);
  return card;
}
