// The latest snapshot of the town and the questions the page asks about it.

import { plain } from "./dom.js";

const GROUPS = [
  { kind: "resident", title: "Жители", colours: ["#b04a18", "#93365e", "#6f6210", "#2d7447", "#85499b", "#a33f34", "#556b1c", "#7a4b2a"] },
  { kind: "official", title: "Исполнители", colours: ["#1c5a9e", "#0f6a80", "#3a4c9c", "#2b6187", "#0e6e63", "#4a5878"] },
  { kind: "moderator", title: "Модераторы", colours: ["#6a3a9c", "#86317f"] },
  { kind: "ccu", title: "ЦУР", colours: ["#8a2533", "#9a3d17"] },
  { kind: "other", title: "Остальные", colours: ["#4b5a61"] },
];
const KINDS = { deputy: "official", head: "official", staff: "official", admin: "ccu", operator: "ccu", editor: "moderator", citizen: "resident" };

export const town = {
  state: null,
  me: null,
  shownDialog: null, // whose dialog the column «me» shows: mine, unless it already stands in a column of its own
  people: new Map(),
  communities: new Map(),
  receivedAt: 0,
};

export function groupOf(user) {
  // A stage may call everybody in office an official: the post then tells ЦУР and the moderators apart.
  if (user.kind === "crowd") return "crowd";
  const post = user.kind === "official" && /^(модератор|цур)/i.exec(user.title ?? "")?.[1].toLowerCase();
  const kind = post ? { модератор: "moderator", цур: "ccu" }[post] : (KINDS[user.kind] ?? user.kind);
  return GROUPS.some((group) => group.kind === kind) ? kind : "other";
}

export function take(state) {
  town.state = state;
  town.receivedAt = performance.now();
  const counts = {};
  town.people = new Map();
  for (const user of state.users) {
    const kind = groupOf(user);
    const group = GROUPS.find((one) => one.kind === kind) ?? GROUPS.at(-1);
    const nth = (counts[kind] = (counts[kind] ?? -1) + 1);
    town.people.set(user.id, {
      ...user,
      group: kind,
      name: `${user.first_name} ${user.last_name}`.trim(),
      place: [user.title, user.settlement].filter(Boolean).join(", "),
      initials: (user.first_name?.[0] ?? "") + (user.last_name?.[0] ?? ""),
      colour: group.colours[nth % group.colours.length],
    });
  }
  town.communities = new Map(state.communities.map((one) => [one.group_id, one]));
  if (!town.people.has(town.me)) town.me = state.users.find((user) => groupOf(user) === "resident")?.id ?? state.users[0]?.id ?? null;
  if (!town.people.has(town.shownDialog)) town.shownDialog = town.me;
}

export const grouped = () =>
  GROUPS.map((group) => ({ ...group, people: [...town.people.values()].filter((one) => one.group === group.kind) })).filter((group) => group.people.length);

/** Anybody who writes: a person, or a community (a negative id). */
export function author(id) {
  if (id < 0) {
    const community = town.communities.get(-id);
    return { id, name: community?.name ?? "Сообщество", initials: "О", colour: "#0a6a73", group: "bot", bot: true };
  }
  return town.people.get(id) ?? { id, name: `id${id}`, initials: "?", colour: "#4b5a61", group: "other" };
}

// What a column shows is named by a key: chat:GROUP:PEER, dialog:GROUP:USER, me, wall:OWNER, video:OWNER.

export function subject(key) {
  const [kind, first, second] = key.split(":");
  if (kind === "me") return { kind: "dialog", group: homeOf(town.shownDialog), user: town.shownDialog, mine: true };
  if (kind === "dialog") return { kind, group: Number(first), user: Number(second) };
  if (kind === "chat") return { kind, group: Number(first), peer: Number(second) };
  return { kind, owner: Number(first) };
}

/** The community a person writes to: the one whose chat they sit in. */
export function homeOf(user) {
  const dialog = town.state.dialogs.find((one) => one.user_id === user && one.messages.length);
  const chat = town.state.chats.find((one) => one.members.includes(user));
  return dialog?.group_id ?? chat?.group_id ?? town.state.communities[0]?.group_id;
}

const NOTHING = { messages: [], keyboard: null, allowed: false };
export const chatOf = (what) => town.state.chats.find((one) => one.group_id === what.group && one.peer_id === what.peer) ?? { ...NOTHING, members: [], title: "Чат" };
export const dialogOf = (what) => town.state.dialogs.find((one) => one.group_id === what.group && one.user_id === what.user) ?? NOTHING;
export const roomOf = (what) => (what.kind === "chat" ? chatOf(what) : dialogOf(what));

