// The chat: which conversation is shown, what is asked in it, and what comes back.

import { TurnView } from "./answer.js";
import { api, randomName } from "./api.js";
import { Composer } from "./composer.js";
import { Conversations } from "./conversations.js";
import { Drawer } from "./drawer.js";
import { find, make } from "./elements.js";
import { Scrolling } from "./scrolling.js";
import { Streams } from "./streams.js";
import { Updates } from "./updates.js";

const THREAD = /^[A-Za-z0-9_-]{8,64}$/;

class Chat {
  #thread = "";
  #views = new Map();
  #loading = 0;
  #opening = Promise.resolve();

  constructor() {
    this.streams = new Streams();
    this.scrolling = new Scrolling();
    this.conversations = new Conversations({
      changed: () => this.#refreshState(),
      deleted: (thread) => this.#deleted(thread),
      trouble: (words) => this.#trouble(words),
    });
    this.drawer = new Drawer({
      forget: (thread, title) => this.conversations.confirmDeletion(thread, title),
    });
    this.composer = new Composer({
      ask: (text) => this.#ask(text),
      stop: () => this.#stop(),
    });
    this.updates = new Updates({ announce: (words) => this.#announce(words) });
    window.addEventListener("hashchange", () => this.#go(threadOfAddress()));
    find("new-conversation").addEventListener("click", () => this.#begin());
    find("new-on-phone").addEventListener("click", () => this.#begin());
    document.querySelector(".drawer .brand").addEventListener("click", (event) => {
      event.preventDefault();
      this.#begin();
    });
    document.addEventListener("keydown", (event) => this.#key(event));
  }

  start() {
    this.#opening = this.#start();
  }

  async #start() {
    try {
      // First of all: it makes this browser known, which the others need.
      const desk = await api.desk();
      this.composer.mostCharacters = desk.max_question_characters;
      find("sign-out").hidden = !desk.can_sign_out;
      find("hint").append(desk.contact ? ` If I cannot help: ${desk.contact}.` : "");
      if (desk.has_updates) {
        this.updates.start();
      }
    } catch (failure) {
      this.#trouble(failure.message);
    }
    await Promise.all([this.#open(threadOfAddress()), this.conversations.load(), this.#suggest()]);
  }

  // ---- Which conversation is shown ----------------------------------------------------

  #go(thread) {
    this.#opening = this.#open(thread);
  }

  async #open(thread) {
    const loading = ++this.#loading;
    this.drawer.giveWay();
    this.#show(thread);
    this.#focus();
    if (thread === "") {
      return;
    }
    try {
      const { turns } = await api.conversation(thread);
      if (loading === this.#loading) {
        turns.forEach((turn) => this.#recall(turn));
        this.scrolling.toEnd();
        this.#refreshState();
      }
    } catch (failure) {
      if (loading === this.#loading) {
        this.#notOpened(failure);
      }
    }
  }

  /** To the composer; but on a phone the keyboard would cover what was just opened. */
  #focus() {
    if (window.matchMedia("(pointer: fine)").matches) {
      this.composer.focus();
    } else {
      find("title").focus({ preventScroll: true });
    }
  }

  #show(thread) {
    this.#thread = thread;
    this.#views.clear();
    this.streams.leave(thread);
    this.streams.current = thread;
    find("turns").replaceChildren();
    find("trouble").hidden = true;
    this.scrolling.toEnd();
    this.#refreshState();
  }

  #notOpened(failure) {
    if (failure.status === 404) {
      window.history.replaceState(null, "", "/");
      this.#show("");
      this.#trouble("That conversation is not there any more.");
    } else {
      this.#trouble(failure.message);
    }
  }

  #begin() {
    if (window.location.hash.length > 1) {
      window.location.hash = "";
    } else {
      this.#go("");
    }
  }

  #recall(turn) {
    if (this.#views.has(turn.turn_id) && turn.turn_id) {
      return;
    }
    const view = this.#add(turn.question, new Date(turn.asked_at));
    if (turn.outcome) {
      view.finish(turn, turn.feedback);
    } else {
      this.#follow(view, this.#thread, turn.turn_id);
    }
  }

  #add(question, askedAt) {
    const thread = this.#thread;
    const view = new TurnView(question, askedAt, {
      again: (text) => this.#ask(text),
      rate: (turnId, thumb, comment) => api.rate(turnId, thread, thumb, comment),
    });
    find("turns").append(view.element);
    find("welcome").hidden = true;
    return view;
  }

  // ---- Asking -------------------------------------------------------------------------

