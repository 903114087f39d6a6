// After a bid from the room the next one is entered at once: the focus goes back to the paddle. And
// a bid without an amount is the next bid that the clerk saw: right after a rise it is not sent.

import { sayOutcome } from "../web/action.js";
import { RisenAsks } from "./risen_ask.js";

const asks = new RisenAsks();

addEventListener("leilao:done", ({ target }) => {
  if (!(target instanceof HTMLFormElement) || !target.contains(document.activeElement)) return;
  const paddle = target.elements.namedItem("paddle");
  if (paddle instanceof HTMLInputElement) paddle.focus();
});

function look() {
  /** @type {Map<string, number>} */
  const shown = new Map();
  for (const form of document.querySelectorAll("form[data-risen]")) {
    if (!(form instanceof HTMLFormElement)) continue;
    const { amount } = JSON.parse(form.dataset.body ?? "{}");
    if (typeof amount === "number") shown.set(form.id, amount);
  }
  asks.show(shown, performance.now());
}

// Caught on its way down: what is stopped here is never sent (web/action.js).
addEventListener("submit", (event) => {
  const { target } = event;
  if (!(target instanceof HTMLFormElement) || target.dataset.risen === undefined) return;
  const typed = target.elements.namedItem("amount");
  if (typed instanceof HTMLInputElement && typed.value.trim() !== "") return;
  if (!asks.isFresh(target.id, performance.now())) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  sayOutcome(target.dataset.risen, "plain");
}, { capture: true });

document.addEventListener("leilao:patched", look);
look();
