// One column: its tabs, its feed and its composer. Who speaks in it is always written beside the field.

import { act } from "./api.js";
import { el, isPhone } from "./dom.js";
import { drawComments } from "./comments.js";
import { openMenu } from "./menu.js";
import { drawMessages, keys } from "./messages.js";
import { attempt, avatar } from "./toasts.js";
import { allViews, author, chatOf, dialogOf, entriesOf, entryField, excerpt, roomOf, shortTitle, subject, titleOf, town } from "./town.js";

const SAMPLES = [["photo", "Фото", "снимок двора"], ["voice", "Голосовое", "наберите слова — их и расслышат"], ["geo", "Место", "точка на карте"]];
let made = 0;

export class Column {
  /** hooks: become(user), changed(), close(column), badge(key) */
  constructor(spec, hooks) {
    this.spec = spec;
    this.hooks = hooks;
    this.chosen = null;
    this.number = (made += 1);
    this.drafts = new Map();
    this.places = new Map();
    this.build();
  }

  get key() {
    return this.spec.keys[this.spec.at] ?? this.spec.keys[0];
  }

  get isBoard() {
    return this.key.startsWith("wall") || this.key.startsWith("video");
  }

  get what() {
    return subject(this.key);
  }

  /** Who writes here: the owner of a dialog; in a chat the chosen member, else me, else its first person. */
  get speaker() {
    const { what } = this;
    if (what.kind === "dialog") return what.user;
    if (what.kind !== "chat") return this.chosen ?? town.me;
    const { members } = chatOf(what);
    const people = members.filter((id) => town.people.has(id));
    if (this.chosen && people.includes(this.chosen)) return this.chosen;
    return people.includes(town.me) ? town.me : (people[0] ?? town.me);
  }

  speakAs(user) {
    this.chosen = user;
  }

  /** Shows another place in this very column. */
  show(key) {
    this.keep();
    const at = this.spec.keys.indexOf(key);
    if (at >= 0) this.spec.at = at;
    else this.spec.keys[this.spec.at] = key;
    this.chosen = null;
    this.hooks.changed();
  }

  keep() {
    const field = this.field;
    this.drafts.set(this.shownId, field.value);
    this.places.set(this.shownId, this.atBottom() ? null : this.feed.scrollTop);
  }

  build() {
    this.head = el("header.column-head");
    this.pinned = el("div.pinned", { hidden: true });
    this.feed = el("div.feed", { role: "log", tabindex: 0, "aria-live": "polite" });
    this.fresh = el("button.fresh", { type: "button", hidden: true, onclick: () => this.toBottom(true) });
    this.status = el("div.status", { hidden: true });
    this.field = el("textarea", {
      rows: 1,
      id: `field${this.number}`,
      "aria-label": "Сообщение",
      maxlength: 4096,
      oninput: () => this.fit(),
      onkeydown: (event) => {
        if (event.key === "Enter" && !event.shiftKey && !event.isComposing && !isPhone()) {
          event.preventDefault();
          this.send();
        } else if (event.key === "Escape" && this.context) {
          event.preventDefault();
          this.dropContext();
        }
      },
    });
    this.from = el("div.from");
    this.about = el("div.about", { hidden: true });
    this.attach = el("button.attach", { type: "button", "aria-label": "Прикрепить фото, голосовое или место", title: "Прикрепить", onclick: () => this.pickAttachment() }, "+");
    this.pad = el("div.pad", { hidden: true });
    this.composer = el("form.composer", {
      onsubmit: (event) => {
        event.preventDefault();
        this.send();
      },
    }, this.from, this.about, el("div.line", {}, this.attach, this.field, el("button.send", { type: "submit", "aria-label": "Отправить", title: "Отправить" }, el("span.arrow", { "aria-hidden": "true" }))), this.pad);
    this.node = el("section.column", {}, this.head, this.status, this.pinned, el("div.feed-wrap", {}, this.feed, this.fresh), this.composer);
    this.stuck = true;
    this.bottom = 0;
    this.feed.addEventListener("scroll", () => {
      this.stuck = this.atBottom();
      if (!this.stuck) return;
      this.bottom = this.feed.scrollTop;
      this.seen();
    }, { passive: true });
    this.feed.addEventListener("load", () => this.stuck && !this.isBoard && this.toBottom(), true);
    new ResizeObserver(() => this.stuck && !this.isBoard && this.toBottom()).observe(this.feed);
    this.feed.addEventListener("keydown", (event) => this.walk(event));
  }