/** `posts` and `videos` seen alike: {id, text, comments}. */
export function entriesOf(what) {
  const list = what.kind === "wall" ? town.state.posts : town.state.videos;
  return list
    .filter((one) => one.owner_id === what.owner)
    .map((one) => ({ id: one.post_id ?? one.video_id, text: one.text ?? one.title ?? "", comments: one.comments }));
}
export const entryField = (what) => (what.kind === "wall" ? "post_id" : "video_id");

const CHAT_KINDS = { residents: "чат жителей", moderators: "чат модераторов", staff: "рабочий чат" };

export function titleOf(key) {
  const what = subject(key);
  if (key === "me" && what.user === town.me) return { title: "Моя личка", note: author(what.user).name };
  if (what.kind === "dialog") {
    const person = author(what.user);
    return { title: `Личка: ${person.name}`, note: person.title ?? "" };
  }
  if (what.kind === "chat") {
    const chat = chatOf(what);
    return { title: chat.title, note: `${CHAT_KINDS[chat.kind] ?? "чат"}, ${count(chat.members.length, "участник", "участника", "участников")}` };
  }
  const community = town.communities.get(-what.owner)?.name ?? author(what.owner).name;
  return what.kind === "wall" ? { title: "Стена", note: community } : { title: "Эфир и видео", note: community };
}

/** A couple of words for a tab. */
export function shortTitle(key) {
  const what = subject(key);
  if (key === "me" && what.user === town.me) return "Моя личка";
  if (what.kind === "dialog") return author(what.user).last_name || author(what.user).name;
  if (what.kind === "chat") return chatOf(what).kind === "residents" && town.communities.size === 1 ? "Чат жителей" : chatOf(what).title.length > 4 ? chatOf(what).title : `Чат ${chatOf(what).title}`;
  return what.kind === "wall" ? "Стена" : "Эфир";
}

export function allViews() {
  const { chats, posts, videos } = town.state;
  const owners = (list) => [...new Set(list.map((one) => one.owner_id))];
  return [
    { title: "Чаты", keys: chats.map((one) => `chat:${one.group_id}:${one.peer_id}`) },
    { title: "Стена и видео", keys: [...owners(posts).map((id) => `wall:${id}`), ...owners(videos).map((id) => `video:${id}`)] },
    { title: "Личные сообщения", keys: ["me", ...[...town.people.keys()].map((id) => `dialog:${homeOf(id)}:${id}`)] },
  ];
}

export const isKnown = (key) => key === "me" || allViews().some((group) => group.keys.includes(key)) || (key.startsWith("dialog:") && town.people.has(subject(key).user));

/** What a visitor sees first: the residents' chat with the wall behind it, one's own dialog, an official, ЦУР. */
export function firstColumns() {
  const { chats, posts, videos } = town.state;
  const chatKey = (one) => `chat:${one.group_id}:${one.peer_id}`;
  const residents = chats.find((one) => one.kind === "residents") ?? chats[0];
  const staff = chats.find((one) => one.kind === "staff");
  const people = [...town.people.values()];
  const near = (user) => residents?.members.includes(user.id);
  const official = people.find((one) => one.last_name === "Ильин") ?? people.find((one) => one.group === "official" && near(one)) ?? people.find((one) => one.group === "official");
  const owner = residents ? -residents.group_id : null;
  const open = [];
  if (residents) open.push(chatKey(residents));
  for (const [kind, list] of [["wall", posts], ["video", videos]]) {
    const found = list.find((one) => one.owner_id === owner) ?? list[0];
    if (found) open.push(`${kind}:${found.owner_id}`);
  }
  const columns = open.length ? [open] : [];
  columns.push(["me"]);
  if (official) columns.push([`dialog:${homeOf(official.id)}:${official.id}`]);
  if (staff) columns.push([chatKey(staff)]);
  return columns.map((keys) => ({ keys, at: 0 }));
}

export function count(n, one, few, many) {
  const tens = n % 100;
  const word = tens > 10 && tens < 15 ? many : n % 10 === 1 ? one : n % 10 > 1 && n % 10 < 5 ? few : many;
  return `${n} ${word}`;
}

// Time: everything is shown in the town's zone, taken from the offset of `now`.

const DAYS = ["воскресенье", "понедельник", "вторник", "среда", "четверг", "пятница", "суббота"];
const MONTHS = ["января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа", "сентября", "октября", "ноября", "декабря"];

function offset() {
  const found = /([+-])(\d\d):?(\d\d)$/.exec(town.state?.now ?? "");
  return found ? (found[1] === "-" ? -1 : 1) * (Number(found[2]) * 60 + Number(found[3])) * 60000 : 0;
}

