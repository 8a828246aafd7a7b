// The page: the people, the columns and what keeps them alive.

import { follow } from "./api.js";
import { Column } from "./column.js";
import { drawControls, wireControls } from "./controls.js";
import { $, el, isCalm, isPhone, recall, remember } from "./dom.js";
import { closeMenu, openMenu, wireMenu } from "./menu.js";
import { drawPlayer, rewind, wirePlayer } from "./player.js";
import { avatar, toast } from "./toasts.js";
import { allViews, author, count, grouped, isKnown, shortTitle, subject, take, titleOf, firstColumns, town } from "./town.js";

let columns = [];
let refresh = () => {};
let link = "live";
let heard = null;
let shownColumn = 0;
const read = new Map();

// Snapshots

function onState(state) {
  const first = town.state === null;
  const restarted = !first && state.version < town.state.version;
  const anew = !first && Date.parse(state.now) < Date.parse(town.state.now);
  take(state);
  if (first) {
    town.me = recall("me") ?? town.me;
    take(state);
    openColumns(recall("columns"));
  } else if (restarted || columns.some((column) => column.spec.keys.some((key) => !isKnown(key)))) openColumns(columns.map((column) => column.spec));
  popSnackbars(state);
  if (restarted || anew) rewind();
  draw();
}

function draw() {
  if (!town.state) return;
  for (const column of columns) column.draw();
  markRead();
  drawPeople();
  drawDock();
  drawControls();
  drawPlayer();
  const name = town.communities.size === 1 ? [...town.communities.values()][0].name : `${count(town.communities.size, "сообщество", "сообщества", "сообществ")}`;
  $("town").textContent = `песочница · ${name}`;
}

function onLink(now) {
  if (now === link) return;
  if (now === "lost") toast("Связь с песочницей пропала. Жду и пробую снова.", { trouble: true });
  else if (link === "lost") toast("Связь с песочницей снова есть.");
  link = now;
  document.body.dataset.live = now;
}

function popSnackbars({ snackbars }) {
  const counts = new Map();
  for (const one of snackbars) {
    const key = JSON.stringify([one.user_id, one.text, one.at]);
    counts.set(key, (counts.get(key) ?? 0) + 1);
    if (heard && counts.get(key) > (heard.get(key) ?? 0)) toast(one.text, { user: one.user_id });
  }
  heard = counts;
}

// People

/** `aside`: somebody says a word in passing, whose dialog is shown beside does not change. */
function become(user, aside = false) {
  if (!town.people.has(user)) return;
  town.me = user;
  if (!aside && !columns.some((column) => column.key !== "me" && column.what.kind === "dialog" && column.what.user === user)) town.shownDialog = user;
  remember("me", user);
  for (const column of columns) {
    const { what } = column;
    if (what.kind !== "chat" || column.speaker !== user) column.speakAs(null);
  }
  draw();
}

const dialogsOf = (user) => town.state.dialogs.filter((one) => one.user_id === user);
const newest = (dialog) => dialog.messages.at(-1)?.cmid ?? 0;
const unread = (user) => dialogsOf(user).reduce((sum, one) => sum + one.messages.filter((said) => said.from_id < 0 && said.cmid > (read.get(`${one.group_id}:${user}`) ?? 0)).length, 0);

/** What stands open on the screen counts as read. */
function markRead() {
  columns.forEach((column, index) => {
    if (isPhone() && index !== shownColumn) return;
    const { what } = column;
    if (what.kind !== "dialog") return;
    for (const dialog of dialogsOf(what.user)) if (dialog.group_id === what.group) read.set(`${dialog.group_id}:${what.user}`, newest(dialog));
  });
}