  async #ask(text) {
    await this.#opening;
    if (this.#isAnswering()) {
      return;
    }
    const thread = this.#thread || this.#name();
    const view = this.#add(text, new Date());
    this.conversations.remember(thread, text);
    this.#views.set("asking", view);
    this.#refreshState();
    this.scrolling.toEnd();
    await this.#send(view, thread, text, randomName());
  }

  async #send(view, thread, text, eventId) {
    try {
      const { turn_id: turnId } = await api.ask(thread, text, eventId);
      this.#views.delete("asking");
      view.status(view.isStopped ? "Stopping" : "Thinking");
      this.#follow(view, thread, turnId);
    } catch (failure) {
      this.#views.delete("asking");
      this.#notSent(view, thread, text, failure);
    }
    this.#refreshState();
  }

  #notSent(view, thread, text, failure) {
    if (failure.isRefusal && thread === this.#thread) {
      view.element.remove();
      if (find("turns").childElementCount === 0) {
        this.#leave();
      }
      this.composer.giveBack(text, failure.message);
      this.conversations.load();
    } else {
      view.lose(failure.message);
      this.#announce(view.spoken());
    }
  }

  #name() {
    const thread = randomName();
    window.history.replaceState(null, "", `#${thread}`);
    this.#thread = thread;
    this.streams.current = thread;
    return thread;
  }

  #follow(view, thread, turnId) {
    const isShown = () => thread === this.#thread;
    if (this.streams.follows(turnId)) {
      return;
    }
    view.turnId = turnId;
    if (view.isStopped) {
      this.#stopView(view);
    }
    if (isShown()) {
      this.#views.set(turnId, view);
    }
    this.streams.follow(thread, turnId, {
      snapshot: (snapshot) => {
        view.snapshot(snapshot);
        this.#tellStatus(isShown(), snapshot.status);
      },
      status: ({ text }) => {
        view.status(text);
        this.#tellStatus(isShown(), text);
      },
      draft: ({ html }) => view.showDraft(html),
      text: ({ html }) => view.write(html),
      reconnecting: () => view.reconnecting(),
      finished: (answer) => this.#finished(view, thread, answer),
      gone: () => this.#gone(view, thread),
    });
    this.#refreshState();
  }

  #finished(view, thread, answer) {
    view.finish(answer);
    const isShown = thread === this.#thread;
    if (answer.outcome === "forgotten" && isShown) {
      this.#forgotten(view);
    }
    this.#announce(isShown ? view.spoken() : "An answer is ready in another conversation.");
    this.#refreshState();
    this.conversations.load();
  }

  #gone(view, thread) {
    view.lose("The connection was lost for too long, or the answer was deleted.");
    if (thread === this.#thread) {
      this.#announce(view.spoken());
    }
    this.#refreshState();
  }

  /** The person wrote that the conversation be deleted: only that it was is left to see. */
  #forgotten(view) {
    find("turns").replaceChildren(view.element);
    this.#leave();
  }

  /** The conversation is none (any more): the next question begins a new one. */
  #leave() {
    window.history.replaceState(null, "", "/");
    this.#thread = "";
    this.streams.current = "";
  }

  async #stop() {
    for (const view of [...this.#views.values()].filter((one) => one.isOpen)) {
      view.status("Stopping");
      view.isStopped = true;
      await this.#stopView(view);
    }
  }

  /** A question that is still on its way to the server is stopped as soon as it has a name. */
  async #stopView(view) {
    if (view.turnId) {
      await api.stop(view.turnId).catch((failure) => this.#announce(failure.message));
    }
  }

  #isAnswering() {
    return [...this.#views.values()].some((view) => view.isOpen);
  }

  // ---- What is seen and heard besides -------------------------------------------------

  async #suggest() {
    const { suggestions } = await api.suggestions().catch(() => ({ suggestions: [] }));
    const items = suggestions.map((text) =>
      make("li", {}, make("button", { class: "button", click: () => this.#ask(text) }, text)),
    );
    find("suggestions").replaceChildren(...items);
    find("suggestions-part").hidden = items.length === 0;
  }

  #deleted(thread) {
    this.streams.leave(thread);
    this.#announce("The conversation was deleted.");
    if (thread === this.#thread) {
      window.history.replaceState(null, "", "/");
      this.#go("");
    }
    this.#refreshState();
    find("new-conversation").focus();
  }

  #refreshState() {
    const listed = this.conversations.all.map((one) => ({
      ...one,
      isAnswering: this.streams.isAnswering(one.thread),
    }));
    const title = this.conversations.title(this.#thread);
    find("title").textContent = title || "New conversation";
    document.title = title ? `${title} – frontdesk` : "frontdesk";
    find("welcome").hidden = this.#thread !== "" || find("turns").childElementCount > 0;
    this.drawer.show(listed, this.#thread);
    this.composer.answering(this.#isAnswering());
  }

  #trouble(words) {
    find("trouble").textContent = words;
    find("trouble").hidden = false;
    this.#announce(words);
  }

  #tellStatus(isShown, text) {
    if (isShown && text) {
      this.#announce(text);
    }
  }

  #announce(words) {
    if (find("announcer").textContent !== words) {
      find("announcer").textContent = words;
    }
  }

  #key(event) {
    if (event.key !== "Escape" || document.querySelector("dialog[open]")) {
      return;
    }
    if (this.drawer.isOver) {
      this.drawer.close();
    } else if (this.#isAnswering()) {
      this.#stop();
    }
  }
}

function threadOfAddress() {
  const thread = window.location.hash.slice(1);
  return THREAD.test(thread) ? thread : "";
}

new Chat().start();
