"use strict";
// Small questions before a tap: a date, a reason, a theme, a link. Escape or «Не надо» changes nothing.

const asking = $("ask");

/** Shows a question; resolves with what `take` gives, or null when it was dropped. */
function askFor(title, fields, { about = "", save = "ask.save" } = {}) {
  return new Promise((resolve) => {
    let given = null;
    const done = (value) => { given = value; asking.close(); };
    const form = el("form", { method: "dialog", onsubmit: (event) => {
      event.preventDefault();
      done(Object.fromEntries(new FormData(event.target)));
    } });
    form.append(
      el("h2", {}, say(title)),
      ...(about ? [el("p.soft", {}, say(about))] : []),
      ...fields(done),
      el("div.ask-buttons", {}, ...(save ? [el("button.main", { type: "submit" }, say(save))] : []), button(say("ask.cancel"), () => done(null))),
    );
    asking.replaceChildren(form);
    asking.setAttribute("aria-label", say(title));
    asking.onclose = () => resolve(given);
    asking.showModal();
    (form.querySelector("[data-first]") || form.querySelector("input, button")).focus();
  });
}

const field = (label, input) => el("label", {}, el("span", {}, say(label)), input);

const DAY = 86400000;
const iso = (at) => new Date(at - new Date(at).getTimezoneOffset() * 60000).toISOString().slice(0, 10);

function askPromise(now) {
  const days = [1, 2, 3, 7, 14].map((ahead) => now + ahead * DAY);
  const named = (at) => `${["вс", "пн", "вт", "ср", "чт", "пт", "сб"][new Date(at).getDay()]} ${new Date(at).getDate()}.${String(new Date(at).getMonth() + 1).padStart(2, "0")}`;
  return askFor("ask.promised", (done) => [
    el("div.choices", {}, ...days.map((at) => button(named(at), () => done({ day: iso(at) })))),
    field("ask.promised-day", el("input", { type: "date", name: "day", min: iso(now), required: true })),
  ]);
}

const REASONS = ["personal", "insult", "not-here", "repeat", "flood"];

function askReason() {
  return askFor("ask.off", (done) => [
    el("div.choices", {}, ...REASONS.map((reason) => button(say(`reason.${reason}`), () => done({ reason })))),
  ], { about: "ask.off-about", save: "" });
}

function askTheme(title, themes) {
  return askFor(title, (done) => {
    const list = el("div.choices.long", {});
    const fill = (words) => list.replaceChildren(
      ...themes.filter((one) => one.title.toLowerCase().includes(words.toLowerCase())).slice(0, 12)
        .map((one) => button(one.title, () => done({ theme: one.id, version: one.version }))),
    );
    fill("");
    const filter = el("input", { type: "search", autocomplete: "off", "data-first": "", oninput: (event) => fill(event.target.value) });
    filter.addEventListener("keydown", (event) => {
      if (event.key === "Enter") { event.preventDefault(); list.querySelector("button")?.click(); }
    });
    return [field("ask.join-filter", filter), list];
  }, { save: "" });
}

const askWords = (title, label, value = "", long = 300) => askFor(title, () => [
  field(label, el(long > 120 ? "textarea" : "input", { name: "text", required: true, maxlength: String(long), rows: "3", value: long > 120 ? null : value }, long > 120 ? value : "")),
]);

const askCode = (code, parts) => askFor("ask.code", () => [
  field("ask.code-clock", el("input", { name: "clock", required: true, value: code.clock, pattern: "([0-9]{1,2}:)?[0-9]{1,2}:[0-5][0-9]", inputmode: "numeric", autocomplete: "off" })),
  ...(parts > 1 ? [field("ask.code-part", el("input", { name: "part", type: "number", min: "1", max: String(parts), value: String(code.part) }))] : []),
]);

const askLink = (title, about, save, value = "") => askFor(title, () => [
  field("ask.link", el("input", { name: "link", inputmode: "url", autocomplete: "off", maxlength: "500", placeholder: say("ask.link-none"), value })),
], { about, save });

const askSure = (title, about, save) => askFor(title, () => [], { about, save });
