// A chat or a dialog: bubbles, reactions, the bot's buttons, and what one may do with a message.

import { act } from "./api.js";
import { el, plain, reconcile, rich } from "./dom.js";
import { closeMenu, openMenu } from "./menu.js";
import { attempt, avatar, toast } from "./toasts.js";
import { BOT_MEANS, COMMON, REACTIONS, author, dialogOf, excerpt, homeOf, parts, roomOf } from "./town.js";

const ACTIONS = {
  chat_create: "создал чат", chat_invite_user: "теперь в чате", chat_invite_user_by_link: "пришёл в чат по ссылке", chat_kick_user: "больше не в чате",
  chat_pin_message: "закрепил сообщение", chat_unpin_message: "снял закреп", chat_title_update: "сменил название чата", chat_photo_update: "сменил фото чата",
};

export function drawMessages(column) {
  const { what, speaker } = column;
  const room = roomOf(what);
  const byId = new Map(room.messages.map((one) => [one.cmid, one]));
  const items = [];
  let day = null;
  let before = null;
  for (const message of room.messages) {
    const when = parts(message.date);
    if (when.key !== day) {
      day = when.key;
      before = null;
      items.push({ key: `day${day}`, sig: day, make: () => el("div.day-line", {}, el("span", {}, `${when.weekday}, ${when.date}`)) });
    }
    const joined = before !== null && before.from_id === message.from_id && !before.action && !message.action && stampGap(before, message) < 300;
    const quoted = message.reply_to ? byId.get(message.reply_to) : null;
    const flags = [speaker, joined, quoted ? `${quoted.deleted}${quoted.text}` : "", column.pressed === message.cmid, what.group, what.peer ?? what.user];
    items.push({ key: `m${message.cmid}`, sig: JSON.stringify([message, flags]), make: () => bubble(column, message, { joined, quoted, when }) });
    before = message;
  }
  if (!items.length) items.push({ key: "empty", sig: `${column.key}${speaker}`, make: () => emptiness(column) });
  reconcile(column.feed, items);
  drawPinned(column, room);
}

const seconds = (date) => (typeof date === "number" ? date : Date.parse(date) / 1000);
const stampGap = (one, two) => seconds(two.date) - seconds(one.date);

function emptiness({ what }) {
  if (what.kind === "chat") return el("div.empty", {}, el("p", {}, "Здесь пока тихо. Напишите первым."));
  const person = author(what.user);
  return el("div.empty", {}, avatar(person), el("p", {}, `${person.name} ещё не говорит с ботом.`), el("p.faint", {}, "Нажмите «Начать», как в настоящем ВКонтакте, или просто напишите."));
}

function drawPinned(column, room) {
  const pinned = room.messages.findLast((one) => one.pinned && !one.deleted);
  const sig = pinned ? `${pinned.cmid}${pinned.text}` : "";
  if (column.pinnedSig === sig) return;
  column.pinnedSig = sig;
  column.pinned.hidden = !pinned;
  column.pinned.replaceChildren();
  if (pinned) column.pinned.append(el("button", { type: "button", onclick: () => jump(column, pinned.cmid) }, el("b", {}, "Закреплено"), el("span", {}, excerpt(pinned, 120))));
}

export function jump(column, cmid) {
  const node = column.feed.kept?.get(`m${cmid}`)?.node;
  if (!node) return;
  const room = column.feed.getBoundingClientRect();
  const place = node.getBoundingClientRect();
  column.feed.scrollTop += place.top - room.top - (room.height - place.height) / 2; // only the feed: the columns may be on their way
  node.classList.remove("flash");
  void node.offsetWidth;
  node.classList.add("flash");
}

