// Plays the scenarios: finds the people, brings the column forward, types and sends.

import { act, network } from "./api.js";
import { advance } from "./controls.js";
import { $, el, isCalm, plain } from "./dom.js";
import { findButton, jump, pressAt, reactTo } from "./messages.js";
import { CAST, SCENARIOS } from "./scenarios.js";
import { attempt, avatar, toast } from "./toasts.js";
import { count, homeOf, roomOf, secondsUntil, subject, town } from "./town.js";

const wait = (ms) => new Promise((done) => setTimeout(done, ms));

let open = 0;
let at = 0;
let busy = false;
let seen = "";
let stage = null;

/** stage: become(user), reveal(key) → column, refresh() */
export function wirePlayer(given) {
  stage = given;
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

function where(step, user) {
  const { chats, posts } = town.state;
  const key = (one) => `chat:${one.group_id}:${one.peer_id}`;
  if (step.in === "staff") {
    const chat = chats.find((one) => one.kind === "staff" && one.members.includes(user)) ?? chats.find((one) => one.kind === "staff");
    if (chat) return key(chat);
  }
  if (step.in === "wall" && posts.length) return `wall:${posts[0].owner_id}`;
  if (step.in === "chat") {
    const chat = chats.find((one) => one.kind === "residents" && one.members.includes(user)) ?? chats.find((one) => one.kind === "residents");
    if (chat) return key(chat);
  }
  return `dialog:${homeOf(user)}:${user}`;
}

export function drawPlayer() {
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
  const next = box.querySelector(".step.next");
  if (focused) next?.focus({ preventScroll: true });
  if (next && at) next.scrollIntoView({ block: "nearest" });
}

function choose(index) {
  open = index;
  at = 0;
  seen = "";
  drawPlayer();
}

function steps(scenario) {
  return el("ol.steps-list", {},
    ...scenario.steps.map((step, index) => {
      const person = step.who ? cast(step.who) : null;
      const state = index < at ? "done" : index === at ? "next" : "later";
      return el("li", {},
        el(`button.step.${state}`, { type: "button", disabled: busy, "aria-label": `Шаг ${index + 1}${state === "done" ? ", сыгран" : ""}: ${person ? `${person.name}: ` : ""}${words(step)}`, style: { "--who": person?.colour ?? "#3f5560" }, onclick: () => play(scenario, index) },
          person ? avatar(person, true) : el("span.sign", { "aria-hidden": "true" }, step.net || step.fail ? "⇅" : "→"),
          el("span", {}, person ? el("b", {}, person.first_name) : null, el("span.what", {}, words(step)))),
        index === at - 1 && seen ? el("p.see", { role: "status" }, seen) : null);
    }),
    at >= scenario.steps.length ? el("li", {}, el("p.see", {}, "Сыграно. «Начать заново» вернёт город к началу.")) : null);
}

function words(step) {
  if (step.start) return "нажимает «Начать»";
  if (step.press) return `нажимает «${step.press[0]}»`;
  if (step.react) return "ставит реакцию под вопросом";
  if (step.net) return step.net === "down" ? "Оборвать сеть VK" : "Вернуть сеть VK";
  if (step.fail) return `VK ответит ошибкой ${step.fail.code}, ${count(step.fail.times, "раз", "раза", "раз")}`;
  if (step.until && step.days) return `Подождать рабочего дня, ${step.until.replace(/^0/, "")}`;
  if (step.until) return `Подождать до ${step.until.replace(/^0/, "")}`;
  if (step.pass) {
    const hours = Math.floor(step.pass / 3600);
    const minutes = Math.round((step.pass % 3600) / 60);
    return `Подождать ${[hours && `${hours} ч`, minutes && `${minutes} мин`].filter(Boolean).join(" ")}`;
  }
  return `${step.to ? "отвечает: " : ""}${step.say}`;
}

async function play(scenario, index) {
  if (busy) return;
  busy = true;
  drawPlayer();
  try {
    if (await perform(scenario.steps[index])) {
      at = index + 1;
      seen = scenario.steps[index].see ?? "";
    }
  } finally {
    busy = false;
    stage.refresh();
    drawPlayer();
  }
}

async function perform(step) {
  if (step.pass) return advance(step.pass);
  if (step.until) return advance(secondsUntil(step.until, step.days));
  if (step.net) return attempt(() => network({ down: step.net === "down" }));
  if (step.fail) return attempt(() => network({ fail: step.fail }));
  const person = cast(step.who);
  stage.become(person.id);
  const key = where(step, person.id);
  const column = stage.reveal(key, person.id);
  await wait(isCalm() ? 0 : 250);
  if (step.start) return attempt(() => act({ act: "start", group_id: subject(key).group, user_id: person.id }));
  if (step.press) {
    const button = findButton(column, step.press);
    if (!button) {
      toast(`Кнопки «${step.press[0]}» пока нет: бот ещё не спросил. Подождите или переведите часы.`);
      return false;
    }
    if (button.cmid) jump(column, button.cmid);
    return pressAt(column, button);
  }
  const target = step.to ? roomOf(column.what).messages.findLast((one) => !one.deleted && one.from_id > 0 && one.from_id !== person.id && !one.reply_to && plain(one.text).toLowerCase().includes(step.to.toLowerCase())) : null;
  if (step.to && !target) {
    toast("Сначала сыграйте шаг с вопросом: отвечать пока не на что.");
    return false;
  }
  if (step.react) {
    jump(column, target.cmid);
    return reactTo(column, target, step.react);
  }
  const text = step.say.replace("{N}", () => lastNumber(person.id));
  if (text.includes("undefined")) {
    toast("Номера вопроса пока не видно: карточка ещё не пришла.");
    return false;
  }
  if (target) column.replyTo(target);
  if (step.sample) column.setContext({ ...(column.context ?? { kind: "sample" }), sample: step.sample, label: "Фото" });
  await type(column, text);
  return column.send();
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

