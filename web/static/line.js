"use strict";
// The line to the bot: the state comes by itself, taps go back. A broken line mends itself.

const FORM = document.querySelector("meta[name=form]").content;
const HOME = location.pathname.replace(/\/$/, "");
const SILENCE = 32000;

const line = { source: null, heardAt: 0, wait: 1000, again: 0, ended: false };

function connect(onState) {
  clearTimeout(line.again);
  line.source?.close();
  line.heardAt = Date.now();
  line.source = new EventSource(`${HOME}/events`);
  line.source.onmessage = (event) => {
    heard();
    onState(JSON.parse(event.data));
  };
  line.source.addEventListener("alive", heard);
  line.source.onerror = () => later(onState);
}

function heard() {
  line.heardAt = Date.now();
  line.wait = 1000;
  $("line-down").hidden = true;
}

async function later(onState) {
  line.source.close();
  clearTimeout(line.again);
  if (line.ended) return;
  $("line-down").textContent = say("desk.line-down");
  $("line-down").hidden = false;
  line.again = setTimeout(() => connect(onState), line.wait * (0.75 + Math.random() / 2));
  line.wait = Math.min(line.wait * 2, 15000);
  const answer = await fetch(`${HOME}/state`, { headers: { "X-Form": FORM } }).catch(() => null);
  if (answer && [401, 403, 404].includes(answer.status)) {
    line.ended = true;
    clearTimeout(line.again);
    $("line-down").textContent = say("desk.out");
  }
}

function watchSilence(onState) {
  setInterval(() => {
    if (line.source.readyState !== EventSource.CLOSED && Date.now() - line.heardAt > SILENCE) later(onState);
  }, 2000);
}

/** One tap; the answer brings the state as it stands now, also when somebody was first. */
async function send(tap) {
  const answer = await fetch(`${HOME}/tap`, {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-Form": FORM },
    body: JSON.stringify(tap),
  }).catch(() => null);
  const body = answer ? await answer.json().catch(() => ({})) : {};
  return { ok: Boolean(answer?.ok), no: answer ? body.no || say("desk.failed") : say("desk.failed"), state: body.state };
}

const getQuestions = (theme) => fetch(`${HOME}/themes/${theme}`, { headers: { "X-Form": FORM } }).then((answer) => (answer.ok ? answer.json() : []));
