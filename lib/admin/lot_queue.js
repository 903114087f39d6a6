// The order of the lots ahead, by hand: a lot is dragged by its grip with mouse, pen or finger, or
// moved by the buttons of its entry. The list changes when the house has said yes.
//
// Pointer events serve all three; HTML's own drag and drop knows no finger. Escape lets go.

import { call, problemWords, sayOutcome } from "../web/action.js";

const list = document.getElementById("queue");

/** The entries in their order. @returns {HTMLElement[]} */
function entries() {
  return /** @type {HTMLElement[]} */ ([...(list?.children ?? [])]);
}

/** The button to come back to when its entry has moved. @type {{ lot: string, way: string } | null} */
let pressed = null;

/**
 * Puts `lot` before another one, or behind all.
 * @param {string} lot @param {string | null} before
 */
async function move(lot, before) {
  if (list === null) return;
  const others = entries().map((entry) => entry.dataset.lot ?? "").filter((id) => id !== lot);
  const number = before === null ? others.length + 1 : others.indexOf(before) + 1;
  try {
    const answer = await call(`/api/v1/lots/${lot}/move`, { body: { before } });
    if (!answer.ok) return sayOutcome(problemWords(answer.body), "bad");
    place(lot, before);
    sayOutcome(words(list.dataset.moved, { lot, place: number, count: others.length + 1 }), "good");
  } catch {
    sayOutcome(document.getElementById("confirm-dialog")?.dataset.unanswered ?? "", "bad");
  }
}

/** As the stream will say in a moment: the next press must not find the order of before. @param {string} lot @param {string | null} before */
function place(lot, before) {
  const entry = document.getElementById(`queue-${lot}`);
  if (entry === null) return;
  list?.insertBefore(entry, before === null ? null : document.getElementById(`queue-${before}`));
  focusPressed();
}

/** @param {string | undefined} text @param {Record<string, string | number>} values */
function words(text = "", values) {
  return text.replaceAll(/\{(\w+)\}/g, (_, name) => String(values[name] ?? ""));
}

/** Which lot comes after `lot` when it has gone that way; undefined where it is there already. @param {string} lot @param {string} way */
function targetOf(lot, way) {
  const ids = entries().map((entry) => entry.dataset.lot ?? "");
  const index = ids.indexOf(lot);
  if (way === "down") return index === ids.length - 1 ? undefined : ids[index + 2] ?? null;
  if (index <= 0) return undefined;
  return way === "up" ? ids[index - 1] : ids[0];
}

list?.addEventListener("click", ({ target }) => {
  const button = target instanceof Element ? target.closest("[data-move]") : null;
  const entry = button?.closest("[data-lot]");
  if (!(button instanceof HTMLElement) || !(entry instanceof HTMLElement)) return;
  const { lot = "" } = entry.dataset;
  const { move: way = "" } = button.dataset;
  const before = targetOf(lot, way);
  if (before === undefined) return sayOutcome(words(list.dataset.atEnd, { lot }), "plain");
  pressed = { lot, way };
  void move(lot, before);
});

// --- dragging -------------------------------------------------------------------------------

/** @type {{ entry: HTMLElement, pointer: number, over: HTMLElement | null, isAfter: boolean } | null} */
let drag = null;

list?.addEventListener("pointerdown", (event) => {
  const { target, button, pointerId } = event;
  const grip = target instanceof Element ? target.closest("[data-grip]") : null;
  const entry = grip?.closest("[data-lot]");
  if (button !== 0 || grip === null || !(entry instanceof HTMLElement)) return;
  event.preventDefault();
  grip.setPointerCapture(pointerId);
  entry.dataset.state = "dragged";
  drag = { entry, pointer: pointerId, over: null, isAfter: false };
});

addEventListener("pointermove", ({ pointerId, clientY }) => {
  if (drag === null || list === null || pointerId !== drag.pointer) return;
  const { top, bottom } = list.getBoundingClientRect();
  const edge = 32;
  if (clientY < top + edge) list.scrollTop -= 12;
  if (clientY > bottom - edge) list.scrollTop += 12;
  const over = entries().find((entry) => {
    const box = entry.getBoundingClientRect();
    return clientY >= box.top && clientY < box.bottom;
  });
  if (over === undefined) return;
  const box = over.getBoundingClientRect();
  showLine(over, clientY > box.top + box.height / 2);
});

/** The line where the lot would come to stand. @param {HTMLElement | null} over @param {boolean} isAfter */
function showLine(over, isAfter) {
  if (drag === null) return;
  if (drag.over !== null && drag.over !== drag.entry) delete drag.over.dataset.state;
  drag.over = over;
  drag.isAfter = isAfter;
  if (over !== null && over !== drag.entry) over.dataset.state = isAfter ? "after" : "before";
}

/** @param {boolean} isWanted */
function letGo(isWanted) {
  if (drag === null) return;
  const { entry, over, isAfter } = drag;
  showLine(null, false);
  delete entry.dataset.state;
  drag = null;
  if (!isWanted || over === null || over === entry) return;
  const next = isAfter ? over.nextElementSibling : over;
  if (next === entry || entry.nextElementSibling === next) return;
  const before = next instanceof HTMLElement ? next.dataset.lot ?? null : null;
  void move(entry.dataset.lot ?? "", before);
}

addEventListener("pointerup", ({ pointerId }) => {
  if (pointerId === drag?.pointer) letGo(true);
});
addEventListener("pointercancel", () => letGo(false));
addEventListener("keydown", ({ key }) => {
  if (key === "Escape") letGo(false);
});

// --- what stays as the list changes ---------------------------------------------------------

/** An entry that changes its place in the document loses the focus. */
function focusPressed() {
  if (pressed === null || document.activeElement !== document.body) return;
  const { lot, way } = pressed;
  const button = list?.querySelector(`[data-lot="${CSS.escape(lot)}"] [data-move="${way}"]`);
  if (button instanceof HTMLElement) button.focus();
}

document.addEventListener("leilao:patched", focusPressed);
// Whoever goes on elsewhere is not called back.
addEventListener("focusin", ({ target }) => {
  const isThere = target instanceof HTMLElement && target.dataset.move === pressed?.way;
  if (!isThere) pressed = null;
});
