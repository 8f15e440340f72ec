// Makes elements.  Called by every other script; texts are always texts, never markup.

/**
 * @param {string} tag Such as `button`.
 * @param {Record<string, unknown>} properties Attributes; functions are listeners; false is left out.
 * @param {...(Node|string|null)} children
 */
export function make(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (typeof value === "function") {
      element.addEventListener(name, value);
    } else if (value !== false && value !== null && value !== undefined) {
      element.setAttribute(name, value === true ? "" : String(value));
    }
  }
  element.append(...children.filter((child) => child !== null));
  return element;
}

/** One of the drawings in the page's sprite; decoration only. */
export function icon(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
  use.setAttribute("href", `#icon-${name}`);
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  svg.append(use);
  return svg;
}

export function iconButton(name, label, properties = {}) {
  return make(
    "button",
    { type: "button", class: "icon-button", "aria-label": label, title: label, ...properties },
    icon(name),
  );
}

/**
 * Shows new HTML by touching only what differs: what a person has selected or focused above stays.
 *
 * @param {Element} element
 * @param {string} html From the server, which lets no foreign markup through.
 */
export function patch(element, html) {
  const template = document.createElement("template");
  template.innerHTML = html;
  const wanted = [...template.content.childNodes];
  const present = [...element.childNodes];
  wanted.forEach((node, at) => {
    if (at >= present.length) {
      element.append(node);
    } else if (!present[at].isEqualNode(node)) {
      present[at].replaceWith(node);
    }
  });
  present.slice(wanted.length).forEach((node) => node.remove());
}

export const find = (id) => document.getElementById(id);