function bubble(column, message, { joined, quoted, when }) {
  const who = author(message.from_id);
  if (message.action) return el("div.day-line.system", {}, el("span", {}, `${who.name} ${ACTIONS[message.action] ?? message.action}`));
  const own = message.from_id === column.speaker;
  const inner = el("div.bubble");
  if (!joined && !own) inner.append(el("div.name", {}, who.name, who.bot ? el("span.role", {}, "бот") : who.title ? el("span.role", {}, who.title) : null));
  if (message.deleted) inner.append(el("p.gone", {}, "Сообщение удалено"));
  else {
    if (message.reply_to) {
      inner.append(
        el("button.quote", { type: "button", tabindex: -1, style: { "--who": quoted ? author(quoted.from_id).colour : null }, onclick: () => jump(column, message.reply_to), "aria-label": `Ответ на: ${quoted ? excerpt(quoted) : "сообщение"}` },
          el("b", {}, quoted ? author(quoted.from_id).name : "Сообщение"), el("span", {}, quoted ? excerpt(quoted, 90) : "не видно отсюда")),
      );
    }
    for (const one of message.forwarded ?? []) {
      inner.append(el("blockquote.forwarded", { style: { "--who": author(one.from_id).colour } }, el("b", {}, `Переслано: ${author(one.from_id).name}`), el("p", {}, rich(one.text ?? ""))));
    }
    if (message.text) inner.append(el("p.text", {}, rich(message.text)));
    for (const one of message.attachments ?? []) inner.append(attachment(one));
  }
  inner.append(el("div.meta", {}, message.pinned ? "закреплено · " : null, message.edited && !message.deleted ? "изменено · " : null, el("time", {}, when.hm)));
  const node = el(
    `article.message${own ? ".own" : ""}${who.bot ? ".from-bot" : ""}${joined ? ".joined" : ""}`,
    { tabindex: -1, "data-cmid": message.cmid, style: { "--who": who.colour }, "aria-label": `${who.name}, ${when.hm}${message.deleted ? ", удалено" : ""}` },
    own ? null : joined ? el("span.avatar-gap") : avatar(who),
    el("div.stack", {}, inner, keyboardOf(column, message), reactionsOf(column, message)),
  );
  if (!message.deleted) {
    const open = (anchor, point) => openActions(column, message, anchor, point);
    inner.onclick = (event) => {
      if (event.target.closest("a, button, audio, summary") || String(getSelection())) return;
      open(inner, { x: event.clientX, y: event.clientY });
    };
    node.onkeydown = (event) => {
      if (event.target === node && (event.key === "Enter" || event.key === " " || event.key === "ContextMenu")) {
        event.preventDefault();
        open(inner);
      }
    };
    node.querySelector(".stack").append(
      el("div.hover-tools", {},
        el("button", { type: "button", tabindex: -1, title: "Ответить", "aria-label": "Ответить на это сообщение", onclick: () => column.replyTo(message) }, "↩"),
        el("button", { type: "button", tabindex: -1, title: "Реакция и другое", "aria-label": "Реакция и другие действия", onclick: (event) => open(event.currentTarget) }, "⋯")),
    );
  }
  return node;
}

const KINDS = { photo: "Фото", voice: "Голосовое", audio_message: "Голосовое", geo: "Место", doc: "Файл", link: "Ссылка", video: "Видео", wall: "Запись", sticker: "Стикер" };

/** An address of this very server, or null: the page shows nothing from outside. */
function local(url) {
  if (!url) return null;
  try {
    const full = new URL(url, location.href);
    const here = full.host === location.host || ["127.0.0.1", "localhost", "[::1]"].includes(full.hostname);
    return here ? full.pathname + full.search : null;
  } catch {
    return null;
  }
}

function attachment(one) {
  const kind = one.type === "audio_message" ? "voice" : one.type;
  const title = one.title || KINDS[kind] || kind;
  const href = local(one.url);
  if (kind === "photo") {
    const picture = el("div.picture", {}, el("span", {}, title));
    if (href) picture.prepend(el("img", { src: href, alt: title, loading: "lazy", onerror: (event) => event.target.remove() }));
    return picture;
  }
  const body = [el(`span.glyph.${["voice", "geo", "doc", "link", "video"].includes(kind) ? kind : "doc"}`, { "aria-hidden": "true" }), el("span", {}, el("b", {}, KINDS[kind] ?? "Вложение"), title === KINDS[kind] ? null : el("small", {}, title))];
  if (kind === "voice" && href) return el("div.file", {}, ...body, el("audio", { controls: true, preload: "none", src: href }));
  return href ? el("a.file", { href, target: "_blank", rel: "noopener", download: kind === "doc" ? "" : null }, ...body) : el("div.file", {}, ...body);
}

function reactionsOf(column, message) {
  if (!message.reactions?.length || message.deleted) return null;
  const byKind = new Map();
  for (const one of message.reactions) byKind.set(one.reaction_id, [...(byKind.get(one.reaction_id) ?? []), one.user_id]);
  return el("div.reactions", {}, ...[...byKind].map(([id, users]) => {
    const [emoji, word] = REACTIONS.get(id) ?? [message.reactions.find((one) => one.reaction_id === id).emoji || "•", "реакция"];
    const mine = users.includes(column.speaker);
    const bot = users.some((user) => user < 0);
    const people = users.filter((user) => user > 0);
    const names = users.map((user) => (user < 0 ? "бот" : author(user).name)).join(", ");
    return el(`button${mine ? ".mine" : ""}${bot ? ".by-bot" : ""}`,
      { type: "button", title: names, "aria-pressed": String(mine), "aria-label": `Реакция «${bot && BOT_MEANS[id] ? BOT_MEANS[id] : word}»: ${names}`, onclick: () => react(column, message, mine ? null : id) },
      el("span.emoji", {}, emoji), bot ? el("span", {}, BOT_MEANS[id] ?? "бот") : null, ...people.slice(0, 3).map((user) => avatar(author(user), true)), people.length > 3 ? el("span", {}, String(people.length)) : null);
  }));
}

const place = ({ what, speaker }) => ({ group_id: what.group, peer_id: what.kind === "chat" ? what.peer : what.user, user_id: speaker });

const react = (column, message, reaction_id) => attempt(() => act({ act: "react", ...place(column), cmid: message.cmid, reaction_id }));

// The bot's buttons