  // Reading

  draw() {
    const { key, what } = this;
    const id = key === "me" ? `me${what.user}` : key;
    const switched = this.shownId !== id;
    if (switched) {
      if (this.shownId !== undefined && key === "me") this.keep();
      this.shownId = id;
      this.context = null;
      this.feed.kept = undefined;
      this.feed.replaceChildren();
      this.pinnedSig = undefined;
      this.pinned.hidden = true;
      this.known = null;
      this.field.value = this.drafts.get(id) ?? "";
    }
    const stick = switched || this.follows();
    this.node.dataset.key = key;
    this.drawHead();
    this.drawStatus();
    if (what.kind === "chat" || what.kind === "dialog") drawMessages(this);
    else {
      drawComments(this);
      this.pinned.hidden = true;
    }
    this.drawComposer();
    const wall = this.isBoard;
    const total = this.newest(what);
    if (switched) {
      const place = this.places.get(id);
      if (wall && (place ?? null) === null) this.feed.scrollTop = 0;
      else if ((place ?? null) === null) this.toBottom();
      else this.feed.scrollTop = place;
      this.known = total;
    } else if (stick && !wall) this.toBottom();
    else if (this.known !== null && total > this.known && !this.atBottom()) {
      this.fresh.hidden = false;
      this.fresh.textContent = `↓ Новые: ${total - this.known}`;
    } else this.known = Math.min(this.known ?? total, total);
    this.feed.setAttribute("aria-label", `${titleOf(key).title}: лента`);
  }

  /** Whether the reader stands at the bottom, though a picture may have grown the feed since, or a scroll is still on its way. */
  follows() {
    return this.stuck && this.feed.scrollTop >= this.bottom - 64;
  }

  /** A number that grows with every message or comment. */
  newest(what) {
    if (what.kind === "wall" || what.kind === "video") return entriesOf(what).reduce((sum, one) => sum + one.comments.length, 0);
    return roomOf(what).messages.at(-1)?.cmid ?? 0;
  }

  atBottom() {
    return this.feed.scrollHeight - this.feed.scrollTop - this.feed.clientHeight < 64;
  }

  toBottom(smooth = false) {
    this.feed.scrollTo({ top: this.feed.scrollHeight, behavior: smooth ? "auto" : "instant" });
    this.bottom = this.feed.scrollTop;
    this.stuck = true;
    this.seen();
  }

  seen() {
    const { what } = this;
    this.known = this.newest(what);
    this.fresh.hidden = true;
  }

  /** Arrows walk the messages; Enter on one opens its actions. */
  walk(event) {
    if (event.key !== "ArrowUp" && event.key !== "ArrowDown") return;
    const all = [...this.feed.querySelectorAll("article")];
    const at = all.indexOf(document.activeElement);
    if (document.activeElement !== this.feed && at < 0) return;
    event.preventDefault();
    const next = at < 0 ? all.at(-1) : all[at + (event.key === "ArrowUp" ? -1 : 1)];
    next?.focus();
  }

  drawHead() {
    const { keys, at } = this.spec;
    const { title, note } = titleOf(this.key);
    const sig = JSON.stringify([keys, at, title, note, keys.map((key) => this.hooks.badge(key)), this.hooks.alone()]);
    if (sig === this.headSig) return;
    this.headSig = sig;
    this.node.setAttribute("aria-label", title);
    const focused = this.head.contains(document.activeElement) ? [...this.head.querySelectorAll("button")].indexOf(document.activeElement) : -1;
    const pick = (label, cls) => el(`button.pick${cls}`, { type: "button", "aria-haspopup": "menu", "aria-label": `${title}. Показать здесь другое`, title: "Показать здесь другое", onclick: (event) => this.pickView(event.currentTarget) }, label, el("span.chevron", { "aria-hidden": "true" }));
    const parts = [];
    if (keys.length > 1) {
      parts.push(el("div.tabs", { role: "tablist" }, ...keys.map((key, index) =>
        el("button.tab", { type: "button", role: "tab", "aria-selected": String(index === at), title: titleOf(key).title, onclick: () => this.show(key) }, shortTitle(key)))), pick(null, ".bare"));
    } else {
      const what = this.what;
      const face = what.kind === "dialog" ? avatar(author(what.user)) : el(`span.place.${what.kind}`, { "aria-hidden": "true" });
      parts.push(face, pick(el("span.titles", {}, el("b", {}, title), note ? el("small", {}, note) : null), ""));
    }
    if (!this.hooks.alone()) parts.push(el("button.close", { type: "button", "aria-label": `Убрать колонку «${title}»`, title: "Убрать колонку", onclick: () => this.hooks.close(this) }, "×"));
    this.head.replaceChildren(...parts);
    if (focused >= 0) this.head.querySelectorAll("button")[focused]?.focus({ preventScroll: true });
  }

