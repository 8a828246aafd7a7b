"use strict";
// The desk: draws the state, sends taps. Nothing is decided here.

let state = read("state");
let arrivedAt = performance.now();
let busy = false;
let tapping = null;
const open = new Map(); // themes whose questions are shown

function arrived(next) {
  if (!next) return;
  state = next;
  arrivedAt = performance.now();
  draw();
}

const passed = () => (performance.now() - arrivedAt) / 1000;
const nowSeconds = () => state.now + passed();

async function tap(act, more = {}) {
  if (busy) return;
  busy = true;
  document.body.classList.add("busy");
  const answer = await send({ act, ...more });
  busy = false;
  document.body.classList.remove("busy");
  arrived(answer.state);
  if (answer.ok) open.clear();
  else toast(answer.no);
}

// --- taps that ask something first

const onTheme = (act, theme, more = {}) => tap(act, { theme: theme.id, seen: theme.version, ...more });
const live = () => state.state === "running" || state.state === "paused";
const themes = () => [state.screen, ...state.queue].filter(Boolean);

async function asks(question, then) {
  if (asking.open) return;
  const given = await question();
  if (given) await then(given);
}

const acts = {
  show: (theme) => onTheme("show", theme),
  next: () => state.queue[0] && acts.show(state.queue[0]),
  answered: (theme) => theme && onTheme("answered", theme),
  promised: (theme) => theme && asks(() => askPromise(nowSeconds() * 1000), ({ day }) => onTheme("promised", theme, { day })),
  also: () => asks(() => askTheme("ask.also", themes()), ({ theme, version }) => tap("also", { theme, seen: version })),
  other: () => asks(() => askWords("ask.other", "ask.other-text"), ({ text }) => tap("other", { text })),
  queueBack: (theme) => onTheme("queue", theme),
  writing: (theme) => onTheme("in-writing", theme),
  off: (theme) => asks(askReason, ({ reason }) => onTheme("off-air", theme, { reason })),
  join: (theme) => asks(() => askTheme("ask.join", themes().filter((one) => one.id !== theme.id)), ({ theme: to }) => onTheme("join", theme, { to })),
  rename: (theme) => asks(() => askWords("ask.rename", "ask.rename", theme.title, 120), ({ text }) => onTheme("rename", theme, { text })),
  facts: (theme) => asks(() => askTheme("ask.fact", state.officials), ({ theme: to }) => onTheme("fact", theme, { to })),
  code: (theme) => asks(() => askCode(theme.code, state.code?.part ?? theme.code.part), ({ clock: at, part }) => onTheme("code", theme, { code: { part: Number(part || theme.code.part), clock: at } })),
  gist: (theme) => asks(() => askWords("ask.gist", "ask.gist", theme.said), ({ text }) => onTheme("gist", theme, { text })),
  split: (question) => tap("split", { question }),
  start: () => asks(() => askLink("ask.start", "ask.start-about", "desk.start", state.watch), ({ link }) => tap("start", { link })),
  pause: () => tap("pause"),
  resume: () => asks(() => askLink("ask.resume", "ask.resume-about", "desk.resume"), ({ link }) => tap("resume", { link })),
  end: () => asks(() => askSure("ask.end", "ask.end-about", "desk.end"), () => tap("end")),
  undo: () => state.undo && tap("undo", { tap: state.undo.number }),
};

// a new question is sorted with its theme when it is alone in it, by itself otherwise
const inItsTheme = (one, act, more = {}) => tap(act, { theme: one.theme, seen: one.theme_version, ...more });
const byItself = (one, act, more = {}) => tap(act, { question: one.number, seen: one.version, ...more });
const sorting = (one, act, more) => (one.theme && !one.belongs ? inItsTheme : byItself)(one, act, more);
const sorts = {
  toQueue: (one) => (one.theme ? inItsTheme : byItself)(one, "queue"),
  writing: (one) => sorting(one, "in-writing"),
  off: (one) => asks(askReason, ({ reason }) => sorting(one, "off-air", { reason })),
  join: (one) => asks(() => askTheme("ask.join", themes().filter((theme) => theme.id !== one.theme)), ({ theme: to }) => sorting(one, "join", { to })),
};

// --- drawing

const weigh = (theme) => el("span.weight", {}, say("desk.asked", { count: theme.questions }), theme.votes ? ` · ${say("desk.votes", { count: theme.votes })}` : "");

function notes(theme) {
  const told = [
    theme.fresh && theme.state !== "answered" ? say("desk.fresh", { count: theme.fresh }) : "",
    theme.flood ? say("desk.flood", { count: theme.flood }) : "",
    theme.ready ? say("desk.ready") : "",
    theme.facts,
    theme.showable ? "" : say("desk.not-showable"),
    theme.promise ? say("desk.promise", { day: theme.promise }) : "",
  ].filter(Boolean);
  return told.length ? el("span.notes", {}, told.join(" · ")) : "";
}

