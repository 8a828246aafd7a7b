// One menu for the whole page: a popover beside its button, a bottom sheet on a phone.

import { $, el, isPhone } from "./dom.js";

let opener = null;

/** items: {label, note?, run, danger?, checked?, avatar?} | {title} | {node} */
export function openMenu(anchor, items, point = null) {
  const menu = $("menu");
  closeMenu();
  opener = document.activeElement;
  menu.replaceChildren(
    ...items.filter(Boolean).map((item) => {
      if (item.node) return item.node;
      if (item.title) return el("div.menu-title", {}, item.title);
      return el(
        `button${item.danger ? ".danger" : ""}`,
        {
          type: "button",
          role: item.checked === undefined ? "menuitem" : "menuitemradio",
          "aria-checked": item.checked === undefined ? null : String(item.checked),
          onclick: () => {
            closeMenu();
            item.run();
          },
        },
        item.avatar ?? null,
        el("span", {}, item.label, item.note ? el("small", {}, item.note) : null),
      );
    }),
  );
  menu.hidden = false;
  menu.scrollTop = 0;
  if (isPhone()) {
    menu.style.removeProperty("left");
    menu.style.removeProperty("top");
    $("backdrop").hidden = false;
  } else place(menu, anchor.getBoundingClientRect(), point);
  menu.querySelector("button")?.focus({ preventScroll: true });
}

function place(menu, box, point) {
  const { width, height } = menu.getBoundingClientRect();
  const left = point ? point.x : box.left;
  const below = point ? point.y : box.bottom + 4;
  const above = point ? point.y : box.top - 4;
  menu.style.left = `${Math.max(8, Math.min(left, innerWidth - width - 8))}px`;
  menu.style.top = `${below + height + 8 <= innerHeight ? below : Math.max(8, Math.min(above - height, innerHeight - height - 8))}px`;
}

export function closeMenu() {
  const menu = $("menu");
  if (menu.hidden) return false;
  menu.hidden = true;
  if (isPhone() && !document.querySelector(".sheet-open")) $("backdrop").hidden = true;
  if (opener?.isConnected) opener.focus({ preventScroll: true });
  opener = null;
  return true;
}

export function wireMenu() {
  const menu = $("menu");
  document.addEventListener("pointerdown", (event) => {
    if (!menu.hidden && !menu.contains(event.target)) closeMenu();
  });
  menu.addEventListener("keydown", (event) => {
    const buttons = [...menu.querySelectorAll("button")];
    const at = buttons.indexOf(document.activeElement);
    const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
    if (step) {
      event.preventDefault();
      buttons[(at + step + buttons.length) % buttons.length]?.focus();
    } else if (event.key === "Escape" || event.key === "Tab") {
      event.preventDefault();
      event.stopPropagation();
      closeMenu();
    }
  });
}
