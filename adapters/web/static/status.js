// Keeps the status page fresh; without it the browser loads the page anew each minute.

import { exactTime, shortTime } from "./times.js";

const EVERY_MS = 15_000;
const report = document.getElementById("report");
const lookedAt = document.getElementById("looked-at");

function inLocalTime() {
  for (const time of report.querySelectorAll("time")) {
    time.title = exactTime(new Date(time.dateTime));
  }
}

/** Shows a new report; what was opened stays open, and the focus stays where it was. */
function show(fresh) {
  const opened = [...report.querySelectorAll("details[open]")].map((details) => details.id);
  const focused = nameOf(document.activeElement);
  report.replaceChildren(...fresh.childNodes);
  for (const id of opened) {
    document.getElementById(id)?.setAttribute("open", "");
  }
  if (focused) {
    [...report.querySelectorAll("button, summary, a")]
      .find((element) => nameOf(element) === focused)
      ?.focus({ preventScroll: true });
  }
}

function nameOf(element) {
  if (!report.contains(element)) {
    return "";
  }
  return element.getAttribute("aria-label") ?? element.getAttribute("href") ?? element.parentElement.id;
}

async function renew() {
  if (document.hidden) {
    return;
  }
  try {
    const response = await fetch("/status", { signal: AbortSignal.timeout(EVERY_MS) });
    if (response.redirected || !response.ok) {
      throw new Error(`status ${response.status}`);
    }
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    show(page.getElementById("report"));
    inLocalTime();
    lookedAt.textContent = "";
  } catch {
    const since = shortTime(new Date());
    lookedAt.textContent ||= `The desk cannot be reached since ${since}; this is as it was then.`;
  }
}

inLocalTime();
window.setInterval(renew, EVERY_MS);
document.addEventListener("visibilitychange", renew);