function questionsOf(theme) {
  const list = el("ol.said", {});
  for (const one of open.get(theme.id) ?? []) {
    list.append(el("li", {}, el("p", {}, one.text), el("p.soft", {}, [one.who, one.votes ? say("desk.votes", { count: one.votes }) : ""].filter(Boolean).join(" · ")),
      theme.questions > 1 && button(say("desk.split"), () => acts.split(one.number), "quiet")));
  }
  return list;
}

async function toggle(theme) {
  if (open.has(theme.id)) open.delete(theme.id);
  else open.set(theme.id, await getQuestions(theme.id));
  draw(true);
}

function more(theme, buttons) {
  const shown = open.has(theme.id);
  return el("div.row", {}, ...buttons,
    button(say(shown ? "desk.hide-questions" : "desk.questions"), () => toggle(theme), "quiet", { "aria-expanded": String(shown), "data-act": "questions" }));
}

const small = (name, act, theme) => button(say(`desk.${name}`), () => acts[act](theme), "quiet", { "data-act": act });

function queued(theme, index) {
  return el("li.theme", {},
    el("div.head", {}, el("span.digit", { "aria-hidden": "true" }, index < 9 ? String(index + 1) : ""),
      el("div.what", {}, el("b", {}, theme.title), weigh(theme), notes(theme)),
      button(say("desk.show"), () => acts.show(theme), "show", { "data-act": "show", disabled: !theme.showable, "aria-label": `${say("desk.show")}: ${theme.title}` })),
    el("details", { open: opened.has(theme.id), ontoggle: (event) => { if (event.target.open) opened.add(theme.id); else opened.delete(theme.id); } },
      el("summary", {}, say("desk.more-acts")),
      more(theme, [small("writing", "writing", theme), small("off", "off", theme), small("join", "join", theme), small("rename", "rename", theme), small("facts", "facts", theme)])),
    open.has(theme.id) && questionsOf(theme));
}
const opened = new Set();

function onScreen(theme) {
  const ready = live();
  return el("div.now", {},
    el("p.title", {}, theme.title), el("p", {}, weigh(theme), notes(theme)),
    el("div.row", {},
      button(say("desk.answered"), () => acts.answered(theme), "main", { disabled: !ready, "data-act": "answered" }),
      button(say("desk.promised"), () => acts.promised(theme), "", { disabled: !ready, "data-act": "promised" }),
      button(say("desk.next"), acts.next, "", { disabled: !state.queue.length, "data-act": "next" })),
    more(theme, [small("writing", "writing", theme), small("off", "off", theme), small("rename", "rename", theme), small("facts", "facts", theme)]),
    open.has(theme.id) && questionsOf(theme));
}

function fresh(one) {
  return el("li.card-new", { "data-number": String(one.number), tabindex: "-1" },
    el("p.words", {}, one.text),
    el("p.soft", {}, [one.who, one.at, one.votes ? say("desk.votes", { count: one.votes }) : "", one.abusive ? say("desk.abusive") : ""].filter(Boolean).join(" · ")),
    one.belongs && el("p.belongs", {}, say("desk.belongs", { title: one.belongs })),
    el("div.row", {},
      button(say("desk.to-queue"), () => sorts.toQueue(one), "go", { "data-act": "queue" }),
      button(say("desk.writing"), () => sorts.writing(one), "", { "data-act": "writing" }),
      button(say("desk.join"), () => sorts.join(one), "", { "data-act": "join" }),
      button(say("desk.off"), () => sorts.off(one), "", { "data-act": "off" })));
}

function done(theme) {
  const part = theme.code && theme.code.part > 1 ? ` · ${say("desk.part", { part: theme.code.part })}` : "";
  return el("li.theme", {},
    el("div.head", {},
      theme.code && button(`${theme.code.clock}${part}`, () => acts.code(theme), "code", { "aria-label": `${say("desk.code")}: ${theme.code.clock}`, "data-act": "code" }),
      el("div.what", {}, el("b", {}, theme.title), weigh(theme), notes(theme))),
    theme.said && el("p.fact", {}, theme.said),
    el("div.row", {}, small(theme.said ? "gist" : "no-gist", "gist", theme), !theme.promise && small("promised", "promised", theme)));
}

const aside = (theme) => el("li.theme", {},
  el("div.head", {}, el("div.what", {}, el("b", {}, theme.title), el("span.notes", {}, theme.why), weigh(theme)), small("back", "queueBack", theme)));

