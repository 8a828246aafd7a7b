// The control API and the live stream. Nothing here knows about the page.

export class Refused extends Error {}

async function ask(path, options) {
  let response;
  try {
    response = await fetch(path, { cache: "no-store", ...options });
  } catch {
    throw new Refused("Песочница не отвечает. Она запущена?");
  }
  const answer = await response.json().catch(() => null);
  if (!response.ok || !answer?.ok) throw new Refused(answer?.error || `Песочница ответила ${response.status}`);
  return answer;
}

const post = (path, body) =>
  ask(path, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });

export const act = (body) => post("/sandbox/act", body);
export const clock = (body) => post("/sandbox/clock", body);
export const network = (body) => post("/sandbox/network", body);
export const replay = (body) => post("/sandbox/replay", body);
export const reset = () => post("/sandbox/reset", {});

/** Calls `onState` with every new snapshot and `onLink` with "live", "polling" or "lost". */
export function follow(onState, onLink) {
  let reading = null;
  let stale = false;
  let version = null;
  let streaming = false;
  let failures = 0;

  async function read() {
    try {
      const state = await ask("/sandbox/state");
      failures = 0;
      onLink(streaming ? "live" : "polling");
      if (state.version !== version) {
        version = state.version;
        onState(state);
      }
    } catch (trouble) {
      if (!(trouble instanceof Refused)) throw trouble;
      failures += 1;
      onLink("lost");
    }
  }

  // One reading at a time; whatever changed meanwhile is read once more, right after.
  function refresh() {
    if (reading) {
      stale = true;
      return reading;
    }
    reading = read().finally(() => {
      reading = null;
      if (stale) {
        stale = false;
        refresh();
      }
    });
    return reading;
  }

  function listen() {
    const stream = new EventSource("/sandbox/events");
    stream.onopen = () => {
      streaming = true;
      refresh();
    };
    stream.onmessage = refresh;
    stream.onerror = () => {
      streaming = false;
      if (stream.readyState === EventSource.CLOSED) {
        stream.close();
        setTimeout(listen, 2000);
      }
    };
  }

  setInterval(() => {
    if (!streaming && (failures < 5 || Math.random() < 0.3)) refresh();
  }, 1500);

  listen();
  refresh();
  return refresh;
}