function drawPeople() {
  const me = author(town.me);
  const groups = grouped();
  const sig = JSON.stringify([town.me, groups.map((group) => group.people.map((one) => [one.id, one.name, one.place, unread(one.id)]))]);
  const box = $("people");
  if (box.dataset.sig === sig) return;
  box.dataset.sig = sig;
  const focused = box.contains(document.activeElement) ? document.activeElement.dataset.user : null;
  $("who-name").textContent = me.name;
  $("rail").style.setProperty("--who", me.colour);
  $("open-people").style.setProperty("--who", me.colour);
  const total = groups.flatMap((group) => group.people).reduce((sum, one) => sum + unread(one.id), 0);
  const faces = [avatar(me, true), el("span", {}, el("small", {}, "Я —"), el("b", {}, me.name)), total > 0 && el("span.badge", {}, String(total)), el("span.chevron", { "aria-hidden": "true" })];
  $("open-people").replaceChildren(...faces.filter(Boolean));
  $("open-people").setAttribute("aria-label", `Я — ${me.name}. Сменить человека`);
  box.replaceChildren(...groups.map((group) =>
    el("div.group", { role: "group", "aria-label": group.title }, el("h3", {}, group.title),
      ...group.people.map((one) => {
        const news = unread(one.id);
        return el("button.person", { type: "button", "data-user": one.id, "aria-pressed": String(one.id === town.me), style: { "--who": one.colour }, onclick: () => { become(one.id); closeSheets(); } },
          avatar(one), el("span", {}, el("b", {}, one.name), one.place ? el("small", {}, one.place) : null), news ? el("span.badge", { "aria-label": count(news, "новое от бота", "новых от бота", "новых от бота") }, String(news)) : null);
      })),
  ));
  if (focused) box.querySelector(`[data-user="${focused}"]`)?.focus({ preventScroll: true });
}

// Columns

const hooks = {
  become,
  changed: () => {
    saveColumns();
    draw();
  },
  close: (column) => {
    columns = columns.filter((one) => one !== column);
    column.node.remove();
    saveColumns();
    draw();
  },
  alone: () => columns.length <= 1,
  badge: () => 0,
};

const saveColumns = () => remember("columns", columns.map((column) => column.spec));

function openColumns(saved) {
  const good = (Array.isArray(saved) ? saved : [])
    .map((one) => ({ keys: (one.keys ?? []).filter(isKnown), at: one.at ?? 0 }))
    .filter((one) => one.keys.length)
    .map((one) => ({ ...one, at: Math.min(one.at, one.keys.length - 1) }));
  columns = (good.length ? good : firstColumns()).map((spec) => new Column(spec, hooks));
  $("columns").replaceChildren(...columns.map((column) => column.node), adder());
}

function adder() {
  return el("div.adder", {},
    el("button", { type: "button", "aria-haspopup": "menu", title: "Показать рядом ещё переписку", onclick: (event) => pickNew(event.currentTarget) }, el("span", { "aria-hidden": "true" }, "+"), el("span", {}, "Ещё рядом")),
    el("button.quiet", { type: "button", title: "Вернуть колонки как в начале", onclick: () => { columns = []; openColumns(null); saveColumns(); draw(); } }, el("span", { "aria-hidden": "true" }, "↺"), el("span", {}, "Как было")));
}

function pickNew(anchor) {
  openMenu(anchor, allViews().flatMap((group) => [
    { title: group.title },
    ...group.keys.map((key) => {
      const what = subject(key);
      const { title, note } = titleOf(key);
      return { label: title.replace(/^Личка: /, ""), note, avatar: what.kind === "dialog" ? avatar(author(what.user), true) : el(`span.place.small.${what.kind}`), run: () => focusColumn(addColumn(key)) };
    }),
  ]));
}

function addColumn(key) {
  const column = new Column({ keys: [key], at: 0 }, hooks);
  columns.push(column);
  $("columns").insertBefore(column.node, $("columns").querySelector(".adder"));
  saveColumns();
  draw();
  return column;
}

function focusColumn(column) {
  shownColumn = columns.indexOf(column);
  column.node.scrollIntoView({ inline: "nearest", block: "nearest", behavior: isCalm() ? "instant" : "smooth" });
  drawDock();
  return column;
}

let guest = null; // the column that plays opened: one is enough, it changes what it shows

