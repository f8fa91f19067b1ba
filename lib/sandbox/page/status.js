// What people say of themselves beside their name: "On vacation".

/** The statuses that can be set with one click. */
export const offered = [
  { status_emoji: ":palm_tree:", status_text: "On vacation" },
  { status_emoji: ":face_with_thermometer:", status_text: "Out sick" },
];

/** Somebody's status as {emoji (a name), text}, or null where there is none or it has ended. */
export function status_of(person, now) {
  const { status_emoji = "", status_text = "", status_expiration = 0 } = person?.profile ?? {};
  if ((!status_emoji && !status_text) || (status_expiration && status_expiration <= now)) return null;
  return { emoji: /^:(.+):$/.exec(status_emoji)?.[1] ?? null, text: unescaped(status_text) };
}

// As in messages, only these three are escaped.
const unescaped = (text) => text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
