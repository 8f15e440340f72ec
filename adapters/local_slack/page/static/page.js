// The client: asks for what there is to show, draws what has changed, sends what somebody does.
// All that people or the app wrote comes as text, or as HTML that the server has made safe.

const $ = (id) => document.getElementById(id);
const PAUSE_MS = 80;
const AGAIN_MS = 1000;
const TOAST_MS = 8000;
const NEAR_PX = 120;
const WIDE = matchMedia("(min-width: 900px)");
const LIKE = "+1";
const MESSAGE = /\/archives\/([A-Z0-9]+)\/p(\d{10})(\d{6})(?:\?.*thread_ts=([\d.]+))?/;

const look = { person: "", place: "", thread: "" };
let known = 0;
let state = null;
let asking = new AbortController();
let followsOwn = "";
const told = new Map();
const seen = new Map();
const rated = new Map();

// ---------- small things

function make(name, attributes = {}, ...children) {
  const one = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key === "class") one.className = value;
    else if (key.startsWith("on")) one.addEventListener(key.slice(2), value);
    else if (value === true) one.setAttribute(key, "");
    else if (value !== false && value !== null && value !== undefined) one.setAttribute(key, value);
  }
  one.append(...children.filter((child) => child !== null && child !== ""));
  return one;
}

function html(one, safe) {
  one.innerHTML = safe;
  return one;
}

function draw(one, key, ...children) {
  // Only what differs is drawn anew, so that focus and what is half typed stay.
  if (one.dataset.drawn === key) return false;
  one.dataset.drawn = key;
  one.replaceChildren(...children.filter(Boolean));
  return true;
}

const button = (label, onclick, attributes = {}) =>
  make("button", { type: "button", onclick, ...attributes }, label);

function avatar(one, size = "") {
  const css = `avatar ${size} ${one.is_app ? "av-app" : `av-${one.color}`}`;
  return make("span", { class: css, "aria-hidden": "true" }, one.letters);
}

function clock(ts) {
  const when = new Date(Number(ts.split(".")[0]) * 1000);
  const text = when.toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });
  return make("time", { datetime: when.toISOString(), title: when.toLocaleString() }, text);
}

function toast(text) {
  const one = make("p", {}, text);
  $("toasts").append(one);
  setTimeout(() => one.remove(), TOAST_MS);
}

// ---------- what somebody does

async function act(deed, details = {}) {
  const body = JSON.stringify({ person: look.person, place: look.place, ...details });
  const headers = { "Content-Type": "application/json" };
  try {
    const answer = await fetch(`/api/${deed}`, { method: "POST", headers, body });
    if (answer.ok) return true;
    toast((await answer.json()).problem);
  } catch {
    toast("That did not reach the make-believe Slack. Does `frontdesk slack try` still run?");
  } finally {
    lookAgain();
  }
  return false;
}

function lookAgain() {
  known = 0;
  asking.abort();
}

function go(change) {
  Object.assign(look, change);
  history.replaceState(null, "", `#${look.person}/${look.place}/${look.thread}`);
  lookAgain();
}

function goTo(place) {
  document.body.classList.remove("has-menu");
  $("menu").setAttribute("aria-expanded", "false");
  followsOwn = "";
  go({ place, thread: "" });
  act("open");
}

function openThread(ts, focuses = true) {
  go({ thread: ts });
  if (focuses) setTimeout(() => $("reply").querySelector("textarea").focus(), 2 * PAUSE_MS);
}

async function confirmed({ confirm, confirmTitle, confirmYes, confirmNo }) {
  if (!confirm) return true;
  const box = $("confirm");
  $("confirm-title").textContent = confirmTitle || "Are you sure?";
  $("confirm-text").textContent = confirm;
  $("confirm-yes").textContent = confirmYes || "Yes";
  $("confirm-no").textContent = confirmNo || "Cancel";
  box.returnValue = "no";
  box.showModal();
  await new Promise((done) => box.addEventListener("close", done, { once: true }));
  return box.returnValue === "yes";
}

