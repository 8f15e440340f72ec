// Copies an answer: as Markdown for where text is pasted, as HTML for documents and mail.

/** @returns {Promise<boolean>} Whether it worked. */
export async function copy(text, html) {
  try {
    await navigator.clipboard.write([
      new ClipboardItem({
        "text/plain": new Blob([text], { type: "text/plain" }),
        "text/html": new Blob([html], { type: "text/html" }),
      }),
    ]);
    return true;
  } catch {
    return copyText(text);
  }
}

/** Without https there is no `navigator.clipboard`, and some browsers have no `ClipboardItem`. */
async function copyText(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyOldWay(text);
  }
}

function copyOldWay(text) {
  const focused = document.activeElement;
  const area = document.createElement("textarea");
  area.value = text;
  area.className = "unseen";
  document.body.append(area);
  area.select();
  const worked = document.execCommand("copy");
  area.remove();
  focused?.focus();
  return worked;
}

/** @param {{text: string, sources: {title: string, address: string}[]}} answer */
export function asText(answer, heading) {
  if (answer.sources.length === 0) {
    return answer.text;
  }
  const sources = answer.sources.map(({ title, address }) => `- ${title}: ${address}`);
  return `${answer.text}\n\n${heading}:\n${sources.join("\n")}\n`;
}

export function asHtml(element, answer, heading) {
  const copied = document.createElement("div");
  copied.innerHTML = element.innerHTML;
  if (answer.sources.length > 0) {
    const list = document.createElement("ul");
    for (const { title, address } of answer.sources) {
      const link = document.createElement("a");
      link.href = address;
      link.textContent = title;
      const item = document.createElement("li");
      item.append(link);
      list.append(item);
    }
    const paragraph = document.createElement("p");
    paragraph.textContent = `${heading}:`;
    copied.append(paragraph, list);
  }
  return copied.innerHTML;
}