  pickView(anchor) {
    openMenu(anchor, allViews().flatMap((group) => [
      { title: group.title },
      ...group.keys.map((key) => {
        const { title, note } = titleOf(key);
        const what = subject(key);
        return { label: key === "me" ? title : title.replace(/^Личка: /, ""), note, checked: key === this.key, avatar: what.kind === "dialog" ? avatar(author(what.user), true) : el(`span.place.small.${what.kind}`), run: () => this.show(key) };
      }),
    ]));
  }

  drawStatus() {
    const { what } = this;
    const dialog = what.kind === "dialog" ? dialogOf(what) : null;
    const person = dialog ? author(what.user) : null;
    const chat = what.kind === "chat" ? chatOf(what) : null;
    const warnings = chat ? [chat.admin === false && "бот не администратор", chat.full_access === false && "бот слышит только обращения к нему", chat.reactions === false && "реакции выключены"].filter(Boolean) : [];
    const sig = JSON.stringify([dialog && [dialog.allowed, dialog.messages.length > 0, what], warnings]);
    if (sig === this.statusSig) return;
    this.statusSig = sig;
    this.status.replaceChildren();
    this.status.hidden = !dialog && !warnings.length;
    if (warnings.length) this.status.append(el("span", {}, warnings.join(", ")));
    if (!dialog) return;
    const call = (name) => () => attempt(() => act({ act: name, group_id: what.group, user_id: what.user }));
    this.status.append(
      el(`span.${dialog.allowed ? "yes" : "no"}`, {}, dialog.allowed ? "Бот может писать сюда" : "Боту сюда писать нельзя"),
      el("button.link", { type: "button", "aria-label": dialog.allowed ? `Запретить боту писать: ${person.name}` : `Разрешить боту писать: ${person.name}`, onclick: call(dialog.allowed ? "deny" : "allow") }, dialog.allowed ? "Запретить" : "Разрешить"),
    );
  }

  // Writing

  drawComposer() {
    const { what, speaker } = this;
    const person = author(speaker);
    this.composer.style.setProperty("--who", person.colour);
    const dialog = what.kind === "dialog" ? dialogOf(what) : null;
    const options = what.kind === "chat" ? chatOf(what).members.filter((id) => town.people.has(id)) : what.kind === "dialog" ? [speaker] : [...town.people.keys()];
    const sig = JSON.stringify([this.shownId, speaker, options, person.name]);
    if (sig !== this.fromSig) {
      this.fromSig = sig;
      const focused = this.from.contains(document.activeElement);
      const select = options.length > 1 ? el("select", { "aria-label": "От чьего имени писать", onchange: (event) => { this.chosen = Number(event.target.value); this.hooks.changed(); } }, ...options.map((id) => el("option", { value: id }, author(id).title ? `${author(id).name} — ${author(id).title}` : author(id).name))) : el("b", {}, person.name);
      if (options.length > 1) select.value = String(speaker);
      this.from.replaceChildren(avatar(person, true), el("span", {}, "Пишет"), select);
      if (focused) this.from.querySelector("select")?.focus();
      this.field.placeholder = what.kind === "dialog" ? "Написать боту…" : what.kind === "chat" ? "Написать в чат…" : "Комментарий…";
    }
    this.attach.hidden = what.kind === "wall" || what.kind === "video";
    const start = dialog && !dialog.messages.length;
    const keyboard = this.isBoard ? null : roomOf(what).keyboard;
    const padSig = JSON.stringify([this.shownId, speaker, start, keyboard ?? null]);
    if (padSig !== this.padSig) {
      this.padSig = padSig;
      this.pad.replaceChildren();
      this.pad.hidden = !start && !keyboard?.buttons?.length;
      if (start) this.pad.append(el("button.start", { type: "button", onclick: () => attempt(() => act({ act: "start", group_id: what.group, user_id: what.user })) }, "Начать"));
      else if (keyboard?.buttons?.length) this.pad.append(keys(this, keyboard, 0));
    }
    this.drawContext();
    this.fit();
  }

