// Sends bids: what a button shows, or what was typed. Which presses count is said in bid_press.js;
// what a bid is and whether it counts is for the program behind the page and the house.
//
// On a button or a form: data-bid, the lot, the kind, and on buttons the amount, the units and the
// next bid as they are shown there.

import { ask, call, problemWords, sayOutcome } from "../web/action.js";
import { BidPresses } from "./bid_press.js";

/** @typedef {import("./bid_press.js").Press} Press */
/** @typedef {import("./bid_press.js").Wish & { ask?: number }} Shown */

/** How long to wait before an unanswered order is asked for again. */
const retriesMs = [300, 1_000, 2_500];
/** How long it is said that what stands on a button has just changed. */
const saidForMs = 6_000;
/** From here on the program answers nothing that can be trusted: it may or may not have been done. */
const serverFailed = 500;

const presses = new BidPresses(() => crypto.randomUUID());
const place = document.querySelector(".bid-form");
const texts = place instanceof HTMLElement ? place.dataset : {};

/** @param {HTMLElement} element @returns {Shown} */
function shownBy(element) {
  return JSON.parse(element.dataset.bid ?? "{}");
}

/** @param {Shown} shown */
function wishOf({ lot, kind, amount, quantity }) {
  return { lot, kind, ...(amount === undefined ? {} : { amount }), quantity: quantity ?? 1 };
}

function look() {
  /** @type {Map<string, import("./bid_press.js").Wish>} */
  const buttons = new Map();
  for (const button of document.querySelectorAll("button[data-bid]")) {
    if (button instanceof HTMLButtonElement) buttons.set(button.id, wishOf(shownBy(button)));
  }
  presses.show(buttons, performance.now());
}

/** @param {number} ms */
function pause(ms) {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** One order, asked for until an answer comes or patience ends. @param {unknown} body */
async function order(body) {
  for (const waitMs of [...retriesMs, null]) {
    const answer = await call("/bids", { body }).catch(() => null);
    if (answer !== null && answer.status < serverFailed) return answer;
    if (waitMs === null) return answer;
    sayOutcome(texts.trying ?? "", "plain");
    await pause(waitMs);
  }
  return null;
}

/** @param {Press} press @param {number | null} seenAsk */
async function send(press, seenAsk) {
  const data = document.getElementById("seen-seq");
  const seq = data instanceof HTMLDataElement ? Number(data.value) : 0;
  const body = { intent: press.intent, ...press.wish, seen: { seq, ask: seenAsk } };
  let answer = await order(body);
  if (answer?.status === 409 && answer.body?.confirm !== undefined) {
    if (!await agrees(answer.body)) {
      presses.answered(press);
      return sayOutcome("", "plain");
    }
    answer = await order({ ...body, confirmed: true });
  }
  if (answer === null || answer.status >= serverFailed) {
    presses.lost(press);
    return sayOutcome(answer === null ? texts.lost ?? "" : problemWords(answer.body), "bad");
  }
  presses.answered(press);
  // Its answer comes in another way, and nobody takes this back then.
  if (answer.body?.code === "already_sent") {
    sayForNow(problemWords(answer.body));
    return false;
  }
  sayOutcome(answer.ok ? "" : problemWords(answer.body), answer.ok ? "plain" : "bad");
  return answer.ok;
}

/** @param {{ confirm: string, verb: string, effects: string[] }} question */
function agrees({ confirm, verb, effects }) {
  const element = document.createElement("button");
  element.dataset.confirm = confirm;
  element.dataset.verb = verb;
  return ask(element, effects);
}

/** Says what soon is no longer so: by then it would be read of another amount. @param {string} text */
function sayForNow(text) {
  sayOutcome(text, "plain");
  setTimeout(() => {
    if (document.getElementById("outcome")?.textContent === text) sayOutcome("", "plain");
  }, saidForMs);
}

// What was said of an amount is not meant for the next one.
addEventListener("input", ({ target }) => {
  if (target instanceof Element && target.closest("form[data-bid]")) sayOutcome("", "plain");
});

/** @param {HTMLElement} element @param {import("./bid_press.js").PressAnswer} answer @param {number | null} seenAsk */
async function carryOut(element, answer, seenAsk) {
  if (answer === "moved") return sayForNow(texts.moved ?? "");
  if (answer === "other_lot") return sayForNow(texts.otherLot ?? "");
  if (answer === "waiting") return sayOutcome(texts.waiting ?? "", "plain");
  element.setAttribute("aria-busy", "true");
  const isSent = await send(answer, seenAsk).finally(() => element.removeAttribute("aria-busy"));
  if (!isSent || !(element instanceof HTMLFormElement)) return;
  // The next amount may be half typed already.
  if (typedIn(element) === answer.wish.text) element.reset();
}

/** @param {HTMLFormElement} form */
function typedIn(form) {
  return String(new FormData(form).get("text") ?? "").trim();
}

/** Whether nothing is heard of the sale: what the page shows may be long gone (live_page.js). */
function isBehind() {
  return document.documentElement.hasAttribute("data-offline");
}

/** Bids that cannot be sent look so, and keep the focus. */
function showBehind() {
  for (const button of document.querySelectorAll("button[data-bid]")) {
    if (isBehind()) button.setAttribute("aria-disabled", "true");
    else button.removeAttribute("aria-disabled");
  }
}

addEventListener("click", ({ target, detail }) => {
  const button = target instanceof Element ? target.closest("button[data-bid]") : null;
  if (!(button instanceof HTMLButtonElement)) return;
  // The second click of a double click is no second wish.
  if (detail > 1) return;
  if (isBehind()) return sayOutcome(texts.behind ?? "", "plain");
  const shown = shownBy(button);
  const answer = presses.press(button.id, wishOf(shown), performance.now());
  void carryOut(button, answer, shown.ask ?? null);
});

// A lot that was asked for stands at the top of the page: who asked is taken there.
addEventListener("click", ({ target }) => {
  const button = target instanceof Element
    ? target.closest("[data-action='/looked-at-lot']")
    : null;
  const ring = button === null ? null : document.getElementById("ring");
  ring?.scrollIntoView({ block: "start" });
  ring?.focus({ preventScroll: true });
});

// A key that is held down presses once.
addEventListener("keydown", (event) => {
  const { target, repeat } = event;
  if (repeat && target instanceof Element && target.closest("[data-bid]")) event.preventDefault();
});

addEventListener("submit", (event) => {
  const { target } = event;
  if (!(target instanceof HTMLFormElement) || target.dataset.bid === undefined) return;
  event.preventDefault();
  if (isBehind()) return sayOutcome(texts.behind ?? "", "plain");
  const text = typedIn(target);
  const quantity = Number(new FormData(target).get("quantity") ?? 1);
  void carryOut(target, presses.send({ ...wishOf(shownBy(target)), text, quantity }), null);
});

new MutationObserver(showBehind)
  .observe(document.documentElement, { attributeFilter: ["data-offline"] });
document.addEventListener("leilao:patched", look);
look();
