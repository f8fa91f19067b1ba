// Calls to the server: Slack's Web API as a person, and the sandbox's own endpoints. Both answer
// {ok: false, error} for what went wrong; here that becomes an exception with words for people.

const words = {
  cant_update_message: "Only your own messages can be edited.",
  cant_delete_message: "Only your own messages can be deleted.",
  message_not_found: "That message is no longer there.",
  msg_too_long: "That message is too long.",
  no_text: "There is nothing to send.",
  already_reacted: "You already reacted with this one.",
  not_in_channel: "You are not in this channel.",
  is_archived: "This channel is archived: it can be read, and nothing more can be said here.",
  channel_not_found: "That channel is no longer there.",
  app_did_not_respond: "The app did not answer within three seconds. Is the bot connected?",
  unknown_command: "There is no such command here.",
  ratelimited: "That was a little fast. Try again in a moment.",
  invalid_auth: "The sandbox was started anew. Reload the page.",
  offline: "The sandbox cannot be reached. Is it still running?",
};

/** What the server refused, and why: `code` is Slack's error string, `message` is for people. */
export class api_error extends Error {
  constructor(code, answer = {}) {
    super(words[code] ?? `The workspace said “${code}”.`);
    this.code = code;
    this.answer = answer;
  }
}

async function ask(path, options) {
  let answer;
  try {
    const response = await fetch(path, { cache: "no-store", ...options });
    answer = await response.json();
  } catch {
    throw new api_error("offline");
  }
  if (!answer.ok) throw new api_error(answer.error ?? "unknown_error", answer);
  return answer;
}

/** A Web API method as the holder of `token`; nested values are sent as JSON strings, as Slack's clients do. */
export function call(token, method, args = {}) {
  const body = new URLSearchParams();
  for (const [name, value] of Object.entries(args)) {
    if (value === undefined || value === null) continue;
    body.set(name, typeof value === "object" ? JSON.stringify(value) : String(value));
  }
  return ask(`/api/${method}`, { method: "POST", headers: { Authorization: `Bearer ${token}` }, body });
}

/** POST to one of the sandbox's own endpoints: post_sandbox("clock", {forward: 3600}). */
export function post_sandbox(path, body) {
  return ask(`/sandbox/${path}`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });
}

/** GET from one of the sandbox's own endpoints. */
export function get_sandbox(path) {
  return ask(`/sandbox/${path}`, {});
}
