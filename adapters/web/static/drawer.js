// The list of conversations at the side; on a phone it comes over the page.

import { find, iconButton, make } from "./elements.js";
import { shortTime } from "./times.js";

const KEY = "frontdesk-drawer";
const TITLE_CHARACTERS = 200;
const narrow = window.matchMedia("(max-width: 52rem)");

export class Drawer {
  /** @param {{forget: (thread: string, title: string) => void}} actions */
  constructor(actions) {
    this.actions = actions;
    this.house = document.querySelector(".house");
    this.list = find("conversations");
    find("open-drawer").addEventListener("click", () => this.open());
    find("close-drawer").addEventListener("click", () => this.close());
    find("scrim").addEventListener("click", () => this.close());
    narrow.addEventListener("change", () => this.#show(!narrow.matches));
    this.#show(!narrow.matches && !wasClosed());
  }

  get isOver() {
    return narrow.matches && this.isOpen;
  }

  open() {
    this.#show(true);
    keepClosed(false);
    find("close-drawer").focus();
  }

  close() {
    this.#show(false);
    keepClosed(!narrow.matches);
    find("open-drawer").focus();
  }

  /** After a choice was made on a phone; the focus goes where the choice leads. */
  giveWay() {
    if (this.isOver) {
      this.#show(false);
    }
  }

  /** @param {{thread: string, title: string, last_at: string}[]} conversations Latest first. */
  show(conversations, current) {
    const focused = document.activeElement?.closest?.("[data-thread]")?.dataset.thread;
    this.list.replaceChildren(...conversations.map((one) => this.#line(one, current)));
    find("no-conversations").hidden = conversations.length > 0;
    if (focused) {
      this.list.querySelector(`[data-thread="${focused}"] a`)?.focus();
    }
  }

  #line({ thread, title, last_at: lastAt, isAnswering }, current) {
    const name = title.trim().slice(0, TITLE_CHARACTERS) || "Conversation";
    const isCurrent = thread === current;
    const when = isAnswering ? "answering …" : shortTime(new Date(lastAt));
    const link = { href: `#${thread}`, "aria-current": isCurrent ? "page" : false, title: name };
    return make(
      "li",
      { class: `conversation${isCurrent ? " is-current" : ""}`, "data-thread": thread },
      make(
        "a",
        link,
        make("span", { class: "conversation-title" }, name),
        make("span", { class: "conversation-time" }, when),
      ),
      iconButton("delete", `Delete “${name}”`, { click: () => this.actions.forget(thread, name) }),
    );
  }

  #show(isOpen) {
    this.isOpen = isOpen;
    this.house.classList.toggle("is-alone", !isOpen);
    find("scrim").hidden = !this.isOver;
    find("open-drawer").setAttribute("aria-expanded", String(isOpen));
    document.querySelector(".room").inert = this.isOver;
  }
}

function wasClosed() {
  try {
    return window.localStorage.getItem(KEY) === "closed";
  } catch {
    return false;
  }
}

function keepClosed(isClosed) {
  try {
    window.localStorage.setItem(KEY, isClosed ? "closed" : "open");
  } catch {
    // It then lasts as long as the page.
  }
}
