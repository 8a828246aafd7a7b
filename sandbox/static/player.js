// Plays the scenarios: finds the people, brings the column forward, types and sends.

import { act, network } from "./api.js";
import { walk } from "./controls.js";
import { $, el, isCalm, plain } from "./dom.js";
import { findButton, jump, pressAt, reactTo } from "./messages.js";
import { CAST, SCENARIOS } from "./scenarios.js";
import { attempt, avatar, toast } from "./toasts.js";
import { count, entriesOf, homeOf, isBetween, isWorking, roomOf, secondsAt, secondsOfWork, secondsUntil, subject, town, WORKDAYS } from "./town.js";

const wait = (ms) => new Promise((done) => setTimeout(done, ms));
const ANSWERED = 10; // 👌 among VK's reactions
const PATIENCE = 5000; // how long the bot may think before a step says that there is nothing to press or to answer

let open = 0;
let at = 0;
let busy = false;
let seen = "";
let begun = 0; // grows with every new beginning: what was under way in the old town no longer counts
let stage = null;
let armed = null; // the task the visitor is at: {at, newest: the last message before it, what: where}
const score = { own: 0, of: 0 };

/** stage: become(user), reveal(key, user) → column, refresh() */
export function wirePlayer(given) {
  stage = given;
}

/** The town began anew: so do the plays. */
export function rewind() {
  begun += 1;
  busy = false;
  choose(0);
}

function cast(role) {
  const { first, also, last, kind, nth } = CAST[role];
  const people = [...town.people.values()];
  return (
    people.find((one) => last && one.last_name === last) ??
    people.find((one) => first && (one.first_name === first || one.first_name === also)) ??
    people.filter((one) => one.group === kind)[nth] ??
    people.find((one) => one.group === kind) ??
    people[0]
  );
}

const ROOMS = { chat: "residents", staff: "staff", moderators: "moderators" };

function where(place, user) {
  const { chats, posts } = town.state;
  const kind = ROOMS[place];
  const chat = kind && (chats.find((one) => one.kind === kind && one.members.includes(user)) ?? chats.find((one) => one.kind === kind));
  if (chat) return `chat:${chat.group_id}:${chat.peer_id}`;
  if (place === "wall" && posts.length) return `wall:${posts[0].owner_id}`;
  return `dialog:${homeOf(user)}:${user}`;
}

// What it looks like

export function drawPlayer() {
  lookAtTask();
  const box = $("scenarios");
  const sig = JSON.stringify([open, at, busy, seen, SCENARIOS[open]?.steps.map((step) => step.who && cast(step.who).id)]);
  if (box.dataset.sig === sig) return;
  box.dataset.sig = sig;
  const focused = box.contains(document.activeElement);
  box.replaceChildren(...SCENARIOS.map((scenario, index) => {
    const mine = index === open;
    return el(`div.scenario${mine ? ".open" : ""}`, {},
      el("button.scenario-head", { type: "button", "aria-expanded": String(mine), onclick: () => choose(mine ? -1 : index) }, el("span", {}, el("b", {}, scenario.title), el("small", {}, scenario.about)), el("span.steps-count", {}, mine && at ? `${at} из ${scenario.steps.length}` : count(scenario.steps.length, "шаг", "шага", "шагов"))),
      mine ? steps(scenario) : null);
  }));
  const next = box.querySelector(".step.next") ?? box.querySelector(".scenario.open li:last-child");
  if (focused) next?.focus({ preventScroll: true });
  if (next && at) (next.closest("li") ?? next).scrollIntoView({ block: "nearest" });
  drawPrompter();
}

function choose(index) {
  open = index;
  at = 0;
  seen = "";
  armed = null;
  score.own = score.of = 0;
  drawPlayer();
}

function steps(scenario) {
  return el("ol.steps-list", {},
    ...scenario.steps.map((step, index) => {
      const person = step.who ? cast(step.who) : null;
      const state = index < at ? "done" : index === at ? "next" : "later";
      return el("li", {},
        el(`button.step.${state}`, { type: "button", disabled: busy, "aria-label": `Шаг ${index + 1}${state === "done" ? ", сыгран" : ""}: ${person ? `${person.name}: ` : ""}${words(step)}`, style: { "--who": person?.colour ?? "#3f5560" }, onclick: () => play(scenario, index) },
          face(step, person),
          el("span", {}, person && !step.look ? el("b", {}, person.first_name) : null, el("span.what", {}, words(step)))),
        index === at && step.task && at ? el("p.see.hint", {}, `${step.hint} Или нажмите на задание — покажу.`) : null,
        index === at - 1 && seen ? el("p.see", { role: "status" }, seen) : null);
    }),
    at >= scenario.steps.length ? el("li", {}, el("p.see", {}, ending()), following()) : null);
}

const ending = () => (score.of ? `Сами справились: ${score.own} из ${score.of}. ${score.own === score.of ? "Отлично." : "Начните заново — попробуйте ещё раз."}` : "Сыграно. Возьмите следующий сценарий или пишите сами.");

