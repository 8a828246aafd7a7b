"use strict";
// Small parts every page script uses: words, elements, lists that keep their rows.

const $ = (id) => document.getElementById(id);
const read = (id) => JSON.parse($(id).textContent);
const WORDS = read("words");

const say = (key, facts = {}) => (WORDS[key] ?? key).replace(/\{(\w+)\}/g, (_, name) => facts[name] ?? "");

/** el("button.main", {onclick}, "Ответили") */
function el(kind, props = {}, ...children) {
  const [tag, ...classes] = kind.split(".");
  const made = document.createElement(tag);
  made.className = classes.join(" ");
  for (const [name, value] of Object.entries(props)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else if (name in made && typeof value !== "string") made[name] = value;
    else made.setAttribute(name, value === true ? "" : value);
  }
  made.append(...children.filter((child) => child !== null && child !== undefined && child !== false && child !== ""));
  return made;
}

const button = (text, onclick, kind = "", props = {}) => el(`button${kind ? `.${kind}` : ""}`, { type: "button", onclick, ...props }, text);

/** Rows of a list by their keys: a row is made anew only when what it shows changed, so focus and scrolling stay. */
function keep(list, items, key, make) {
  const old = new Map([...list.children].map((row) => [row.dataset.key, row]));
  let before = list.firstElementChild;
  for (const [index, item] of items.entries()) {
    const id = String(key(item)), shows = JSON.stringify([item, index < 9 ? index : -1]);
    let row = old.get(id);
    old.delete(id);
    if (!row || row.dataset.shows !== shows) {
      const made = make(item, index);
      made.dataset.key = id;
      made.dataset.shows = shows;
      if (row) swap(row, made);
      if (row === before) before = made;
      row = made;
    }
    if (row === before) before = before.nextElementSibling;
    else list.insertBefore(row, before);
  }
  for (const row of old.values()) row.remove();
}

/** Puts a new row in the place of an old one; whoever had a button of it under the finger still has it. */
function swap(old, made) {
  const focused = old.contains(document.activeElement) ? document.activeElement.dataset.act : null;
  if (old.isConnected) old.replaceWith(made);
  if (focused) made.querySelector(`[data-act="${focused}"]`)?.focus();
}

function clock(seconds) {
  const whole = Math.max(0, Math.floor(seconds)), two = (n) => String(n).padStart(2, "0");
  const hours = Math.floor(whole / 3600), rest = `${two(Math.floor(whole / 60) % 60)}:${two(whole % 60)}`;
  return hours ? `${hours}:${rest}` : rest;
}

let toastGone = 0;
function toast(text) {
  clearTimeout(toastGone);
  $("toast").textContent = text;
  $("toast").classList.add("on");
  toastGone = setTimeout(() => { $("toast").classList.remove("on"); $("toast").textContent = ""; }, 9000);
}