  drawContext() {
    const context = this.context;
    const sig = context ? `${context.kind}${context.item?.cmid ?? context.item?.id ?? ""}${context.entry?.id ?? ""}${context.sample ?? ""}` : "";
    if (sig === this.contextSig) return;
    this.contextSig = sig;
    this.about.hidden = !context;
    this.about.replaceChildren();
    if (!context) return;
    const words = { reply: () => ["Ответ:", `${author(context.item.from_id).name} — ${excerpt(context.item)}`], edit: () => ["Изменение:", excerpt(context.item)], sample: () => ["Вложение:", context.label], entry: () => ["К записи:", excerpt(context.entry)] }[context.kind]();
    this.about.append(el("span", {}, el("b", {}, `${words[0]} `), words[1], context.sample && context.kind !== "sample" ? ` + ${context.label}` : null), el("button.close", { type: "button", "aria-label": "Отменить", onclick: () => this.dropContext() }, "×"));
  }

  setContext(context) {
    this.context = context;
    this.drawContext();
    this.field.focus();
  }

  dropContext() {
    if (this.context?.kind === "edit") this.field.value = "";
    this.setContext(null);
    this.fit();
  }

  replyTo(message) {
    this.setContext({ kind: "reply", item: message });
  }

  commentOn(entry, comment = null) {
    this.setContext(comment ? { kind: "reply", item: comment, entry } : { kind: "entry", entry });
  }

  startEdit(item, entry = null) {
    this.field.value = item.text;
    this.setContext({ kind: "edit", item, entry });
    this.fit();
  }

  pickAttachment() {
    openMenu(this.attach, [{ title: "Прикрепить образец" }, ...SAMPLES.map(([sample, label, note]) => ({ label, note, run: () => this.setContext({ ...(this.context ?? { kind: "sample" }), sample, label }) }))]);
  }

  fit() {
    this.field.style.height = "auto";
    this.field.style.height = `${Math.min(this.field.scrollHeight + 2, 140)}px`;
  }

  async send() {
    const text = this.field.value.trim();
    const { what, speaker, context } = this;
    if (!text && !context?.sample) {
      this.field.focus();
      return false;
    }
    if (this.sending) return false;
    this.sending = true;
    const done = await attempt(() => act(this.letter(text, what, speaker, context)));
    this.sending = false;
    if (!done) return false;
    if (this.field.value.trim() === text) this.field.value = "";
    this.context = null;
    this.drawContext();
    this.fit();
    if (what.kind === "chat" || what.kind === "dialog") this.toBottom();
    return done;
  }

  letter(text, what, speaker, context) {
    const editing = context?.kind === "edit";
    if (what.kind === "wall" || what.kind === "video") {
      const entry = context?.entry ?? entriesOf(what).at(-1);
      const at = { owner_id: what.owner, [entryField(what)]: entry?.id, user_id: speaker, text };
      if (editing) return { act: "edit_comment", ...at, comment_id: context.item.id };
      return { act: "comment", ...at, ...(context?.kind === "reply" ? { reply_to: context.item.id } : {}) };
    }
    const at = { group_id: what.group, peer_id: what.kind === "chat" ? what.peer : what.user, user_id: speaker, text };
    if (editing) return { act: "edit", ...at, cmid: context.item.cmid };
    return { act: "say", ...at, ...(context?.kind === "reply" ? { reply_to: context.item.cmid } : {}), ...(context?.sample ? { attachment: context.sample } : {}) };
  }

  focusField() {
    this.field.focus({ preventScroll: true });
  }
}

