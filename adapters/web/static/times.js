// Times as people say them, in their own language's order of things.

const clock = new Intl.DateTimeFormat(undefined, { hour: "numeric", minute: "2-digit" });
const weekday = new Intl.DateTimeFormat(undefined, { weekday: "short" });
const date = new Intl.DateTimeFormat(undefined, { day: "numeric", month: "short", year: "numeric" });
const exact = new Intl.DateTimeFormat(undefined, { dateStyle: "full", timeStyle: "short" });

const WEEK_MS = 6 * 86_400_000;

/** `14:05` for today, `Mon 14:05` for this week, else the date. */
export function shortTime(when, now = new Date()) {
  if (when.toDateString() === now.toDateString()) {
    return clock.format(when);
  }
  if (now - when < WEEK_MS) {
    return `${weekday.format(when)} ${clock.format(when)}`;
  }
  return date.format(when);
}

export const exactTime = (when) => exact.format(when);
