// One question and its answer on the page, from "Sending" to thumbs.
//
// Knows nothing of the network: `chat.js` tells it what has come, and is told what is pressed.

import { asHtml, asText, copy } from "./clipboard.js";
import { icon, iconButton, make, patch } from "./elements.js";
import { Thumbs } from "./feedback.js";
import { figure } from "./picture.js";
import { exactTime, shortTime } from "./times.js";

const ENDINGS = {
  declined: "Not found in the pages",
  unavailable: "Not answered",
  stopped: "Stopped",
  forgotten: "Conversation deleted",
  lost: "The answer was lost",
};
const MAY_ASK_AGAIN = new Set(["unavailable", "stopped", "lost"]);
const COPIED_MS = 2_000;
const LABEL_CHARACTERS = 80;

export class TurnView {
  /**
   * @param {string} question
   * @param {Date} askedAt
   * @param {{again: (question: string) => void,
   *          rate: (turnId: string, thumb: string|null, comment: string) => Promise<void>}} actions
   */
  constructor(question, askedAt, actions) {
    this.question = question;
    this.askedAt = askedAt;
    this.actions = actions;
    this.turnId = "";
    this.outcome = null;
    this.isStopped = false;
    this.goingOn = make("p", { class: "going-on" });
    this.draftText = make("div", { class: "prose" });
    this.draft = make(
      "section",
      { class: "draft", "aria-label": "Quoted from the pages meanwhile", hidden: true },
      make("p", { class: "draft-label" }, "While I write"),
      this.draftText,
    );
    this.said = make("div", { class: "prose said", hidden: true });
    this.answer = make("div", { class: "answer", "aria-busy": "true" }, this.goingOn, this.draft, this.said);
    this.element = make(
      "article",
      { class: "turn", "aria-label": question.slice(0, LABEL_CHARACTERS) },
      make("h2", { class: "unseen" }, "You asked"),
      make("p", { class: "question" }, question),
      this.answer,
    );
    this.status("Sending");
  }

  get isOpen() {
    return this.outcome === null;
  }

  status(text) {
    this.goingOn.hidden = !text;
    this.goingOn.classList.remove("is-reconnecting");
    if (this.goingOn.textContent !== text) {
      this.goingOn.textContent = text;
    }
  }

  reconnecting() {
    this.status("The connection was lost. Reconnecting");
    this.goingOn.classList.add("is-reconnecting");
  }

  showDraft(html) {
    this.draft.hidden = !html;
    patch(this.draftText, html);
  }

  write(html) {
    this.said.hidden = !html;
    patch(this.said, html);
    if (html) {
      this.status("");
      this.showDraft("");
    }
  }

  /** All that was said so far, after a connection was made or made again. */
  snapshot({ status, draft, html }) {
    this.write(html);
    this.showDraft(html ? "" : draft);
    this.status(html ? "" : status || "Thinking");
  }

  /**
   * @param {{outcome: string, html: string, text: string, sources: object[],
   *          pictures: object[]}} answer
   */
  finish(answer, feedback = null) {
    if (!this.isOpen) {
      return;
    }
    this.outcome = answer.outcome;
    this.turnId = answer.turn_id;
    this.status("");
    this.showDraft("");
    this.write(answer.html);
    this.answer.dataset.outcome = answer.outcome;
    this.answer.removeAttribute("aria-busy");
    if (answer.outcome in ENDINGS) {
      this.said.before(make("p", { class: "ending" }, ENDINGS[answer.outcome]));
    }
    const pictures = answer.pictures.map((picture) => figure(picture));
    this.answer.append(...pictures, ...this.#sources(answer), ...this.#whatNext(answer, feedback));
  }

  /** There will be no answer. */
  lose(words) {
    this.finish({ outcome: "lost", html: "", text: "", sources: [], pictures: [], turn_id: "" });
    this.said.hidden = false;
    this.said.replaceChildren(make("p", {}, words));
  }

  /** What a screen reader says when the answer is there. */
  spoken() {
    const ending = ENDINGS[this.outcome] ?? "Answer";
    const sources = this.answer.querySelectorAll(".source").length;
    const named = sources ? ` ${sources} ${sources === 1 ? "page" : "pages"} named.` : "";
    const pictures = this.answer.querySelectorAll(".picture").length;
    const shown = pictures ? ` With ${pictures === 1 ? "a chart" : `${pictures} charts`}.` : "";
    return `${ending}: ${this.said.textContent.trim()}${named}${shown}`;
  }

  #sources({ outcome, sources }) {
    if (sources.length === 0) {
      return [];
    }
    const heading = sourcesHeading(outcome);
    return [
      make(
        "section",
        { class: "sources", "aria-label": heading },
        make("h3", {}, heading),
        make("ol", {}, ...sources.map((source) => make("li", {}, sourceLink(source)))),
      ),
    ];
  }

  #whatNext(answer, feedback) {
    const next = [];
    if (MAY_ASK_AGAIN.has(answer.outcome)) {
      const press = () => this.actions.again(this.question);
      const button = { class: "button again", type: "button", click: press };
      next.push(make("button", button, icon("again"), "Ask again"));
    }
    const actions = make("div", { class: "actions" });
    if (answer.text) {
      actions.append(this.#copyButton(answer));
    }
    const time = { class: "asked-at", datetime: this.askedAt.toISOString() };
    const when = make("time", { ...time, title: exactTime(this.askedAt) }, shortTime(this.askedAt));
    if (answer.turn_id && answer.text && answer.outcome !== "forgotten") {
      const rate = (thumb, comment) => this.actions.rate(answer.turn_id, thumb, comment);
      const thumbs = new Thumbs(feedback, rate);
      actions.append(thumbs.up, thumbs.down, when);
      next.push(actions, thumbs.below);
    } else {
      actions.append(when);
      next.push(actions);
    }
    return next;
  }

  #copyButton(answer) {
    const button = iconButton("copy", "Copy the answer", { class: "icon-button copy" });
    const heading = sourcesHeading(answer.outcome);
    const words = make("span", { role: "status" });
    button.append(words);
    button.addEventListener("click", async () => {
      const worked = await copy(asText(answer, heading), asHtml(this.said, answer, heading));
      words.textContent = worked ? "Copied" : "Copying is not allowed here";
      button.replaceChild(icon(worked ? "done" : "copy"), button.firstChild);
      window.setTimeout(() => {
        words.textContent = "";
        button.replaceChild(icon("copy"), button.firstChild);
      }, COPIED_MS);
    });
    return button;
  }
}

function sourcesHeading(outcome) {
  return outcome === "declined" ? "Nearest pages" : "Sources";
}

function sourceLink({ title, address }) {
  const text = make(
    "span",
    {},
    make("span", { class: "source-title" }, title || address),
    make("span", { class: "source-address" }, shortAddress(address)),
    make("span", { class: "unseen" }, " (opens in a new tab)"),
  );
  if (!/^https?:\/\//i.test(address)) {
    return make("span", { class: "source" }, icon("page"), text);
  }
  const link = { class: "source", href: address, target: "_blank", rel: "noopener noreferrer" };
  return make("a", { ...link, title: address }, icon("page"), text);
}

/** Host and path, readable. */
function shortAddress(address) {
  try {
    const { host, pathname } = new URL(address);
    return host + decodeURI(pathname).replace(/\/$/, "");
  } catch {
    return address;
  }
}
