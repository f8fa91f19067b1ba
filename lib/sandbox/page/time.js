// Instants shown in a person's own time zone, and the local hours that the clock control jumps to. Zones
// are the browser's business (Intl); nothing here knows an offset by heart.

const cache = new Map();

function formatter(zone, options, locale) {
  const key = JSON.stringify([zone, options, locale]);
  if (!cache.has(key)) {
    let made;
    try {
      made = new Intl.DateTimeFormat(locale, { timeZone: zone, ...options });
    } catch {
      made = new Intl.DateTimeFormat(locale, { timeZone: "UTC", ...options });
    }
    cache.set(key, made);
  }
  return cache.get(key);
}

/** Formats unix seconds in a zone with Intl options. */
export function format_time(seconds, zone, options, locale = "en-GB") {
  return formatter(zone, options, locale).format(new Date(seconds * 1000));
}

/** "14:05" */
export const clock_time = (seconds, zone) =>
  format_time(seconds, zone, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });

/** "Friday, 20 November at 14:05" */
export const full_time = (seconds, zone) =>
  format_time(seconds, zone, { weekday: "long", day: "numeric", month: "long" }) +
  " at " +
  clock_time(seconds, zone);

/** The local date as "2026-11-21", for comparing days. */
export const date_key = (seconds, zone) =>
  format_time(seconds, zone, { year: "numeric", month: "2-digit", day: "2-digit" }, "sv-SE");

/** "Today", "Yesterday" or "Friday, 20 November". */
export function day_name(seconds, zone, now) {
  const key = date_key(seconds, zone);
  if (key === date_key(now, zone)) return "Today";
  if (key === date_key(now - 86400, zone)) return "Yesterday";
  if (key === date_key(now + 86400, zone)) return "Tomorrow";
  const other_year = key.slice(0, 4) !== date_key(now, zone).slice(0, 4);
  const year = other_year ? { year: "numeric" } : {};
  return format_time(seconds, zone, { weekday: "long", day: "numeric", month: "long", ...year });
}

/** The year, month, day, hour, minute, second and weekday (0 = Sunday) that a zone's wall clock shows. */
export function local_parts(seconds, zone) {
  const parts = {};
  const format = formatter(
    zone,
    {
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
      second: "numeric",
      weekday: "short",
      hourCycle: "h23",
    },
    "en-US",
  );
  for (const { type, value } of format.formatToParts(new Date(seconds * 1000))) parts[type] = value;
  const weekday = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"].indexOf(parts.weekday);
  const number = (name) => Number(parts[name]);
  return {
    year: number("year"),
    month: number("month"),
    day: number("day"),
    hour: number("hour"),
    minute: number("minute"),
    second: number("second"),
    weekday,
  };
}

/** The first instant after `now` at which the zone's clock shows that hour (17.5 is 17:30), on the weekday if given. */
export function next_local(now, zone, hour, weekday = null) {
  const today = local_parts(now, zone);
  for (let days = 0; days <= 8; ++days) {
    const wanted = Date.UTC(today.year, today.month - 1, today.day + days, 0, hour * 60) / 1000;
    if (weekday !== null && new Date(wanted * 1000).getUTCDay() !== weekday) continue;
    // The offset is looked up twice, since the first guess may lie on the other side of a clock change.
    let instant = wanted;
    for (let round = 0; round < 2; ++round) instant = wanted - offset(instant, zone);
    if (instant > now) return instant;
  }
  return now;
}

function offset(seconds, zone) {
  const { year, month, day, hour, minute, second } = local_parts(seconds, zone);
  return Date.UTC(year, month - 1, day, hour, minute, second) / 1000 - Math.floor(seconds);
}

const tokens = {
  date_num: { year: "numeric", month: "2-digit", day: "2-digit" },
  date: { day: "numeric", month: "long", year: "numeric" },
  date_short: { day: "numeric", month: "short", year: "numeric" },
  date_long: { weekday: "long", day: "numeric", month: "long", year: "numeric" },
  time: { hour: "2-digit", minute: "2-digit", hourCycle: "h23" },
  time_secs: { hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" },
};

/** Slack's date format ("{date_short} at {time}") for an instant in a zone. */
export function format_slack_date(seconds, format, zone, now) {
  return format.replace(/\{(\w+)\}/g, (whole, name) => {
    if (name === "ago") return ago(seconds, now);
    const pretty = /^(date(?:_short|_long)?)_pretty$/.exec(name);
    if (pretty) {
      const day = day_name(seconds, zone, now);
      if (["Today", "Yesterday", "Tomorrow"].includes(day)) return day.toLowerCase();
    }
    const base = pretty ? pretty[1] : name;
    if (!tokens[base]) return whole;
    return format_time(seconds, zone, tokens[base], base === "date_num" ? "sv-SE" : "en-GB");
  });
}

/** "just now", "5 min ago", "2 hours ago", "3 days ago"; the same with "in" for what is to come. */
export function ago(seconds, now) {
  const distance = Math.abs(now - seconds);
  if (distance < 45) return "just now";
  const [amount, unit] =
    distance < 3600
      ? [Math.max(1, Math.round(distance / 60)), "min"]
      : distance < 86400
        ? [Math.round(distance / 3600), "hour"]
        : [Math.round(distance / 86400), "day"];
  const words = `${amount} ${unit}${amount === 1 || unit === "min" ? "" : "s"}`;
  return seconds <= now ? `${words} ago` : `in ${words}`;
}