function following() {
  const next = SCENARIOS[open + 1];
  return next ? el("button.wide.onward", { type: "button", onclick: () => choose(open + 1) }, `Дальше: ${next.title}`) : null;
}

function face(step, person) {
  if (step.look) return el("span.sign.eye", { "aria-hidden": "true" });
  return person ? avatar(person, true) : el("span.sign", { "aria-hidden": "true" }, step.net || step.fail || step.forgive ? "⇅" : "→");
}

function words(step) {
  if (step.task) return `Задание: ${step.task}`;
  if (step.look) return step.look;
  if (step.title) return step.title;
  if (step.start) return "нажимает «Начать»";
  if (step.allow !== undefined) return step.allow ? "разрешает боту писать" : "запрещает боту писать";
  if (step.press) return step.press[0] === "№" ? "открывает вопрос по номеру" : `нажимает «${step.press[0]}»`;
  if (step.react) return "ставит реакцию под вопросом";
  if (step.net) return step.net === "down" ? "Оборвать сеть VK" : "Вернуть сеть VK";
  if (step.fail) return `VK ответит ошибкой ${step.fail.code}, ${count(step.fail.times, "раз", "раза", "раз")}`;
  if (step.forgive) return "Убрать ошибки";
  if (step.tomorrow) return `Подождать до завтра, ${step.tomorrow}`;
  if (step.until) return `Подождать до ${step.until.replace(/^0/, "")}`;
  if (step.pass === 86400) return "Подождать сутки";
  if (step.pass) {
    const hours = Math.floor(step.pass / 3600);
    const minutes = Math.round((step.pass % 3600) / 60);
    return `Подождать ${[hours && `${hours} ч`, minutes && `${minutes} мин`].filter(Boolean).join(" ")}`;
  }
  return `${step.to ? "отвечает: " : ""}${step.say.replace("{N}", "№…")}`;
}

/** On a phone the play goes on from here: what was seen, what comes next. */
function drawPrompter() {
  const bar = $("prompter");
  const scenario = SCENARIOS[open];
  const step = scenario?.steps[at];
  bar.hidden = !scenario || !at;
  bar.replaceChildren();
  if (bar.hidden) return;
  const person = step?.who ? cast(step.who) : null;
  const label = step ? el("span", {}, el("b", {}, `${at + 1}. ${person && !step.look ? `${person.first_name}: ` : ""}`), words(step)) : el("span", {}, SCENARIOS[open + 1] ? `Дальше: ${SCENARIOS[open + 1].title}` : "Сыграно");
  bar.append(...[
    (step?.task || seen || !step) && el("p.see", { role: "status" }, step?.task ? `${step.hint} Или нажмите — покажу.` : step ? seen : `${seen} ${score.of ? ending() : ""}`),
    el("div.onward-line", {},
      el("button.onward", { type: "button", disabled: busy, style: { "--who": person?.colour ?? "#16384d" }, onclick: () => (step ? play(scenario, at) : choose(SCENARIOS[open + 1] ? open + 1 : -1)) }, label),
      el("button.close", { type: "button", "aria-label": "Закончить сценарий", onclick: () => choose(open) }, "×")),
  ].filter(Boolean));
}

// Playing

async function play(scenario, index) {
  if (busy) return;
  const mine = begun;
  busy = true;
  drawPlayer();
  try {
    const done = (index > 0 || (await comeTo(scenario.starts))) && (await perform(scenario.steps[index]));
    if (mine !== begun) return;
    if (done) {
      if (scenario.steps[index].task) score.of += 1;
      at = index;
      goOn(scenario.steps[index]);
    }
  } finally {
    if (mine === begun) busy = false;
    await stage.refresh();
    drawPlayer();
  }
}

/** The hour a play begins at; nothing is waited for when it is that hour already. */
async function comeTo(starts) {
  if (!starts) return true;
  const { from, to, at: hour, days } = starts === "work" ? { at: "10:00" } : starts;
  if (from ? isBetween(from, to, days) : isWorking()) return true;
  return walk(secondsUntil(hour, days ?? WORKDAYS));
}

/** The next step is the visitor's own: the place is brought forward and the bot's words are watched. */
function arm(step) {
  armed = null;
  if (!step?.task) return;
  const column = bring(step.who, step.in, true);
  armed = { at, newest: roomOf(column.what).messages.at(-1)?.cmid ?? 0, what: column.what };
}

function lookAtTask() {
  const step = SCENARIOS[open]?.steps[at];
  if (!armed || armed.at !== at || busy || !step?.task || !isDone(step)) return;
  score.own += 1;
  score.of += 1;
  goOn(step);
}

function isDone(step) {
  if (step.answered) return isMarked(step.answered, ANSWERED);
  return roomOf(armed.what).messages.some((one) => one.cmid > armed.newest && one.from_id < 0 && one.text.startsWith(step.done));
}

function goOn(step) {
  at += 1;
  seen = step.see ?? "";
  arm(SCENARIOS[open].steps[at]);
}

