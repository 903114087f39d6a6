// After a bid from the room the next one is entered at once: the focus goes back to the paddle. A
// bid without an amount is the next bid that the clerk saw: right after a rise it is not sent. And a
// bid for the paddle that leads is most often one that was entered twice: it is asked for.

import { sayOutcome } from "../web/action.js";
import { RisenAsks } from "./risen_ask.js";

const asks = new RisenAsks();

addEventListener("leilao:done", ({ target }) => {
  if (!(target instanceof HTMLFormElement) || !target.contains(document.activeElement)) return;
  const paddle = target.elements.namedItem("paddle");
  if (paddle instanceof HTMLInputElement) paddle.focus();
});

/** What was refused is typed over, not typed on: 102 after 101 must not become 101102. @param {EventTarget | null} form */
function selectPaddle(form) {
  if (!(form instanceof HTMLFormElement)) return;
  const paddle = form.elements.namedItem("paddle");
  if (paddle instanceof HTMLInputElement && paddle === document.activeElement) paddle.select();
}
addEventListener("leilao:refused", ({ target }) => selectPaddle(target));

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
  selectPaddle(target);
}, { capture: true });

/** The question of action.js, only where the paddle that was typed leads already. @param {HTMLFormElement} form */
function askOfOwnLead(form) {
  const { paddle: leader, ask, verb, effect } = JSON.parse(form.dataset.ownLead ?? "{}");
  const typed = form.elements.namedItem("paddle");
  if (typed instanceof HTMLInputElement && typed.value.trim() === leader) {
    form.dataset.confirm = ask;
    form.dataset.verb = verb;
    form.dataset.effects = JSON.stringify([effect]);
  } else delete form.dataset.confirm;
}

addEventListener("submit", ({ target }) => {
  if (!(target instanceof HTMLFormElement) || !target.id.startsWith("form-floor-bids-")) return;
  askOfOwnLead(target);
}, { capture: true });

document.addEventListener("leilao:patched", look);
look();
