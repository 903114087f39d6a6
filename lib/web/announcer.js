// Tells a screen reader what has changed, seldom enough to be listened to.
//
// The server writes what there is to say into the region "say". Of sentences that follow each other
// closely only the newest is told. A part with data-once, its name, is told once while it stands
// there, and not where it stood when the page was opened.

const quietMs = 3_000;

/** @type {string | null} */
let told = null;
/** The names of the parts that were told and stand there still. @type {Set<string>} */
let toldOnce = new Set();
let toldAt = Number.NEGATIVE_INFINITY;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let waiting;

function tell() {
  waiting = undefined;
  const announcer = document.getElementById("announcer");
  const nodes = [...document.getElementById("say")?.childNodes ?? []];
  const parts = nodes.map((node) => ({
    text: node.textContent?.trim() ?? "",
    once: node instanceof HTMLElement ? node.dataset.once : undefined,
  }));
  const before = told;
  const named = parts.filter(({ once }) => once !== undefined);
  // What the sentence before has said already is no news: the lot that was shown has another place.
  const fresh = before === null
    ? []
    : named.filter(({ text, once }) => !toldOnce.has(once ?? "") && !before.includes(text));
  toldOnce = new Set(named.map(({ once }) => once ?? ""));
  told = parts.filter(({ once }) => once === undefined).map(({ text }) => text).join(" ").trim();
  const text = [...fresh.map((part) => part.text), ...(told === before ? [] : [told])].join(" ");
  if (announcer === null || text === "") return;
  toldAt = performance.now();
  announcer.textContent = text;
}

document.addEventListener("leilao:patched", () => {
  if (waiting !== undefined) return;
  const waitMs = toldAt + quietMs - performance.now();
  if (waitMs <= 0) tell();
  else waiting = setTimeout(tell, waitMs);
});
