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
    const isOpen = report.querySelector("details")?.open ?? false;
    report.replaceChildren(...page.getElementById("report").childNodes);
    report.querySelector("details")?.toggleAttribute("open", isOpen);
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
