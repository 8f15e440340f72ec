// Follows answers while they are written, and comes back after every interruption.
//
// A browser opens about six connections to a server, all its tabs together: so no more than
// three streams are open here, the visible conversation's first, and none in a hidden tab.
// What is not followed goes on at the server; a new stream begins with all that was said.

import { api } from "./api.js";

const MOST_OPEN = 3;
const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 15_000;
const MOST_MISSES = 5;

/** One answer that is awaited. */
class Follower {
  constructor(thread, turnId, handlers, onEnd) {
    this.thread = thread;
    this.turnId = turnId;
    this.handlers = handlers;
    this.onEnd = onEnd;
    this.pauseMs = FIRST_PAUSE_MS;
    this.misses = 0;
    this.source = null;
    this.timer = 0;
  }

  get isOpen() {
    return this.source !== null || this.timer !== 0;
  }

  open() {
    const address = `/api/turns/${this.turnId}/events?thread=${this.thread}`;
    this.source = new EventSource(address);
    for (const name of ["snapshot", "status", "draft", "text"]) {
      this.source.addEventListener(name, (event) => {
        this.pauseMs = FIRST_PAUSE_MS;
        this.misses = 0;
        this.handlers[name](JSON.parse(event.data));
      });
    }
    this.source.addEventListener("finished", (event) => this.end(JSON.parse(event.data)));
    this.source.addEventListener("gone", () => this.end(null));
    this.source.addEventListener("error", () => this.#interrupted());
  }

  close() {
    this.source?.close();
    this.source = null;
    window.clearTimeout(this.timer);
    this.timer = 0;
  }

  end(answer) {
    this.close();
    this.onEnd();
    if (answer === null) {
      this.handlers.gone();
    } else {
      this.handlers.finished(answer);
    }
  }

  #interrupted() {
    this.handlers.reconnecting();
    // After a lost connection the browser tries again by itself; after a refusal it does not.
    if (this.source?.readyState === EventSource.CLOSED) {
      this.close();
      this.timer = window.setTimeout(() => this.#lookAgain(), this.pauseMs);
      this.pauseMs = Math.min(2 * this.pauseMs, LONGEST_PAUSE_MS);
    }
  }

  async #lookAgain() {
    const turn = await this.#look();
    if (this.timer === 0) {
      return; // Closed meanwhile.
    }
    this.timer = 0;
    if (turn?.outcome) {
      this.end(turn);
    } else if (this.misses >= MOST_MISSES) {
      this.end(null);
    } else {
      this.open();
    }
  }

  /** What the conversation says of it; a server that cannot be reached says nothing. */
  async #look() {
    try {
      const { turns } = await api.conversation(this.thread);
      const turn = turns.find((one) => one.turn_id === this.turnId);
      this.misses = turn ? 0 : this.misses + 1;
      return turn;
    } catch (failure) {
      this.misses += failure.status === 404 ? 1 : 0;
      return undefined;
    }
  }
}

export class Streams {
  #followers = new Map();
  #current = "";

  constructor() {
    document.addEventListener("visibilitychange", () => this.#arrange());
  }

  /** Which conversation is looked at: its answers come first. */
  set current(thread) {
    this.#current = thread;
    this.#arrange();
  }

  isAnswering(thread) {
    return [...this.#followers.values()].some((follower) => follower.thread === thread);
  }

  follows(turnId) {
    return this.#followers.has(turnId);
  }

  follow(thread, turnId, handlers) {
    const onEnd = () => {
      this.#followers.delete(turnId);
      this.#arrange();
    };
    this.#followers.set(turnId, new Follower(thread, turnId, handlers, onEnd));
    this.#arrange();
  }

  /** Do not wait any longer for what is written in a conversation. */
  leave(thread) {
    for (const follower of [...this.#followers.values()]) {
      if (follower.thread === thread) {
        follower.close();
        this.#followers.delete(follower.turnId);
      }
    }
    this.#arrange();
  }

  #arrange() {
    const isCurrent = (follower) => Number(follower.thread === this.#current);
    const inOrder = [...this.#followers.values()].sort((a, b) => isCurrent(b) - isCurrent(a));
    const wanted = document.hidden ? [] : inOrder.slice(0, MOST_OPEN);
    for (const follower of inOrder) {
      if (!wanted.includes(follower)) {
        follower.close();
      }
    }
    for (const follower of wanted) {
      if (!follower.isOpen) {
        follower.open();
      }
    }
  }
}