const stamp = (date) => (typeof date === "number" ? date * 1000 : Date.parse(date));

/** Sandbox time right now: the snapshot's, carried on at the sandbox's own speed. */
export function nowMs() {
  const { now, clock } = town.state;
  const speed = clock.frozen ? 0 : clock.speed;
  return Date.parse(now) + (performance.now() - town.receivedAt) * speed;
}

export function parts(date) {
  const local = new Date((date === undefined ? nowMs() : stamp(date)) + offset());
  const two = (n) => String(n).padStart(2, "0");
  return {
    hour: local.getUTCHours() + local.getUTCMinutes() / 60,
    seconds: local.getUTCHours() * 3600 + local.getUTCMinutes() * 60 + local.getUTCSeconds(),
    hm: `${two(local.getUTCHours())}:${two(local.getUTCMinutes())}`,
    hms: `${two(local.getUTCHours())}:${two(local.getUTCMinutes())}:${two(local.getUTCSeconds())}`,
    short: ["вс", "пн", "вт", "ср", "чт", "пт", "сб"][local.getUTCDay()],
    day: local.getUTCDay(),
    weekday: DAYS[local.getUTCDay()],
    date: `${local.getUTCDate()} ${MONTHS[local.getUTCMonth()]}`,
    year: local.getUTCFullYear(),
    key: `${local.getUTCFullYear()}-${two(local.getUTCMonth() + 1)}-${two(local.getUTCDate())}`,
  };
}

/** From midnight to that time of a day. */
export const secondsAt = (hm) => hm.split(":").reduce((sum, one) => sum * 60 + Number(one), 0) * 60;

/** How long until the town's clock next shows `hm`; `days` (0 is Sunday) allows only some days of the week. */
export function secondsUntil(hm, days = null) {
  const now = parts();
  let ahead = secondsAt(hm) - now.seconds;
  let day = now.day;
  if (days?.includes(day) && ahead <= 0 && ahead > -300) return 0;
  while (ahead <= 0 || (days && !days.includes(day % 7))) {
    ahead += 86400;
    day += 1;
  }
  return ahead;
}

// The town's working time, only to choose the hour a play begins at; the bot has its own calendar.
export const WORKDAYS = [1, 2, 3, 4, 5];
const HOURS = [[8.5, 13], [14, 17.5]];

/** Whether the town's clock shows a time of a working day from `from` to `to`. */
export function isBetween(from, to, days = WORKDAYS) {
  const { hour, day } = parts();
  return days.includes(day) && hour >= secondsAt(from) / 3600 && hour <= secondsAt(to) / 3600;
}

/** Whether people are at work and will be for an hour more. */
export const isWorking = () => isBetween("8:40", "12:00") || isBetween("14:00", "16:30");

/** How long until so many hours of work have passed. */
export function secondsOfWork(hours) {
  let { hour, day } = parts();
  let left = hours;
  for (let days = 0; days < 60; days += 1, day = (day + 1) % 7, hour = 0) {
    if (!WORKDAYS.includes(day)) continue;
    for (const [from, to] of HOURS) {
      const start = Math.max(from, hour);
      if (to - start >= left) return (days * 24 + start + left - parts().hour) * 3600;
      left -= Math.max(0, to - start);
    }
  }
  return 0;
}

// Reactions: VK's own numbering. The first seven are offered at once.

export const REACTIONS = new Map([
  [1, ["❤️", "люблю"]], [2, ["🔥", "огонь"]], [3, ["😂", "смешно"]], [4, ["👍", "за"]], [5, ["💩", "плохо"]], [6, ["❓", "вопрос"]],
  [7, ["😭", "грустно"]], [8, ["😡", "злюсь"]], [9, ["👎", "против"]], [10, ["👌", "хорошо"]], [11, ["😃", "радость"]], [12, ["🤔", "думаю"]],
  [13, ["🙏", "спасибо"]], [14, ["😘", "целую"]], [15, ["😍", "восторг"]], [16, ["🎉", "праздник"]],
]);
export const COMMON = [4, 1, 3, 6, 10, 13, 9];
// What the bot means by its reactions, in words.
export const BOT_MEANS = { 6: "записан", 10: "отвечен" };

export function excerpt(message, length = 70) {
  if (message.deleted) return "сообщение удалено";
  const words = plain(message.text ?? "");
  if (words) return words.length > length ? `${words.slice(0, length - 1)}…` : words;
  if (message.attachments?.length) return message.attachments[0].title || "вложение";
  return message.forwarded?.length ? "пересланное" : "…";
}
