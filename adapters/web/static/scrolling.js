// Stays at the end while an answer grows, unless the person has scrolled up to read.

import { find } from "./elements.js";

const NEAR_PX = 96;

export class Scrolling {
  constructor() {
    this.scroller = find("scroller");
    this.jump = find("jump");
    this.isAtEnd = true;
    this.scroller.addEventListener("scroll", () => this.#look(), { passive: true });
    this.jump.addEventListener("click", () => this.toEnd());
    new ResizeObserver(() => this.follow()).observe(this.scroller.firstElementChild);
    new ResizeObserver(() => this.follow()).observe(this.scroller);
  }

  /** Something has grown. */
  follow() {
    if (this.isAtEnd) {
      this.scroller.scrollTop = this.scroller.scrollHeight;
    } else {
      this.#look();
    }
  }

  toEnd() {
    this.isAtEnd = true;
    this.follow();
    this.#look();
  }

  #look() {
    const { scrollTop, scrollHeight, clientHeight } = this.scroller;
    this.isAtEnd = scrollHeight - scrollTop - clientHeight < NEAR_PX;
    this.jump.hidden = this.isAtEnd;
  }
}
