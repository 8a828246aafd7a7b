// Small helpers for building the page. Text goes in as text, never as markup.

export const $ = (id) => document.getElementById(id);
export const isPhone = () => matchMedia("(max-width: 760px)").matches;
export const isCalm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

/** el("button.wide", {type: "button", onclick}, "Да", node, null): null children are skipped. */
export function el(what, props = {}, ...children) {
  const [tag, ...classes] = what.split(".");
  const node = document.createElement(tag || "div");
  if (classes.length) node.className = classes.join(" ");
  for (const [name, value] of Object.entries(props)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) node[name] = value;
    else if (name === "style") for (const [key, css] of Object.entries(value)) node.style.setProperty(key, css);
    else if (name === "value") node.value = value;
    else node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

/** Brings `box` to the listed items, touching only those whose `sig` changed. */
export function reconcile(box, items) {
  const old = box.kept ?? new Map();
  const kept = new Map();
  let cursor = box.firstChild;
  let changed = false;
  for (const item of items) {
    let entry = old.get(item.key);
    if (!entry || entry.sig !== item.sig) {
      const node = item.make();
      changed = true;
      if (entry) {
        const focused = entry.node.contains(document.activeElement);
        if (cursor === entry.node) cursor = cursor.nextSibling;
        entry.node.replaceWith(node);
        if (focused) node.focus({ preventScroll: true });
        if (node.nextSibling === cursor) {
          kept.set(item.key, { sig: item.sig, node });
          continue;
        }
      }
      entry = { sig: item.sig, node };
    }
    if (entry.node === cursor) cursor = cursor.nextSibling;
    else {
      box.insertBefore(entry.node, cursor);
      changed = true;
    }
    kept.set(item.key, entry);
  }
  while (cursor) {
    const next = cursor.nextSibling;
    cursor.remove();
    cursor = next;
    changed = true;
  }
  box.kept = kept;
  return changed;
}

const MARKUP = /\[(?:id|club|public|event)(\d+)\|([^\]\n]+)\]|[@*](?:id|club)\d+\s*\(([^)\n]+)\)|(https?:\/\/[^\s<>"«»]+[^\s<>"«».,;:!?)\]])/gu;

/** VK's mentions as plain names; only http(s) addresses become links. */
export function rich(text) {
  const out = document.createDocumentFragment();
  let at = 0;
  for (const found of text.matchAll(MARKUP)) {
    out.append(text.slice(at, found.index));
    at = found.index + found[0].length;
    const name = found[2] ?? found[3];
    if (name) out.append(el("span.mention", {}, name));
    else out.append(el("a", { href: found[4], target: "_blank", rel: "noopener noreferrer" }, found[4]));
  }
  out.append(text.slice(at));
  return out;
}

/** The same words as one plain line. */
export const plain = (text) =>
  text
    .replace(MARKUP, (whole, _id, name, other) => name ?? other ?? whole)
    .replace(/\s+/g, " ")
    .trim();

export function remember(name, value) {
  try {
    localStorage.setItem(`otklik.${name}`, JSON.stringify(value));
  } catch {
    // A private window may forbid storage: the page then starts afresh every time.
  }
}

export function recall(name) {
  try {
    return JSON.parse(localStorage.getItem(`otklik.${name}`));
  } catch {
    return null;
  }
}