// Where something stands that can be pressed: in a message, the Home tab or a modal.
function whereabouts(one) {
  if (one.closest("#modal")) return { place: "modal" };
  if (one.closest("#home")) return { place: "home" };
  const message = one.closest(".message");
  return message && { ts: message.dataset.ts, place: look.place };
}

const addressOf = (one) => `${one.dataset.blockId} ${one.dataset.actionId}`;

async function pressed(one) {
  const where = whereabouts(one);
  if (!where || !(await confirmed(one.dataset))) return;
  if (one.dataset.url) window.open(one.dataset.url, "_blank", "noopener");
  const address = addressOf(one);
  if (one.dataset.type === "overflow") {
    one.closest("details").open = false;
    await act("choose", { ...where, address, chosen: one.dataset.value });
    return;
  }
  if (one.dataset.type === "feedback_buttons") {
    rated.set(`${where.ts} ${address}`, one.dataset.value);
    markRated(one.closest(".message"));
  }
  one.setAttribute("aria-busy", "true");
  await act("press", { ...where, address, text: one.dataset.value || one.dataset.actionId });
  one.removeAttribute("aria-busy");
}

function markRated(message) {
  for (const one of message.querySelectorAll(".bk-feedback")) {
    const value = rated.get(`${message.dataset.ts} ${addressOf(one)}`);
    one.setAttribute("aria-pressed", String(value === one.dataset.value));
  }
}

function valueOf(control) {
  const same = (css) => [
    ...control
      .closest(".blocks, .body")
      .querySelectorAll(`${css}[data-block-id="${CSS.escape(control.dataset.blockId)}"]`),
  ].filter((one) => one.dataset.actionId === control.dataset.actionId);
  if (control.type === "checkbox") return same("input:checked").map((one) => one.value);
  if (control.type === "radio") return same("input:checked")[0]?.value ?? null;
  if (control.multiple) return [...control.selectedOptions].map((one) => one.value);
  return control.value || null;
}

document.addEventListener("click", (event) => {
  const one = event.target.closest("button[data-action-id]");
  if (one) pressed(one);
  const link = event.target.closest("a.bk-link");
  const to = link && MESSAGE.exec(link.href);
  if (!to) return;
  event.preventDefault();
  const isDirect = to[1] === state.direct.id;
  go({ place: isDirect ? "dm" : to[1], thread: to[4] || `${to[2]}.${to[3]}` });
});

document.addEventListener("change", (event) => {
  const control = event.target.closest("[data-action-id]");
  const where = control && whereabouts(control);
  const chosen = where && valueOf(control);
  if (chosen === null || !where) return;
  act("choose", { ...where, address: addressOf(control), chosen });
});

// Several are chosen by clicking each, without holding a key.
document.addEventListener("mousedown", (event) => {
  const option = event.target.closest("select[multiple] option");
  if (!option) return;
  event.preventDefault();
  option.selected = !option.selected;
  option.closest("select").dispatchEvent(new Event("change", { bubbles: true }));
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const menu = document.querySelector("details.more[open]");
  if (menu) menu.open = false;
});

// ---------- messages

function drawMessages(list, messages, options) {
  const scroller = list.closest(".scroll");
  const follows = scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < NEAR_PX;
  const there = new Map([...list.children].map((one) => [one.dataset.ts, one]));
  let before = null;
  for (const message of messages) {
    const key = JSON.stringify(message);
    let item = there.get(message.ts);
    there.delete(message.ts);
    if (!item) item = make("li", { class: "message", "data-ts": message.ts });
    if (item.dataset.drawn !== key && !item.querySelector(".editor")) {
      item.dataset.drawn = key;
      fillMessage(item, message, options);
    }
    const next = before ? before.nextSibling : list.firstChild;
    if (next !== item) list.insertBefore(item, next);
    before = item;
  }
  for (const gone of there.values()) gone.remove();
  if (follows || options.isNew) scroller.scrollTop = scroller.scrollHeight;
}

