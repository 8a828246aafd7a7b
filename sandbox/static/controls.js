// The clock in the sky, the network, the journal of calls.

import { clock, network, replay, reset } from "./api.js";
import { $, el, reconcile } from "./dom.js";
import { attempt, toast } from "./toasts.js";
import { count, nowMs, parts, secondsUntil, town } from "./town.js";

const SKIES = [
  [0, "#0b1726", "#1a2f49"], [5, "#0f1e33", "#22385a"], [7.5, "#2c3d6b", "#8d4f63"], [9, "#1f5680", "#2a7199"], [12, "#175b88", "#28789f"],
  [16, "#1d5880", "#356f92"], [18, "#2a3a68", "#95514d"], [20, "#141f3a", "#3a3560"], [22, "#0c1829", "#1d3350"], [24, "#0b1726", "#1a2f49"],
];

function blend(one, two, share) {
  const channel = (hex, at) => parseInt(hex.slice(at, at + 2), 16);
  return `rgb(${[1, 3, 5].map((at) => Math.round(channel(one, at) + (channel(two, at) - channel(one, at)) * share)).join(" ")})`;
}

function paintSky(hour) {
  const next = Math.max(1, SKIES.findIndex(([at]) => at > hour));
  const [from, top, low] = SKIES[next - 1];
  const [to, topThen, lowThen] = SKIES[next];
  const share = (hour - from) / (to - from);
  const sky = $("sky");
  sky.style.setProperty("--sky-top", blend(top, topThen, share));
  sky.style.setProperty("--sky-low", blend(low, lowThen, share));
  sky.classList.toggle("lit", hour < 8.5 || hour >= 16.5);
}

let shown = "";

function drawClock() {
  if (!town.state) return;
  const now = parts(nowMs() / 1000);
  const sig = `${now.hm}${now.key}`;
  if (sig === shown) return;
  shown = sig;
  $("hm").textContent = now.hm;
  $("weekday").textContent = now.weekday;
  $("date").textContent = `${now.date} ${now.year}`;
  $("open-time").replaceChildren(el("b", {}, now.hm), el("span", {}, `${now.short}, ${now.date}`));
  $("open-time").setAttribute("aria-label", `Время: ${now.hm}, ${now.weekday}, ${now.date}. Перевести часы и проверить связь`);
  paintSky(now.hour);
}

/** Time goes by in small steps, so that the bot lives through every one of them. */
export async function walk(seconds) {
  const bar = $("timebar");
  bar.classList.add("busy");
  const done = await attempt(() => clock({ walk: seconds }));
  bar.classList.remove("busy");
  return done;
}

export function wireControls(refresh, rewind) {
  setInterval(drawClock, 250);
  const bar = $("timebar");
  bar.addEventListener("click", async (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    const { advance: seconds, until, speed } = button.dataset;
    if (bar.classList.contains("busy") && (seconds || until)) return;
    if (seconds) await walk(Number(seconds));
    else if (until) await walk(secondsUntil(until));
    else if (speed) await attempt(() => clock({ speed: Number(speed), frozen: false }));
    else if ("freeze" in button.dataset) await attempt(() => (town.state.clock.frozen ? clock({ frozen: false }) : clock({ frozen: true })));
    else return;
    refresh();
  });
  $("evening").onclick = async () => {
    const begun = await attempt(() => replay({ speed: 60 }));
    if (begun) toast(`Эфир начнётся в ${parts(begun.starts).hm}, вопросы пошли. Пульт — у модератора`);
    refresh();
  };
  $("reset").onclick = async () => {
    if (!confirm("Начать заново? Все сообщения песочницы пропадут, часы вернутся к началу.")) return;
    const button = $("reset");
    button.disabled = true;
    if (await attempt(reset)) toast("Всё как в начале");
    button.disabled = false;
    await refresh();
    rewind();
  };
  $("cut").onclick = async () => {
    await attempt(() => network({ down: !town.state.network.down }));
    refresh();
  };
  $("forgive").onclick = async () => {
    await attempt(() => network({ clear: true }));
    refresh();
  };
  $("fail").onsubmit = async (event) => {
    event.preventDefault();
    const form = new FormData(event.target);
    const times = Number(form.get("times"));
    const fail = { method: form.get("method"), code: Number(form.get("code")), times };
    if (await attempt(() => network({ fail }))) toast(`Следующие ${count(times, "вызов ответит", "вызова ответят", "вызовов ответят")} ошибкой ${fail.code}`);
    refresh();
  };
}

export function drawControls() {
  drawClock();
  const { clock: { speed, frozen }, network: { down, errors }, log } = town.state;
  for (const button of $("timebar").querySelectorAll("[data-speed]")) button.setAttribute("aria-pressed", String(!frozen && Number(button.dataset.speed) === speed));
  const freeze = $("timebar").querySelector("[data-freeze]");
  freeze.setAttribute("aria-pressed", String(frozen));
  freeze.querySelector(".word").textContent = frozen ? "Стоит" : "Пауза";
  const { replay: evening } = town.state;
  $("evening").disabled = Boolean(evening && evening.said < evening.of);
  $("evening").textContent = evening && evening.said < evening.of ? `Эфир: ${evening.said} из ${evening.of}` : "Вечер эфира";
  const wire = $("open-wire");
  wire.dataset.link = down ? "down" : errors.length ? "errors" : "up";
  $("wire-word").textContent = down ? "Сеть VK: оборвана" : errors.length ? "Сеть VK: с ошибками" : "Сеть VK: есть";
  $("cut").textContent = down ? "Вернуть сеть" : "Оборвать сеть";
  $("cut").setAttribute("aria-pressed", String(down));
  $("forgive").hidden = !errors.length;
  reconcile($("errors"), errors.map((one, at) => ({ key: `${at}`, sig: JSON.stringify(one), make: () => el("li", {}, `${one.method === "*" ? "любой вызов" : one.method}: ${one.kind === "drop" ? "обрыв" : `ошибка ${one.code}`}, ещё ${count(one.times, "раз", "раза", "раз")}`) })));
  if ($("wire").hidden) return;
  const newest = log.slice(-80).reverse();
  reconcile($("log"), newest.map((one, at) => ({ key: `${at}`, sig: JSON.stringify(one), make: () => el("li", {}, el("time", {}, parts(one.at).hms), el("span", {}, one.what)) })));
}
