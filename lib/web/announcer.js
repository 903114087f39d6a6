// Tells a screen reader what has changed, seldom enough to be listened to.
//
// The server writes one sentence into the region "say". Of sentences that follow each other closely
// only the newest is told.

const quietMs = 3_000;

/** @type {string} */
let told = "";
let toldAt = Number.NEGATIVE_INFINITY;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let waiting;

function tell() {
  waiting = undefined;
  const text = document.getElementById("say")?.textContent?.trim() ?? "";
  const announcer = document.getElementById("announcer");
  if (announcer === null || text === told) return;
  told = text;
  toldAt = performance.now();
  announcer.textContent = text;
}

document.addEventListener("leilao:patched", () => {
  if (waiting !== undefined) return;
  const waitMs = toldAt + quietMs - performance.now();
  if (waitMs <= 0) tell();
  else waiting = setTimeout(tell, waitMs);
});