function fillMessage(item, message, options) {
  const isOpen = item.querySelector("details.more")?.open;
  const focused = item.contains(document.activeElement) && document.activeElement.dataset.focus;
  item.className = [
    "message",
    message.is_private && "private",
    message.is_grey && "grey",
    message.is_streaming && "streaming",
  ].filter(Boolean).join(" ");
  // Who listens to the page hears an answer once it is whole.
  item.setAttribute("aria-busy", String(message.is_streaming));
  item.replaceChildren(
    avatar(message.avatar),
    make("div", { class: "said" },
      message.is_private
        ? make("p", { class: "private-note" }, "👁 Only visible to you")
        : null,
      make("p", { class: "who" },
        make("b", {}, message.author),
        message.is_app ? make("span", { class: "app" }, "APP") : null,
        clock(message.ts)),
      body(message),
      message.is_edited ? make("span", { class: "quiet" }, "(edited)") : null,
      reactions(message),
      options.inThread ? null : below(message)),
    message.is_grey ? "" : tools(message, options));
  if (isOpen) item.querySelector("details.more").open = true;
  if (focused) item.querySelector(`[data-focus="${focused}"]`)?.focus();
  markRated(item);
}

// Dates are read in the reader's own zone, as Slack's client shows them.
function localised(one) {
  for (const time of one.querySelectorAll("time[data-format]")) {
    const when = new Date(Number(time.dataset.seconds) * 1000);
    time.dateTime = when.toISOString();
    time.title = when.toLocaleString();
    time.textContent = time.dataset.format.replace(/\{(\w+)\}/g, (all, name) => dated(when, name) ?? all)
      || time.textContent;
  }
  return one;
}

function dated(when, name) {
  const kind = /^date(?:_(short|long))?(_pretty)?$/.exec(name);
  if (kind) {
    const days = Math.round((new Date().setHours(0, 0, 0, 0) - new Date(when).setHours(0, 0, 0, 0)) / 864e5);
    const near = { 0: "today", 1: "yesterday", "-1": "tomorrow" }[days];
    if (kind[2] && near) return near;
    const month = kind[1] === "short" ? "short" : "long";
    const weekday = kind[1] === "long" ? "long" : undefined;
    return when.toLocaleDateString([], { weekday, month, day: "numeric", year: "numeric" });
  }
  const day = `${when.getFullYear()}-${when.getMonth() + 1}-${when.getDate()}`.replace(/\b\d\b/g, "0$&");
  return {
    date_num: day,
    date_slash: day.replaceAll("-", "/"),
    time: when.toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" }),
    time_secs: when.toLocaleTimeString(),
    ago: `${Math.round((Date.now() - when) / 60000)} minutes ago`,
  }[name];
}

function body(message) {
  const one = localised(html(make("div", { class: "body" }), message.html));
  for (const table of one.querySelectorAll("table")) {
    const box = make("div", { class: "wide", tabindex: "0", role: "group", "aria-label": "Table" });
    table.replaceWith(box);
    box.append(table);
  }
  return one;
}

function reactions(message) {
  if (!message.reactions.length) return null;
  return make("div", { class: "reactions" }, ...message.reactions.map((one) =>
    button(`${one.emoji} ${one.count}`, () => act("react", { ts: message.ts, text: one.name }), {
      class: "reaction",
      "aria-pressed": String(one.is_mine),
      "aria-label": `${one.name}: ${one.count}`,
    })));
}

