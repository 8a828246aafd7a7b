// Short messages at the bottom of the screen: a person's snackbar, or the page's own word.

import { $, el } from "./dom.js";
import { author } from "./town.js";

export function avatar(person, small = false) {
  return el(`span.avatar${small ? ".small" : ""}`, { "data-group": person.group, style: { "--who": person.colour }, "aria-hidden": "true" }, person.bot ? el("span.bot-mark") : person.initials);
}

export function toast(text, { user = null, trouble = false } = {}) {
  const person = user === null ? null : author(user);
  const node = el(
    `div.toast${trouble ? ".trouble" : ""}`,
    { style: { "--who": person?.colour ?? "#16384d" } },
    person ? avatar(person, true) : el("span.sign", { "aria-hidden": "true" }, trouble ? "!" : "i"),
    el("p", {}, person ? el("b", {}, `${person.name} видит: `) : null, text),
  );
  $("toasts").append(node);
  while ($("toasts").children.length > 4) $("toasts").firstChild.remove();
  setTimeout(() => node.remove(), trouble ? 8000 : 6000);
}

/** Runs a call and says in words what went wrong; true when it went well. */
export async function attempt(call) {
  try {
    return (await call()) ?? true;
  } catch (trouble) {
    toast(trouble.message, { trouble: true });
    return false;
  }
}