/** Finds or makes the column that shows `key`, for the person who is about to act there. */
function reveal(key, user) {
  closeSheets();
  const what = subject(key);
  const same = (other) => {
    const one = subject(other);
    return other === key || (one.kind === "dialog" && what.kind === "dialog" && one.user === what.user && one.group === what.group);
  };
  let column = columns.find((one) => same(one.key));
  if (!column) {
    column = columns.find((one) => one.spec.keys.some(same));
    if (column) column.show(column.spec.keys.find(same));
  }
  if (!column && guest && columns.includes(guest)) {
    guest.show(key);
    column = guest;
  }
  column ??= guest = addColumn(key);
  if (what.kind !== "dialog") column.speakAs(user);
  column.draw();
  return focusColumn(column);
}

// The phone: one column at a time, tabs below, everything else in sheets

function drawDock() {
  if (!town.state) return;
  const sig = JSON.stringify([shownColumn, columns.map((column) => [column.key, column.what.user, shortTitle(column.key), news(column)])]);
  const dock = $("dock");
  if (dock.dataset.sig === sig) return;
  dock.dataset.sig = sig;
  dock.replaceChildren(
    ...columns.map((column, index) => el("button", { type: "button", "aria-current": index === shownColumn ? "true" : null, onclick: () => { focusColumn(column); markRead(); drawPeople(); } },
      icon(column), el("span.label", {}, shortTitle(column.key)), news(column) ? el("span.badge", { "aria-label": count(news(column), "новое", "новых", "новых") }, String(news(column))) : null)),
    el("button.try", { type: "button", "aria-haspopup": "dialog", onclick: () => openSheet("play") }, el("span.place.tips", { "aria-hidden": "true" }), el("span.label", {}, "Попробуйте")),
  );
}

const icon = (column) => (column.what.kind === "dialog" ? avatar(author(column.what.user), true) : el(`span.place.${column.what.kind}`, { "aria-hidden": "true" }));
const news = (column) => (column.what.kind === "dialog" ? unread(column.what.user) : 0);

let sheet = null;

function openSheet(id) {
  closeSheets();
  sheet = { node: $(id), opener: document.activeElement };
  sheet.node.hidden = false;
  sheet.node.classList.add("sheet-open");
  $("rail").classList.toggle("holds-sheet", id === "play");
  $("backdrop").hidden = false;
  if (id === "wire") drawControls();
  (sheet.node.querySelector("[data-close]") ?? sheet.node).focus();
}

function closeSheets() {
  if (!sheet) return false;
  const { node, opener } = sheet;
  sheet = null;
  node.classList.remove("sheet-open");
  $("rail").classList.remove("holds-sheet");
  if (node.id === "wire") node.hidden = true;
  $("backdrop").hidden = true;
  if (opener?.isConnected) opener.focus({ preventScroll: true });
  return true;
}

function wirePage() {
  wireMenu();
  $("open-people").onclick = () => openSheet("rail");
  $("open-time").onclick = () => openSheet("timebar");
  $("open-wire").onclick = () => openSheet("wire");
  $("backdrop").onclick = () => closeMenu() || closeSheets();
  document.addEventListener("click", (event) => event.target.closest("[data-close]") && closeSheets());
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !closeMenu()) closeSheets();
  });
  let settle;
  $("columns").addEventListener("scroll", () => {
    clearTimeout(settle);
    settle = setTimeout(() => {
      if (!isPhone()) return;
      shownColumn = Math.min(columns.length - 1, Math.max(0, Math.round($("columns").scrollLeft / $("columns").clientWidth)));
      markRead();
      drawPeople();
      drawDock();
    }, 90);
  }, { passive: true });
  matchMedia("(max-width: 760px)").addEventListener("change", () => {
    closeMenu();
    closeSheets();
    draw();
  });
}

wirePage();
refresh = follow(onState, onLink);
wireControls(() => refresh(), rewind);
wirePlayer({ become, reveal, refresh: () => refresh() });