// Beneath a message that began a thread: the thread itself in a direct message, else its size.
function below(message) {
  if (message.thread) {
    const doing = goingOn(message);
    if (!message.thread.length && !doing) return null;
    const list = make("ol", { class: "messages inner" });
    for (const one of message.thread) {
      const item = make("li", { class: "message", "data-ts": one.ts });
      fillMessage(item, one, { inThread: true });
      list.append(item);
    }
    return make("div", { class: "branch" }, list, doing, make("p", {},
      button("Reply in this thread", () => openThread(message.ts), { class: "link" })));
  }
  if (!message.replies && !message.status && !message.is_processing) return null;
  const size = message.replies === 1 ? "1 reply" : `${message.replies} replies`;
  return make("p", { class: "replies" },
    ...(message.repliers || []).map((one) => avatar(one, "tiny")),
    message.replies ? button(size, () => openThread(message.ts), { class: "link" }) : null,
    message.last_reply_ts ? make("span", { class: "quiet" }, "Last reply ", clock(message.last_reply_ts)) : null,
    message.is_processing || message.status
      ? make("span", { class: "doing quiet" }, `${state.app} is at work`)
      : null);
}

// What the app says that it does, with Slack's own Stop while its session is processing.
function goingOn(thread) {
  if (!thread.status && !thread.is_processing) return null;
  return make("div", { class: "doing", role: "status" },
    make("span", { class: "dots", "aria-hidden": "true" }),
    make("span", {}, `${state.app} ${thread.status || "is working…"}`),
    thread.is_processing
      ? button("Stop", () => act("stop", { thread: thread.ts }), { class: "stop" })
      : null);
}

function tools(message, options) {
  const ts = message.ts;
  const close = (event) => { event.target.closest("details").open = false; };
  const entry = (label, onclick) =>
    button(label, (event) => { close(event); onclick(); }, { class: "entry" });
  const entries = [
    options.inThread || message.is_private
      ? null : entry("Reply in thread", () => openThread(ts)),
    entry("React with 👍", () => act("react", { ts, text: LIKE })),
    ...(message.is_private ? [] : state.shortcuts.map((name) =>
      entry(name, () => act("shortcut", { ts, text: name })))),
    message.is_mine ? entry("Edit", () => edit(message)) : null,
    message.is_mine ? entry("Delete", () => remove(ts)) : null,
  ];
  if (message.is_private) return "";
  return make("div", { class: "tools" },
    button("👍", () => act("react", { ts, text: LIKE }), { class: "plain quick", "aria-label": "React with 👍" }),
    options.inThread ? null
      : button("💬", () => openThread(ts), { class: "plain quick", "aria-label": "Reply in thread" }),
    make("details", { class: "more" },
      make("summary", { class: "plain", "aria-label": "More of this message", "data-focus": "more" }, "⋯"),
      make("div", { class: "entries" }, ...entries.filter(Boolean))));
}

async function remove(ts) {
  const really = {
    confirm: "It cannot be brought back.",
    confirmTitle: "Delete this message?",
    confirmYes: "Delete",
  };
  if (await confirmed(really)) act("delete", { ts });
}

function edit(message) {
  const item = document.activeElement.closest?.(".message")
    ?? document.querySelector(`.message[data-ts="${CSS.escape(message.ts)}"]`);
  const field = make("textarea", { rows: "2", "aria-label": "Edit the message" });
  field.value = message.typed;
  const end = () => { delete item.dataset.drawn; form.remove(); lookAgain(); };
  const save = async () => {
    if (await act("edit", { ts: message.ts, text: field.value })) end();
  };
  const form = make("div", { class: "editor" }, field,
    button("Cancel", end, { class: "plain" }), button("Save", save, { class: "primary" }));
  field.addEventListener("keydown", (event) => {
    if (event.key === "Escape") end();
    if (event.key === "Enter" && !event.shiftKey) { event.preventDefault(); save(); }
  });
  item.querySelector(".body").replaceWith(form);
  field.focus();
}

// ---------- writing

