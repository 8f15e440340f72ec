// Where a question is written: grows with it, sends with Enter, says when it is too long.

import { find } from "./elements.js";

const WARN_SHARE = 0.9;

export class Composer {
  /** @param {{ask: (text: string) => void, stop: () => void}} actions */
  constructor(actions) {
    this.actions = actions;
    this.mostCharacters = Infinity;
    this.isAnswering = false;
    this.text = find("question");
    this.send = find("send");
    this.stop = find("stop");
    this.limit = find("limit");
    find("composer").addEventListener("submit", (event) => {
      event.preventDefault();
      this.#submit();
    });
    this.stop.addEventListener("click", () => actions.stop());
    this.text.addEventListener("input", () => this.#written());
    this.text.addEventListener("keydown", (event) => this.#key(event));
    this.#written();
  }

  focus() {
    this.text.focus({ preventScroll: true });
  }

  /** Put a question back that was not taken, and say why. */
  giveBack(text, words) {
    this.text.value = this.text.value || text;
    this.#written();
    this.#say(words, false);
    this.text.focus();
  }

  answering(isAnswering) {
    if (isAnswering === this.isAnswering) {
      return;
    }
    const hadFocus = [this.send, this.stop].includes(document.activeElement);
    this.isAnswering = isAnswering;
    this.send.hidden = isAnswering;
    this.stop.hidden = !isAnswering;
    if (hadFocus) {
      this.text.focus();
    }
  }

  #key(event) {
    // While a word is being composed, as in Japanese, Enter belongs to the composition.
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      this.#submit();
    }
  }

  #submit() {
    const text = this.text.value.trim();
    if (!text || this.isTooLong) {
      return;
    }
    if (this.isAnswering) {
      this.#say("I am still answering. Press Stop first, or wait a moment.", true);
      return;
    }
    this.text.value = "";
    this.#written();
    this.actions.ask(text);
  }

  get #length() {
    // As Python counts: an emoji is one character.
    return [...this.text.value.trim()].length;
  }

  get isTooLong() {
    return this.#length > this.mostCharacters;
  }

  #written() {
    const length = this.#length;
    this.send.disabled = length === 0 || this.isTooLong;
    this.text.setAttribute("aria-invalid", String(this.isTooLong));
    this.#say(this.#aboutLength(length), !this.isTooLong);
    this.#grow();
  }

  #aboutLength(length) {
    const most = this.mostCharacters.toLocaleString();
    if (this.isTooLong) {
      return `This is ${length.toLocaleString()} characters long; ${most} is the most I can read.`;
    }
    return length > WARN_SHARE * this.mostCharacters
      ? `${length.toLocaleString()} of ${most} characters`
      : "";
  }

  #say(words, isCalm) {
    this.limit.classList.toggle("is-calm", isCalm);
    if (this.limit.textContent !== words) {
      this.limit.textContent = words;
    }
  }

  #grow() {
    if (!CSS.supports("field-sizing", "content")) {
      this.text.style.height = "auto";
      this.text.style.height = `${this.text.scrollHeight}px`;
    }
  }
}