async function perform(step) {
  if (step.task) return show(step);
  const done = await enact(step);
  if (done && step.marked) await soon(() => isMarked(step.marked), 20_000);
  if (done && step.show) bring(...step.show);
  return done;
}

/** A task is shown how: uncounted. */
async function show(task) {
  for (const step of task.help) {
    if (!(await enact(step))) return false;
    await stage.refresh();
    await wait(400);
  }
  return true;
}

function bring(role, place, acting = place === "dialog") {
  const person = cast(role);
  if (acting) stage.become(person.id, isAside(place, person.id));
  return stage.reveal(where(place, person.id), person.id);
}

async function enact(step) {
  if (step.work) return walk(secondsOfWork(step.work));
  if (step.pass) return walk(step.pass);
  if (step.until) return walk(secondsUntil(step.until, step.days));
  if (step.tomorrow) return walk(secondsUntil("24:00") + secondsAt(step.tomorrow));
  if (step.net) return attempt(() => network({ down: step.net === "down" }));
  if (step.fail) return attempt(() => network({ fail: step.fail }));
  if (step.forgive) return attempt(() => network({ clear: true }));
  const person = cast(step.who);
  stage.become(person.id, isAside(step.in, person.id));
  const key = where(step.in ?? "dialog", person.id);
  const column = stage.reveal(key, person.id);
  const group_id = subject(key).group;
  await wait(isCalm() ? 0 : 250);
  if (step.look) return look(column);
  if (step.start) return attempt(() => act({ act: "start", group_id, user_id: person.id }));
  if (step.allow !== undefined) return attempt(() => act({ act: step.allow ? "allow" : "deny", group_id, user_id: person.id }));
  if (step.press) {
    const button = await soon(() => findButton(column, step.press, step.on));
    if (!button) return refuse(`Кнопки «${step.press[0]}» здесь нет. Сыграйте сначала шаги до этого.`);
    if (button.cmid) jump(column, button.cmid);
    const pressed = await pressAt(column, button);
    setTimeout(() => column.toBottom(), 600);
    return pressed;
  }
  const target = step.to ? await soon(() => told(column, step.to, person.id)) : null;
  if (step.to && !target) return refuse("Сначала сыграйте шаг с вопросом: отвечать пока не на что.");
  if (step.react) {
    jump(column, target.cmid);
    return reactTo(column, target, step.react);
  }
  const number = step.say.includes("{N}") ? await soon(() => lastNumber(person.id)) : "";
  if (number === null) return refuse("Номера вопроса пока не видно: карточка ещё не пришла.");
  if (target) column.replyTo(target);
  else if (column.context) column.dropContext();
  if (step.sample) column.setContext({ ...(column.context ?? { kind: "sample" }), sample: step.sample, label: "Фото" });
  await type(column, step.say.replace("{N}", number));
  return column.send();
}

function refuse(why) {
  toast(why);
  return false;
}

/** Whether the bot has put its reaction (this one, or any) under the newest message of a person's own with these words. */
function isMarked(words, reaction = null) {
  const asked = town.state.chats.flatMap((chat) => chat.messages).findLast((one) => !one.reply_to && one.text.includes(words));
  return Boolean(asked?.reactions.some((put) => put.user_id < 0 && (reaction === null || put.reaction_id === reaction)));
}

/** The bot answers in a moment: looks again and again until there is something, or null. */
async function soon(find, patience = PATIENCE) {
  for (const until = performance.now() + patience; performance.now() < until; await wait(100)) {
    const found = find();
    if (found) return found;
  }
  return null;
}

/** Words in passing: the dialog shown beside changes only for somebody whom the bot may answer there. */
const isAside = (place, user) => ["staff", "moderators", "wall"].includes(place) || (place === "chat" && !town.state.dialogs.some((one) => one.user_id === user && one.allowed));

/** Somebody else's newest message of its own with these words. */
function told(column, words, user) {
  const said = column.isBoard ? entriesOf(column.what).flatMap((one) => one.comments) : roomOf(column.what).messages;
  return said.findLast((one) => !one.deleted && one.from_id > 0 && one.from_id !== user && !one.reply_to && plain(one.text).toLowerCase().includes(words.toLowerCase()));
}

/** Shows the newest message, once there is one. */
async function look(column) {
  const newest = () => roomOf(column.what).messages.at(-1);
  const said = await soon(newest);
  if (said) jump(column, said.cmid);
  return true;
}

/** The number on the newest card in a person's dialog. */
function lastNumber(user) {
  const messages = town.state.dialogs.filter((one) => one.user_id === user).flatMap((one) => one.messages);
  return messages.findLast((one) => one.from_id < 0 && /№\s?\d/.test(one.text))?.text.match(/№\s?(\d+)/)[1];
}

async function type(column, text) {
  column.focusField();
  if (!isCalm()) {
    const chunk = Math.max(2, Math.ceil(text.length / 22));
    for (let end = chunk; end < text.length; end += chunk) {
      column.field.value = text.slice(0, end);
      column.fit();
      await wait(22);
    }
  }
  column.field.value = text;
  column.fit();
  await wait(isCalm() ? 0 : 160);
}
