// The wall and the broadcast: posts or videos with threads of comments.

import { act } from "./api.js";
import { el, reconcile, rich } from "./dom.js";
import { openMenu } from "./menu.js";
import { attempt, avatar } from "./toasts.js";
import { author, count, entriesOf, entryField, excerpt, parts } from "./town.js";

export function drawComments(column) {
  const { what, speaker } = column;
  const items = [];
  for (const entry of entriesOf(what)) {
    const shown = entry.comments.filter((one) => !one.deleted).length;
    items.push({ key: `e${entry.id}`, sig: JSON.stringify([entry.text, shown, column.key]), make: () => head(column, entry, shown) });
    const byId = new Map(entry.comments.map((one) => [one.id, one]));
    for (const comment of threaded(entry.comments)) {
      const parent = comment.reply_to ? byId.get(comment.reply_to) : null;
      items.push({ key: `e${entry.id}c${comment.id}`, sig: JSON.stringify([comment, speaker, parent?.from_id, column.key]), make: () => line(column, entry, comment, parent) });
    }
  }
  if (!items.length) items.push({ key: "empty", sig: column.key, make: () => el("div.empty", {}, el("p", {}, "Записей пока нет.")) });
  reconcile(column.feed, items);
}

/** Replies follow the comment they answer. */
function threaded(comments) {
  const known = new Map(comments.map((one) => [one.id, one]));
  const root = (one) => {
    for (let depth = 0; one.reply_to && known.has(one.reply_to) && depth < 50; depth += 1) one = known.get(one.reply_to);
    return one.id;
  };
  const order = new Map(comments.map((one, at) => [one.id, at]));
  return [...comments].sort((one, two) => order.get(root(one)) - order.get(root(two)) || order.get(one.id) - order.get(two.id));
}

function head(column, entry, shown) {
  const community = author(column.what.owner);
  return el(`section.entry.${column.what.kind}`, {},
    el("header", {}, avatar(community), el("b", {}, community.name)),
    column.what.kind === "video"
      ? el("div.screen", { "aria-hidden": "true" }, el("span.play-mark"), el("span.live", {}, "эфир"))
      : null,
    el(column.what.kind === "video" ? "h3" : "p", {}, rich(entry.text)),
    el("footer", {}, el("span", {}, shown ? count(shown, "комментарий", "комментария", "комментариев") : "Комментариев пока нет"),
      el("button.link", { type: "button", onclick: () => column.commentOn(entry) }, "Комментировать")),
  );
}

function line(column, entry, comment, parent) {
  const who = author(comment.from_id);
  const when = parts(comment.date);
  const own = comment.from_id === column.speaker;
  const node = el(`article.comment${comment.reply_to ? ".nested" : ""}${who.bot ? ".from-bot" : ""}`,
    { tabindex: -1, style: { "--who": who.colour }, "aria-label": `Комментарий, ${who.name}, ${when.hm}` },
    avatar(who, Boolean(comment.reply_to)),
    el("div.bubble", {},
      el("div.name", {}, who.name, who.bot ? el("span.role", {}, "сообщество") : who.title ? el("span.role", {}, who.title) : null),
      comment.deleted ? el("p.gone", {}, "Комментарий удалён") : el("p.text", {}, parent ? address(author(parent.from_id), comment.text ?? "") : null, rich(comment.text ?? "")),
      el("div.meta", {}, comment.edited && !comment.deleted ? "изменено · " : null, el("time", {}, `${when.date}, ${when.hm}`),
        comment.deleted ? null : el("button.link", { type: "button", onclick: () => column.commentOn(entry, comment) }, "Ответить"),
        own && !comment.deleted ? el("button.link", { type: "button", "aria-label": "Изменить или удалить комментарий", onclick: (event) => more(column, entry, comment, event.currentTarget) }, "Ещё") : null)),
  );
  return node;
}

/** VK puts the name of whom one answers in front; written by hand it is not said twice. */
function address({ first_name, name }, text) {
  const called = first_name ?? name;
  return text.startsWith(called) ? null : el("span.mention", {}, `${called}, `);
}

function more(column, entry, comment, anchor) {
  const body = { [entryField(column.what)]: entry.id, owner_id: column.what.owner, user_id: column.speaker, comment_id: comment.id };
  openMenu(anchor, [
    { title: excerpt(comment, 40) },
    { label: "Изменить", run: () => column.startEdit(comment, entry) },
    { label: "Удалить", danger: true, run: () => attempt(() => act({ act: "delete_comment", ...body })) },
  ]);
}
