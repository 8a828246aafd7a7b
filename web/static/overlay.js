"use strict";
// The viewers' screen: draws one state, softly, and never goes blank because a line broke.

const $ = (id) => document.getElementById(id);
const plate = $("plate"), title = $("title"), card = $("card");
const LARGEST = 4.6, SMALLEST = 1.5, STEP = 0.1, HIGHEST = 40; // hundredths of the picture's width
const FADE = matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : 380;
const SILENCE = 32000;

let shown = "";
let turn = 0;

function fit() {
  const rem = parseFloat(getComputedStyle(document.documentElement).fontSize);
  const fits = () => plate.offsetHeight <= HIGHEST * rem && title.scrollWidth <= title.clientWidth + 1;
  title.classList.remove("broken");
  let size = LARGEST;
  const set = () => title.style.setProperty("--size", `${size.toFixed(2)}rem`);
  for (set(); size > SMALLEST && !fits(); set()) size -= STEP;
  if (!fits()) {
    // one word longer than the screen: there is no other way than to break it
    title.classList.add("broken");
    size = LARGEST;
    for (set(); size > SMALLEST && !fits(); set()) size -= STEP;
  }
}

function write(state) {
  title.textContent = state.title;
  $("who").textContent = state.who;
  $("more").textContent = state.more;
  fit();
}

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

async function draw(state) {
  const key = JSON.stringify(state);
  if (key === shown) return;
  shown = key;
  const mine = ++turn;
  const isCard = state.kind === "card";
  if (isCard) {
    $("card-title").textContent = state.title;
    $("card-host").textContent = state.who;
    $("card-when").textContent = state.more;
  }
  card.classList.toggle("gone", !isCard);
  if (!plate.classList.contains("gone")) {
    plate.classList.add("gone");
    await pause(FADE);
    if (mine !== turn) return;
  }
  if (state.kind === "nothing") return;
  write(isCard ? state.sample : state);
  plate.classList.remove("gone");
}

// --- the line to the bot: comes again by itself, slower each time, for as long as it takes

let source = null, heardAt = 0, wait = 1000, again = 0;

function link(alive) {
  const words = $("link");
  words.textContent = alive ? words.dataset.yes : words.dataset.no;
  document.documentElement.dataset.link = alive ? "up" : "down";
}

function heard() {
  heardAt = Date.now();
  wait = 1000;
  link(true);
}

function connect() {
  clearTimeout(again);
  if (source) source.close();
  heardAt = Date.now();
  source = new EventSource(`${location.pathname}/events${location.search}`);
  source.onmessage = (event) => { heard(); draw(JSON.parse(event.data)); };
  source.addEventListener("alive", heard);
  source.onerror = later;
}

function later() {
  source.close();
  link(false);
  clearTimeout(again);
  again = setTimeout(connect, wait * (0.75 + Math.random() / 2));
  wait = Math.min(wait * 2, 15000);
}

setInterval(() => {
  $("card-clock").textContent = new Date().toLocaleTimeString("ru-RU");
  if (source && source.readyState !== EventSource.CLOSED && Date.now() - heardAt > SILENCE) later();
}, 1000);

addEventListener("resize", fit);
document.fonts.ready.then(() => {
  draw(JSON.parse($("state").textContent));
  connect();
});
// the letters a font brings come with the first word in them: measured once more
document.fonts.addEventListener("loadingdone", fit);