export function keyboardOf(column, message) {
  const keyboard = message.keyboard;
  if (!keyboard?.buttons?.length || message.deleted) return null;
  return keys(column, keyboard, message.cmid);
}

export function keys(column, keyboard, cmid) {
  return el("div.keys", { role: "group", "aria-label": "Кнопки бота" }, ...keyboard.buttons.map((row, y) =>
    el("div.row", {}, ...row.map((button, x) => {
      const { action } = button;
      const label = action.label || { location: "Отправить место", vkpay: "VK Pay", open_app: "Приложение" }[action.type] || "Кнопка";
      const link = action.type === "open_link";
      return el(`button.key.${button.color ?? "secondary"}${link ? ".link" : ""}`, { type: "button", "data-type": action.type, title: link ? action.link : null, onclick: (event) => press(column, { cmid, row: y, column: x }, action, event.currentTarget) }, plain(label), link ? el("span", { "aria-hidden": "true" }, " ↗") : null);
    })),
  ));
}

async function press(column, at, action, node) {
  if (action.type === "open_link") {
    if (/^https?:\/\//.test(action.link ?? "")) window.open(action.link, "_blank", "noopener");
    else toast(`Ссылка: ${action.link ?? "пустая"}`);
    return;
  }
  node.classList.add("waiting");
  node.setAttribute("aria-busy", "true");
  await attempt(() => act({ act: "press", ...place(column), ...at }));
  setTimeout(() => {
    node.classList.remove("waiting");
    node.removeAttribute("aria-busy");
  }, 900);
}

/** «Да» is not «Даты не те», but «Отменить» is «Отменить — 20 сек» and «№» is any number. */
const isLabel = (label, word) => label.toLowerCase() === word.toLowerCase() || (label.startsWith(word) && (word === "№" || word.length > 3));

/** The newest button of the bot's with these words, wherever it stands in the room. */
export function findButton(column, words, on = "") {
  const room = roomOf(column.what);
  const sources = room.messages.filter((one) => one.text.includes(on)).reverse().map((one) => ({ cmid: one.cmid, keyboard: one.deleted ? null : one.keyboard }));
  if (room.keyboard) sources.push({ cmid: 0, keyboard: room.keyboard });
  for (const { cmid, keyboard } of sources) {
    for (const [y, row] of (keyboard?.buttons ?? []).entries()) {
      const x = row.findIndex((button) => words.some((word) => isLabel(button.action.label ?? "", word)));
      if (x >= 0) return { cmid, row: y, column: x };
    }
  }
  return null;
}

export const pressAt = (column, at) => attempt(() => act({ act: "press", ...place(column), ...at }));
export const reactTo = react;

// Actions with a message

function openActions(column, message, anchor, point) {
  const speaker = author(column.speaker);
  const mine = message.from_id === column.speaker;
  const strip = (ids) => el("div.react-strip", { role: "group", "aria-label": "Поставить реакцию" }, ...ids.map((id) => {
    const [emoji, word] = REACTIONS.get(id);
    const set = message.reactions?.some((one) => one.user_id === column.speaker && one.reaction_id === id);
    return el(`button${set ? ".mine" : ""}`, { type: "button", role: "menuitemcheckbox", "aria-checked": String(Boolean(set)), "aria-label": `Реакция «${word}»`, title: word, onclick: () => { closeMenu(); react(column, message, set ? null : id); } }, emoji);
  }));
  const rest = [...REACTIONS.keys()].filter((id) => !COMMON.includes(id));
  const full = strip(rest);
  full.hidden = true;
  const common = strip(COMMON);
  common.append(el("button.more", { type: "button", "aria-label": "Остальные реакции", "aria-expanded": "false", onclick: (event) => { full.hidden = !full.hidden; event.currentTarget.setAttribute("aria-expanded", String(!full.hidden)); } }, "⋯"));
  openMenu(anchor, [
    { title: `От имени: ${speaker.name}` },
    { node: common },
    { node: full },
    { label: "Ответить", run: () => column.replyTo(message) },
    column.what.kind === "chat" && column.speaker > 0 && { label: "Переслать боту в личку", run: () => forward(column, message) },
    mine && { label: "Изменить", run: () => column.startEdit(message) },
    mine && { label: "Удалить", danger: true, run: () => attempt(() => act({ act: "delete", ...place(column), cmid: message.cmid })) },
    !mine && message.from_id > 0 && { label: `Играть за: ${author(message.from_id).name}`, run: () => column.hooks.become(message.from_id) },
    { label: "Скопировать текст", run: () => navigator.clipboard?.writeText(plain(message.text ?? "")).catch(() => {}) },
  ], point);
}

async function forward(column, message) {
  const { what, speaker } = column;
  const group = dialogOf({ group: what.group, user: speaker }).messages.length ? what.group : homeOf(speaker);
  const sent = await attempt(() => act({ act: "say", group_id: group, peer_id: speaker, user_id: speaker, text: "", forward: [message.cmid], from_peer: what.peer }));
  if (sent) toast(`Переслано боту от имени: ${author(speaker).name}`);
}
