// What was posted to this browser unasked: how many are new, and the panel that shows them.

import { api } from "./api.js";
import { find, make } from "./elements.js";
import { figure } from "./picture.js";
import { exactTime, shortTime } from "./times.js";

const EVERY_MS = 20_000;
const KEY = "frontdesk-updates-seen";
const SPOKEN_CHARACTERS = 200;

export class Updates {
  /** Newest first; null before the first look. */
  #posts = null;
  /** What is marked as new while the panel is open. */
  #fresh = new Set();
  #seenUntil = keptTime();

  /** @param {{announce: (words: string) => void}} events */
  constructor(events) {
    this.events = events;
    this.button = find("open-updates");
    this.panel = find("updates");
    this.button.addEventListener("click", () => this.#open());
    find("close-updates").addEventListener("click", () => this.panel.close());
    this.panel.addEventListener("close", () => this.#closed());
    this.panel.addEventListener("click", (event) => {
      // Everything of the panel lies on its children; what is left is the page behind it.
      if (event.target === this.panel) {
        this.panel.close();
      }
    });
  }

  start() {
    this.button.hidden = false;
    window.setInterval(() => this.#look(), EVERY_MS);
    document.addEventListener("visibilitychange", () => this.#look());
    this.#look();
  }

  async #look() {
    if (document.hidden) {
      return;
    }
    try {
      this.#take((await api.posts()).posts);
    } catch {
      // The next look is soon; what is asked in the chat tells of a desk that cannot be reached.
    }
  }

  #take(posts) {
    const known = new Set(this.#posts?.map((post) => post.id));
    const arrived = posts.filter((post) => !known.has(post.id));
    const isFirstLook = this.#posts === null;
    if (!isFirstLook && arrived.length === 0 && posts.length === known.size) {
      return;
    }
    this.#posts = posts;
    this.#show();
    if (!isFirstLook && arrived.length > 0) {
      this.#announce(arrived);
    }
  }

  #show() {
    if (this.panel.open) {
      this.#markSeen();
    }
    const unseen = this.#unseen().length;
    find("updates-count").textContent = unseen;
    find("updates-count").hidden = unseen === 0;
    this.button.setAttribute("aria-label", unseen ? `Updates, ${unseen} new` : "Updates");
    find("no-updates").hidden = this.#posts?.length > 0;
    find("updates-list").replaceChildren(...(this.#posts ?? []).map((post) => this.#item(post)));
  }

  #item({ id, at, html, picture }) {
    const when = new Date(at);
    const isFresh = this.#fresh.has(id);
    const text = make("div", { class: "prose" });
    text.innerHTML = html; // From the server, which lets no foreign markup through.
    return make(
      "li",
      { class: "update" },
      make(
        "p",
        { class: "update-head" },
        make("time", { datetime: at, title: exactTime(when) }, shortTime(when)),
        isFresh ? make("span", { class: "update-new" }, "New") : null,
      ),
      text,
      picture ? figure(picture) : null,
    );
  }

  #open() {
    this.panel.showModal();
    this.#show();
    this.panel.querySelector(".updates-body").scrollTop = 0;
  }

  #closed() {
    this.#fresh.clear();
    this.#show();
  }

  #unseen() {
    return (this.#posts ?? []).filter((post) => Date.parse(post.at) > this.#seenUntil);
  }

  #markSeen() {
    for (const post of this.#unseen()) {
      this.#fresh.add(post.id);
      this.#seenUntil = Math.max(this.#seenUntil, Date.parse(post.at));
    }
    keepTime(this.#seenUntil);
  }

  #announce(arrived) {
    const [{ html }] = arrived;
    const text = make("div");
    text.innerHTML = html;
    const count = arrived.length === 1 ? "New update" : `${arrived.length} new updates`;
    const words = `${count}: ${text.textContent.trim().slice(0, SPOKEN_CHARACTERS)}`;
    if (this.panel.open) {
      // While the panel is open, the page behind it is not heard.
      find("updates-announcer").textContent = words;
    } else {
      this.events.announce(words);
    }
  }
}

function keptTime() {
  try {
    return Number(window.localStorage.getItem(KEY) ?? 0);
  } catch {
    return 0;
  }
}

function keepTime(time) {
  try {
    window.localStorage.setItem(KEY, String(time));
  } catch {
    // It then lasts as long as the page.
  }
}