function composer(form, { label, send }) {
  const id = `${form.id}-list`;
  const list = make("ul", { id, class: "completions", role: "listbox", "aria-label": "Suggestions", hidden: true });
  const field = make("textarea", {
    rows: "1", "aria-autocomplete": "list", "aria-haspopup": "listbox", "aria-controls": id,
  });
  const box = make("div", { class: "box" }, field,
    make("button", { type: "submit", class: "send", "aria-label": "Send" }, "➤"));
  form.append(list, box);
  let found = [];
  let at = 0;

  const grow = () => {
    field.style.height = "auto";
    field.style.height = `${field.scrollHeight + 2}px`;
  };
  const close = () => { found = []; show(); };
  const take = (one) => {
    const rest = field.value.slice(field.selectionStart);
    const start = field.value.slice(0, field.selectionStart - one.typed.length) + one.text;
    field.value = start + rest;
    field.setSelectionRange(start.length, start.length);
    field.focus();
    close();
    complete();
  };
  const show = () => {
    list.hidden = !found.length;
    if (found.length) field.setAttribute("aria-activedescendant", `${id}-${at}`);
    else field.removeAttribute("aria-activedescendant");
    list.replaceChildren(...found.map((one, number) => make("li", {
      id: `${id}-${number}`, role: "option", "aria-selected": String(number === at),
      onmousedown: (event) => { event.preventDefault(); take(one); },
    }, make("b", {}, one.label), make("span", { class: "quiet" }, one.detail))));
  };
  const complete = () => { found = completions(field.value.slice(0, field.selectionStart)); at = 0; show(); };
  const submit = async () => {
    const text = field.value;
    if (!text.trim()) return;
    field.value = "";
    close();
    grow();
    if (!(await send(text))) { field.value = text; grow(); }
  };

  field.addEventListener("input", () => { grow(); complete(); });
  field.addEventListener("blur", close);
  field.addEventListener("keydown", (event) => {
    const moves = { ArrowDown: 1, ArrowUp: found.length - 1 };
    if (found.length && event.key in moves) {
      event.preventDefault();
      at = (at + moves[event.key]) % found.length;
      show();
    } else if (found.length && (event.key === "Tab" || (event.key === "Enter" && !found[at].isWhole))) {
      event.preventDefault();
      take(found[at]);
    } else if (found.length && event.key === "Escape") {
      event.stopPropagation();
      close();
    } else if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      submit();
    }
  });
  form.addEventListener("submit", (event) => { event.preventDefault(); submit(); });
  form.relabel = () => {
    const text = label();
    field.setAttribute("aria-label", text);
    field.placeholder = text;
  };
  form.type = (text) => { field.value = text; grow(); field.focus(); };
}

function completions(text) {
  const name = /(?:^|\s)@([\w.-]*)$/.exec(text);
  if (name) {
    const people = [...state.people, { name: state.app, real_name: "the app" }];
    return people
      .filter((one) => `${one.name} ${one.real_name}`.toLowerCase().includes(name[1].toLowerCase()))
      .map((one) => ({ label: `@${one.name}`, detail: one.real_name, typed: `@${name[1]}`, text: `@${one.name} ` }))
      .sort((a, b) => (b.label === `@${state.app}`) - (a.label === `@${state.app}`));
  }
  const channel = /(?:^|\s)#([\w-]*)$/.exec(text);
  if (channel) {
    return state.channels
      .filter((one) => one.name.startsWith(channel[1]))
      .map((one) => ({ label: `#${one.name}`, detail: "", typed: `#${channel[1]}`, text: `#${one.name} ` }));
  }
  const command = /^(\/\S*)$/.exec(text);
  if (command) {
    return state.commands
      .filter((one) => one.command.startsWith(command[1]))
      .map((one) => ({ label: one.command, detail: one.description, typed: command[1], text: `${one.command} ` }));
  }
  const inside = /^(\/\S+) (\w*)$/.exec(text);
  const known = inside && state.commands.find((one) => one.command === inside[1]);
  if (!known) return [];
  return known.usage_hint.split("|").map((word) => word.trim())
    .filter((word) => /^\w+$/.test(word) && word.startsWith(inside[2]))
    .map((word) => ({
      label: `${inside[1]} ${word}`, detail: "", typed: inside[2], text: word, isWhole: word === inside[2],
    }));
}