const logged = (one) => el("li", {}, el("time", {}, one.at), el("span", { class: one.undone ? "struck" : null }, ` ${one.what}`), el("span.soft", {}, ` ${[one.by, one.undone ? say("desk.undone") : ""].filter(Boolean).join(" · ")}`));

function running() {
  const buttons = {
    collecting: [button(say("desk.start"), acts.start, "main", { "data-act": "start" })],
    running: [button(say("desk.pause"), acts.pause, "", { "data-act": "pause" }), button(say("desk.end"), acts.end, "", { "data-act": "end" })],
    paused: [button(say("desk.resume"), acts.resume, "main", { "data-act": "resume" }), button(say("desk.end"), acts.end, "", { "data-act": "end" })],
  };
  return buttons[state.state] ?? [];
}

function draw(again = false) {
  $("state-chip").textContent = state.status;
  $("state-chip").dataset.state = state.state;
  once("run", [state.state], () => el("div.row", {}, ...running()));
  once("counts", [state.counts], () => el("div", {}, ...state.counts.map((one) => el("div", {}, el("dt", {}, one.word), el("dd", {}, String(one.count))))));
  once("screen", [state.screen, state.state, state.queue.length > 0, open.get(state.screen?.id)], () => el("div", {},
    state.screen ? onScreen(state.screen) : el("p.empty", {}, say("desk.screen-empty")),
    el("div.row", {}, button(say("desk.also"), acts.also, "", { disabled: !live(), "data-act": "also" }), button(say("desk.other"), acts.other, "", { disabled: !live(), "data-act": "other" }))));
  if (again) for (const row of $("queue").children) row.dataset.shows = "";
  keep($("queue"), state.queue, (one) => one.id, queued);
  keep($("new"), state.new, (one) => one.number, fresh);
  keep($("done"), [...state.answered].reverse(), (one) => one.id, done);
  keep($("aside"), state.aside, (one) => one.id, aside);
  keep($("log"), state.log, (one) => one.number, logged);
  $("aside-section").hidden = !state.aside.length;
  $("queue-count").textContent = state.queue_all || "";
  $("new-count").textContent = $("tab-new").textContent = state.new_all || "";
  $("done-count").textContent = state.answered.length || "";
  $("aside-count").textContent = state.aside.length || "";
  $("new-about").textContent = state.new_about;
  $("queue-empty").textContent = state.queue.length ? left(state.queue_all - state.queue.length) : say("desk.queue-empty");
  $("new-empty").textContent = state.new.length ? left(state.new_all - state.new.length) : say("desk.new-empty");
  $("log-empty").textContent = state.log.length ? "" : say("desk.log-empty");
  $("done-empty").textContent = state.answered.length ? "" : say("desk.done-empty");
  tick();
}

const left = (count) => (count > 0 ? say("desk.more", { count }) : "");

/** Draws a place anew only when what it shows changed. */
function once(id, shows, make) {
  const place = $(id), key = JSON.stringify(shows);
  if (place.dataset.shows === key) return;
  const focused = place.contains(document.activeElement) ? document.activeElement.dataset.act : null;
  place.replaceChildren(...make().childNodes);
  place.dataset.shows = key;
  if (focused) place.querySelector(`[data-act="${focused}"]`)?.focus();
}

function tick() {
  const seconds = state.code ? state.code.seconds + (state.running ? passed() : 0) : null;
  $("clock").textContent = seconds === null ? state.when : clock(seconds);
  $("clock").classList.toggle("words", seconds === null);
  const remaining = state.undo ? Math.ceil(state.undo.until - nowSeconds()) : 0;
  const bar = $("undo");
  bar.hidden = remaining <= 0;
  if (bar.hidden) return;
  if (tapping !== state.undo.number) {
    tapping = state.undo.number;
    bar.replaceChildren(button(say("desk.undo-what", { what: state.undo.what }), acts.undo, "", { "data-act": "undo" }), el("span.left", { "aria-hidden": "true" }));
  }
  bar.querySelector(".left").textContent = say("desk.seconds", { count: remaining });
}

// --- the page itself

$("tabs").addEventListener("click", (event) => {
  const tab = event.target.closest("[data-tab]");
  if (!tab) return;
  $("main").dataset.tab = tab.dataset.tab;
  for (const one of $("tabs").children) one.setAttribute("aria-pressed", String(one === tab));
  scrollTo(0, 0);
});

$("overlay").addEventListener("click", async () => {
  const copied = await navigator.clipboard?.writeText(state.overlay).then(() => true, () => false);
  toast(copied ? say("desk.copied") : say("desk.not-copied", { url: state.overlay }));
});

draw();
connect(arrived);
watchSilence(arrived);
setInterval(tick, 250);
