// A chart under an answer or in an update.  Its place is kept from the beginning, so nothing jumps.

import { make } from "./elements.js";

/**
 * @param {{address: string, alt_text: string, width: number, height: number}} picture
 * @returns {HTMLElement}
 */
export function figure({ address, alt_text: altText, width, height }) {
  const image = make("img", { src: address, alt: altText, width, height, decoding: "async" });
  const link = make(
    "a",
    { href: address, target: "_blank", rel: "noopener noreferrer", title: "Open large" },
    image,
    make("span", { class: "unseen" }, " (opens large in a new tab)"),
  );
  const element = make("figure", { class: "picture" }, link);
  image.addEventListener("error", () => {
    const words = `The chart is not there any more. It showed: ${altText}`;
    element.replaceWith(make("p", { class: "picture-gone" }, words));
  });
  return element;
}