async function say(text) {
  if (text.startsWith("/")) return act("command", { text });
  const isMentioned = text.includes(`@${state.app}`);
  if (isMentioned && !state.place.has_app) toast(`${state.app} is not in this channel, so it does not see this. Add it first.`);
  followsOwn = isMentioned && state.place.has_app && WIDE.matches ? "next" : "";
  return act("say", { text });
}

async function answer(text) {
  if (text.startsWith("/")) {
    toast(`${text.split(" ")[0]} is not supported in threads. Sorry!`);
    return false;
  }
  return act("say", { text, thread: look.thread });
}

// ---------- the page

function drawSide() {
  $("workspace").textContent = state.workspace;
  draw($("people"), JSON.stringify([state.people, state.me]),
    make("legend", {}, "You are"),
    ...state.people.map((one) => make("label", { class: "person" },
      make("input", {
        type: "radio", name: "me", value: one.name, checked: one.name === state.me,
        onchange: () => { go({ person: one.name, place: atHome() ? "home" : direct() ? "dm" : look.place, thread: "" }); act("open"); },
      }),
      avatar(one.avatar, "small"), make("span", {}, one.real_name))));
  draw($("channels"), JSON.stringify([state.channels, look, [...seen]]), ...state.channels.map((one) =>
    make("li", {}, placeButton(one, one.id, one.kind === "group" ? "🔒" : "#", one.name,
      one.has_app ? "" : `${state.app} is not in it`))));
  draw($("apps"), JSON.stringify([state.direct, look, [...seen]]),
    make("li", {}, placeButton(state.direct, "dm", "✉", state.app, "Messages")),
    make("li", {}, placeButton({ id: "home", latest: "" }, "home", "⌂", `${state.app} · Home`, "")));
  drawMoods();
}

function placeButton(channel, place, sign, name, note) {
  const isHere = look.place === place;
  const last = seen.get(`${look.person} ${channel.id}`);
  const isNew = !isHere && last !== undefined && channel.latest > last;
  return make("button", {
    type: "button", class: `place ${isNew ? "unread" : ""}`, title: note || null,
    onclick: () => goTo(place), "aria-current": isHere ? "page" : null,
    "aria-label": `${name}${isNew ? ", unread" : ""}${note ? `, ${note}` : ""}`,
  }, make("span", { class: "sign", "aria-hidden": "true" }, sign), make("span", {}, name));
}

function drawMoods() {
  draw($("moods").querySelector("fieldset"), JSON.stringify(state.moods),
    make("legend", { class: "quiet" }, "Watch how the app copes when Slack …"),
    ...state.moods.map((one) => make("label", {},
      make("input", {
        type: "checkbox", checked: one.is_on,
        onchange: (event) => act("mood", { text: one.name, is_on: event.target.checked }),
      }), make("span", {}, one.label))));
  const open = state.connections === 1 ? "1 connection is" : `${state.connections} connections are`;
  $("connections").textContent = `${open} open.`;
  draw($("calls"), JSON.stringify(state.calls), ...state.calls.map((one) => make("li", {}, make("code", {}, one))));
}

const atHome = () => look.place === "home";
const direct = () => look.place === "dm";

