"use strict";
// Keys by their place on the keyboard, so that they work in either layout. They can be switched off.

const KEPT = "otklik.keys";
let keysOn = localStorage.getItem(KEPT) !== "off";

const firstNew = () => state.new.find((one) => String(one.number) === document.activeElement?.closest(".card-new")?.dataset.number) ?? state.new[0];
const ofNew = (act) => () => firstNew() && sorts[act](firstNew());

const KEYS = {
  KeyC: acts.next,
  KeyJ: () => acts.answered(state.screen),
  KeyL: () => acts.promised(state.screen),
  KeyN: () => live() && acts.also(),
  KeyH: () => live() && acts.other(),
  KeyY: () => { document.querySelector("[data-tab=fresh]").click(); ($("new").firstElementChild ?? $("new-head")).focus(); },
  KeyD: ofNew("toQueue"),
  KeyB: ofNew("writing"),
  KeyR: ofNew("join"),
  Quote: ofNew("off"),
  KeyG: () => (state.state === "running" ? acts.pause() : state.state === "paused" && acts.resume()),
  KeyZ: acts.undo,
};
const HELP = ["1", "next", "answered", "promised", "also", "other", "new", "to-queue", "writing", "join", "off", "pause", "undo"];

addEventListener("keydown", (event) => {
  const typing = event.target.closest?.("input, textarea, select, [contenteditable]") || asking.open;
  if (!keysOn || typing || event.altKey || event.metaKey || event.repeat || (event.ctrlKey && event.code !== "KeyZ")) return;
  const digit = /^(?:Digit|Numpad)([1-9])$/.exec(event.code);
  const theme = digit && state.queue[Number(digit[1]) - 1];
  if (digit && !theme) return;
  const does = digit ? () => theme.showable && acts.show(theme) : KEYS[event.code];
  if (!does) return;
  event.preventDefault();
  does();
});

function drawKeys() {
  const help = keysOn ? HELP.map((name) => {
    const [key, ...words] = say(`key.${name}`).split(" ");
    return el("span", {}, el("kbd", {}, key), ` ${words.join(" ")}`);
  }) : [];
  $("keys").replaceChildren(
    button(`${say("desk.keys")}: ${say(keysOn ? "desk.keys-on" : "desk.keys-off")}`, () => {
      keysOn = !keysOn;
      localStorage.setItem(KEPT, keysOn ? "on" : "off");
      drawKeys();
    }, "quiet", { "aria-pressed": String(keysOn) }),
    ...help,
  );
}
drawKeys();
