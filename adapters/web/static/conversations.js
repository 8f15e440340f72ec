// The conversations of this browser: which there are, and deleting one.
//
// `chat.js` shows them and is told when they have changed.

import { api } from "./api.js";
import { find } from "./elements.js";

const TITLE_CHARACTERS = 80;

export class Conversations {
  /**
   * @param {{changed: () => void, deleted: (thread: string) => void,
   *          trouble: (words: string) => void}} events
   */
  constructor(events) {
    this.events = events;
    /** Latest first. */
    this.all = [];
  }

  async load() {
    try {
      this.all = (await api.conversations()).conversations;
      this.events.changed();
    } catch (failure) {
      this.events.trouble(failure.message);
    }
  }

  /** A question was asked in one of them, or in a new one. */
  remember(thread, text) {
    const known = this.all.find((one) => one.thread === thread);
    const others = this.all.filter((one) => one.thread !== thread);
    const latest = { thread, title: known?.title ?? text, last_at: new Date().toISOString() };
    this.all = [latest, ...others];
  }

  /** Its first question; empty for one that is none yet. */
  title(thread) {
    const known = this.all.find((one) => one.thread === thread);
    return (known?.title ?? "").trim().slice(0, TITLE_CHARACTERS);
  }

  /** Ask whether it really is to be deleted; if so, delete it. */
  confirmDeletion(thread, title) {
    const dialog = find("confirm");
    find("confirm-text").textContent =
      `“${title.slice(0, TITLE_CHARACTERS)}”: its questions and answers are deleted for good.`;
    dialog.returnValue = "cancel";
    dialog.onclose = () => {
      if (dialog.returnValue === "delete") {
        this.#forget(thread);
      }
    };
    dialog.showModal();
  }

  async #forget(thread) {
    try {
      await api.forget(thread);
    } catch (failure) {
      this.events.trouble(failure.message);
      return;
    }
    this.all = this.all.filter((one) => one.thread !== thread);
    this.events.deleted(thread);
  }
}