function drawMain() {
  const { place } = state;
  const isApp = atHome() || direct();
  $("place").textContent = isApp ? state.app : `${place.kind === "group" ? "🔒 " : "# "}${place.name}`;
  document.title = `${$("place").textContent} – make-believe Slack`;
  draw($("tabs"), JSON.stringify([isApp, look.place]), ...(isApp
    ? [["home", "Home"], ["dm", "Messages"]].map(([to, label]) =>
      button(label, () => goTo(to), { class: "tab", "aria-pressed": String(look.place === to) }))
    : []));
  $("about").textContent = isApp ? "" : `${place.members} members${place.is_archived ? " · archived" : ""}`;
  const change = $("membership");
  change.hidden = isApp;
  if (!isApp) {
    change.textContent = place.has_app ? `Remove ${state.app}` : `Add ${state.app}`;
    change.onclick = () => act(place.has_app ? "remove" : "invite");
  }
  $("home").hidden = !atHome();
  $("messages").hidden = atHome();
  $("write").hidden = atHome();
  if (atHome()) drawHome();
  else drawChannel();
  drawPrompts();
}

function drawHome() {
  if ($("home").dataset.drawn === state.home.hash + look.person) return;
  $("home").dataset.drawn = state.home.hash + look.person;
  if (state.home.html) localised(html($("home"), state.home.html));
  else $("home").replaceChildren(make("p", { class: "quiet" }, `${state.app} has not shown anything here yet.`));
}

function drawChannel() {
  const list = $("messages");
  const isNew = list.dataset.of !== `${look.person} ${look.place}`;
  if (isNew) {
    list.dataset.of = `${look.person} ${look.place}`;
    list.replaceChildren();
    $("write").relabel();
  }
  drawMessages(list, state.messages, { isNew });
  list.classList.toggle("empty", !state.messages.length);
  const last = state.messages.at(-1);
  if (followsOwn === "next" && last?.is_mine && look.place !== "dm") {
    followsOwn = "";
    openThread(last.ts, false);
  }
}

function drawPrompts() {
  const box = $("prompts");
  const isShown = direct() && state.prompts.length > 0 && !state.messages.length;
  box.hidden = !isShown;
  if (!isShown) return;
  draw(box, JSON.stringify(state.prompts), make("p", { class: "quiet" }, state.prompts_title || "Try one of these:"),
    ...state.prompts.map((one) => button(one.title, () => say(one.message), { class: "prompt" })));
}

function drawThread() {
  const { thread } = state;
  $("thread").hidden = !thread;
  document.body.classList.toggle("has-thread", Boolean(thread));
  if (!thread) return;
  const list = $("thread-messages");
  const isNew = list.dataset.of !== `${look.person} ${thread.ts}`;
  if (isNew) {
    list.dataset.of = `${look.person} ${thread.ts}`;
    list.replaceChildren();
    $("reply").relabel();
  }
  $("thread-about").textContent = thread.title || (direct() ? state.app : `#${state.place.name}`);
  drawMessages(list, thread.messages, { inThread: true, isNew });
  const key = JSON.stringify([thread.ts, thread.status, thread.is_processing]);
  if (draw($("thread-status"), key, goingOn(thread))) $("thread-scroll").scrollTop = $("thread-scroll").scrollHeight;
}

function drawModal() {
  const box = $("modal");
  const { modal } = state;
  if (!modal) {
    if (box.open) box.close();
    delete box.dataset.drawn;
    return;
  }
  const key = `${look.person} ${modal.id} ${modal.hash}`;
  if (box.dataset.drawn !== key) {
    const kept = box.dataset.view === modal.id ? filledIn() : {};
    box.dataset.drawn = key;
    box.dataset.view = modal.id;
    $("modal-title").textContent = modal.title;
    localised(html($("modal-blocks"), modal.html));
    fillIn(kept);
    $("modal-submit").hidden = !modal.submit;
    $("modal-submit").textContent = modal.submit;
    $("modal-close").textContent = modal.close;
    if (!box.open) {
      box.showModal();
      $("modal-blocks").querySelector("input, textarea, select, button")?.focus();
    }
  }
  drawErrors(modal.errors);
}

