// Thumbs under an answer, and the word that may come with one.

import { iconButton, make } from "./elements.js";

const MOST_CHARACTERS = 1000;

export class Thumbs {
  /**
   * @param {{thumb: string, comment: string}|null} given What was thought before.
   * @param {(thumb: string|null, comment: string) => Promise<void>} rate
   */
  constructor(given, rate) {
    this.thumb = given?.thumb ?? null;
    this.comment = given?.comment ?? "";
    this.rate = rate;
    this.up = this.#button("up", "Good answer");
    this.down = this.#button("down", "Bad answer");
    this.below = make("div", { "aria-live": "polite" });
    this.#show();
  }

  #button(thumb, label) {
    return iconButton(thumb, label, { click: () => this.#press(thumb) });
  }

  #show() {
    this.up.setAttribute("aria-pressed", String(this.thumb === "up"));
    this.down.setAttribute("aria-pressed", String(this.thumb === "down"));
  }

  async #press(thumb) {
    const before = [this.thumb, this.comment];
    this.thumb = this.thumb === thumb ? null : thumb;
    this.comment = "";
    this.#show();
    try {
      await this.rate(this.thumb, "");
    } catch (failure) {
      [this.thumb, this.comment] = before;
      this.#show();
      this.#say(failure.message);
      return;
    }
    if (this.thumb === null) {
      this.below.replaceChildren();
    } else {
      this.#askForWord();
    }
  }

  #askForWord() {
    const id = `word-${Math.random().toString(36).slice(2)}`;
    const text = make("textarea", { id, maxlength: MOST_CHARACTERS, rows: 2 });
    const question = this.thumb === "up" ? "What was good about it?" : "What was wrong or missing?";
    const form = make(
      "form",
      { class: "word", submit: (event) => this.#send(event, text) },
      make("label", { for: id }, `${question} (optional)`),
      text,
      make(
        "div",
        { class: "word-buttons" },
        make("button", { class: "button primary", type: "submit" }, "Send"),
        make("button", { class: "button", type: "button", click: () => this.#close() }, "No, thanks"),
      ),
    );
    form.addEventListener("keydown", (event) => {
      if (event.key === "Escape") {
        event.stopPropagation();
        this.#close();
      }
    });
    this.below.replaceChildren(form);
    form.scrollIntoView({ block: "nearest" });
    text.focus({ preventScroll: true });
  }

  async #send(event, text) {
    event.preventDefault();
    const comment = text.value.trim();
    try {
      await this.rate(this.thumb, comment);
      this.comment = comment;
      this.#say("Thank you. It helps to make the answers better.");
      this.#focusThumb();
    } catch (failure) {
      this.#say(failure.message);
    }
  }

  #close() {
    this.below.replaceChildren();
    this.#focusThumb();
  }

  #focusThumb() {
    (this.thumb === "down" ? this.down : this.up).focus({ preventScroll: true });
  }

  #say(words) {
    this.below.replaceChildren(make("p", { class: "thanks" }, words));
  }
}