function drawErrors(errors) {
  for (const old of $("modal-blocks").querySelectorAll(".error")) old.remove();
  for (const [block, text] of Object.entries(errors)) {
    const place = $("modal-blocks").querySelector(`.bk-block[data-block-id="${CSS.escape(block)}"]`);
    place?.append(make("p", { class: "error", role: "alert" }, text));
  }
}

const controlsOf = (block) => block.querySelectorAll("input, textarea, select");

function filledIn() {
  const values = {};
  for (const block of $("modal-blocks").querySelectorAll(".bk-input")) {
    const control = controlsOf(block)[0];
    if (control && control.type !== "file") values[block.dataset.blockId] = valueOf(control);
  }
  return values;
}

function fillIn(values) {
  for (const block of $("modal-blocks").querySelectorAll(".bk-input")) {
    if (!(block.dataset.blockId in values)) continue;
    const value = values[block.dataset.blockId];
    for (const control of controlsOf(block)) {
      if (["checkbox", "radio"].includes(control.type)) control.checked = [value].flat().includes(control.value);
      else if (control.multiple) for (const one of control.options) one.selected = value.includes(one.value);
      else control.value = value ?? "";
    }
  }
}

function drawTold() {
  const before = told.get(look.person) ?? state.told.length;
  for (const text of state.told.slice(before)) toast(text);
  told.set(look.person, state.told.length);
}

function rememberSeen() {
  for (const one of [...state.channels, state.direct]) {
    const key = `${look.person} ${one.id}`;
    const isHere = one.id === state.place?.id;
    if (isHere || !seen.has(key)) seen.set(key, one.latest);
  }
}

function drawAll(next) {
  state = next;
  look.person = state.me;
  if (!look.place) look.place = state.place.id;
  rememberSeen();
  drawSide();
  drawMain();
  drawThread();
  drawModal();
  drawTold();
}

async function watch() {
  for (;;) {
    asking = new AbortController();
    const asked = { ...look };
    const query = new URLSearchParams({ ...asked, after: known });
    try {
      const answer = await fetch(`/api/state?${query}`, { signal: asking.signal });
      const next = await answer.json();
      if (answer.status === 404) go({ person: "", place: "", thread: "" });
      else if (["person", "place", "thread"].every((key) => look[key] === asked[key])) {
        known = next.number;
        document.body.classList.remove("lost");
        drawAll(next);
      }
    } catch (error) {
      if (error.name !== "AbortError") {
        document.body.classList.add("lost");
        await new Promise((done) => setTimeout(done, AGAIN_MS));
      }
    }
    await new Promise((done) => setTimeout(done, PAUSE_MS));
  }
}

function readAddress() {
  const [person = "", place = "", thread = ""] = location.hash.slice(1).split("/");
  Object.assign(look, { person, place, thread });
}

composer($("write"), {
  label: () => (direct() ? `Message ${state.app}` : `Message #${state.place.name}`),
  send: say,
});
composer($("reply"), { label: () => "Reply…", send: answer });
$("thread-close").addEventListener("click", () => go({ thread: "" }));
$("menu").addEventListener("click", () => {
  const isOpen = document.body.classList.toggle("has-menu");
  $("menu").setAttribute("aria-expanded", String(isOpen));
});
$("scroll").addEventListener("click", () => document.body.classList.remove("has-menu"));
$("modal").addEventListener("cancel", (event) => { event.preventDefault(); act("close"); });
$("modal-x").addEventListener("click", () => act("close"));
$("modal-close").addEventListener("click", () => act("close"));
$("modal-form").addEventListener("submit", async (event) => {
  event.preventDefault();
  $("modal-submit").disabled = true;
  await act("submit", { values: filledIn() });
  $("modal-submit").disabled = false;
});
window.addEventListener("hashchange", () => { readAddress(); lookAgain(); });
readAddress();
if (["home", "dm"].includes(look.place) && look.person) act("open");
watch();
