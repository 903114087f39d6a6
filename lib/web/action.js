// What the buttons and forms of a page do: one request to its own server, asked once where it
// matters, and its outcome in words.
//
// On a button or a form:
//   data-action   the path that is called
//   data-method   POST unless it says otherwise
//   data-body     a JSON object that is sent; the fields of a form are added to it
//   data-confirm  the question that is asked before
//   data-verb     what the button of that question says
//   data-preview  the server is asked first what would happen, and its words stand in the question
//   data-effects  a JSON list of sentences that stand there where the server is not asked, or tells nothing
//   data-done     what is said when it is done; {field} stands for a field of the answer
//   data-done-empty  the same of a form whose fields were all left empty
//   data-clear    a form that is emptied when it is done
// On a field: data-kind = money (read by the server in the person's language), number, flag, json.
// A field named "premium.0.from" is sent as {"premium": [{"from": ...}]}, for what is fixed there.

const root = document.documentElement;
/** After so long it is said that the answer is waited for. */
const slowMs = 1_500;
/** Actions on their way, so that nothing is sent twice. @type {Set<string>} */
const busy = new Set();

/** @param {string} text @param {"good" | "bad" | "plain"} tone */
export function sayOutcome(text, tone) {
  const place = document.getElementById("outcome");
  if (place === null) return;
  place.textContent = text;
  place.dataset.tone = tone;
}

/** A refusal in words. @param {unknown} problem */
export function problemWords(problem) {
  if (typeof problem !== "object" || problem === null) return unanswered();
  const { title, detail, errors } = /** @type {Record<string, unknown>} */ (problem);
  const first = Array.isArray(errors) && errors.length > 0
    ? ` (${errors[0].pointer}: ${errors[0].expected})`
    : "";
  // A title of the admin API bears no full stop: the advice after it is a sentence of its own.
  return [title, detail].filter((part) => typeof part === "string").join(". ") + first;
}

function unanswered() {
  return document.getElementById("confirm-dialog")?.dataset.unanswered ?? "";
}

/**
 * One request with a JSON body and a JSON answer, in the page's language. Rejects where no answer came.
 * @param {string} path
 * @param {{ method?: string | undefined, body?: unknown }} [options]
 * @returns {Promise<{ ok: boolean, status: number, body: any }>}
 */
export async function call(path, { method = "POST", body } = {}) {
  const response = await fetch(path, {
    method,
    headers: {
      "page-language": root.lang,
      ...(body === undefined ? {} : { "content-type": "application/json" }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    signal: AbortSignal.timeout(15_000),
  });
  const text = await response.text();
  return { ok: response.ok, status: response.status, body: text === "" ? null : JSON.parse(text) };
}

/** @param {HTMLElement} element */
async function bodyOf(element) {
  const fixed = JSON.parse(element.dataset.body ?? "{}");
  if (!(element instanceof HTMLFormElement)) return fixed;
  const body = { ...fixed };
  for (const field of element.elements) {
    if (!(field instanceof HTMLInputElement || field instanceof HTMLSelectElement)) continue;
    if (field.name === "") continue;
    const value = await valueOf(field);
    if (value !== undefined) put(body, field.name.split("."), value);
  }
  return body;
}

/** @param {any} into @param {string[]} steps @param {unknown} value */
function put(into, [step = "", ...rest], value) {
  if (rest.length === 0) into[step] = value;
  else put(into[step] ??= {}, rest, value);
}

/** An empty field is left out, unless it says what emptiness means. @param {HTMLInputElement | HTMLSelectElement} field */
async function valueOf(field) {
  const text = field.value.trim();
  if (field.dataset.kind === "flag") return /** @type {HTMLInputElement} */ (field).checked;
  if (text === "") return field.dataset.empty === "null" ? null : undefined;
  if (field.dataset.kind === "number") return Number(text);
  if (field.dataset.kind === "json") return JSON.parse(text);
  if (field.dataset.kind !== "money") return text;
  const { ok, body } = await call(`/amount?text=${encodeURIComponent(text)}`, { method: "GET" });
  if (ok) return body.cents;
  field.setAttribute("aria-invalid", "true");
  field.focus();
  throw new Refusal(problemWords(body));
}

class Refusal extends Error {}

/**
 * Asks once; true where the person wants it.
 * @param {HTMLElement} element @param {readonly string[]} effects
 * @returns {Promise<boolean>}
 */
export function ask(element, effects) {
  const dialog = document.getElementById("confirm-dialog");
  if (!(dialog instanceof HTMLDialogElement)) return Promise.resolve(false);
  const part = (/** @type {string} */ selector) => dialog.querySelector(selector);
  const title = part("#confirm-title");
  const list = part("#confirm-effects");
  const button = part(".confirm-do");
  if (title !== null) title.textContent = element.dataset.confirm ?? "";
  if (button !== null) button.textContent = element.dataset.verb ?? element.textContent;
  const words = effects.length > 0 ? effects : [dialog.dataset.noEffect ?? ""];
  list?.replaceChildren(...words.map((text) => {
    const item = document.createElement("li");
    item.textContent = text;
    return item;
  }));
  return answerTo(dialog);
}

/** Ends the question that stands, unanswered. */
let dismiss = () => {};

/**
 * Shows the dialog; true where its "do" is pressed. What is pressed counts at once: "close" comes
 * with the next frame, which a window that is covered draws late, and a question that is asked
 * meanwhile would wipe out the answer to this one.
 * @param {HTMLDialogElement} dialog
 * @returns {Promise<boolean>}
 */
function answerTo(dialog) {
  dismiss();
  dialog.returnValue = "";
  dialog.showModal();
  return new Promise((resolve) => {
    const answered = new AbortController();
    const { signal } = answered;
    /** @param {boolean} isWanted */
    const answer = (isWanted) => {
      answered.abort();
      resolve(isWanted);
    };
    dismiss = () => answer(false);
    dialog.addEventListener("submit", ({ submitter }) => {
      answer(submitter instanceof HTMLButtonElement && submitter.value === "do");
    }, { signal });
    dialog.addEventListener("cancel", dismiss, { signal });
    // The late "close" of the question before finds this one open.
    dialog.addEventListener("close", () => dialog.open || answer(false), { signal });
  });
}

/** @param {HTMLElement} element */
async function run(element) {
  const { action = "", method } = element.dataset;
  const key = `${action} ${element.dataset.body ?? ""}`;
  if (busy.has(key)) return;
  busy.add(key);
  element.setAttribute("aria-busy", "true");
  const typed = typedIn(element);
  // What was done before says nothing of this, however long the answer takes.
  sayOutcome("", "plain");
  try {
    const body = await bodyOf(element);
    if (element.dataset.confirm !== undefined && !await agreed(element, body)) return;
    const answer = await patiently(call(action, { method, body }));
    if (!answer.ok) throw new Refusal(problemWords(answer.body));
    sayOutcome(filled(doneWords(element, typed), answer.body), "good");
    // What comes next may be half typed already.
    if (element instanceof HTMLFormElement && element.dataset.clear !== undefined) {
      if (typedIn(element) === typed) element.reset();
    }
    element.dispatchEvent(new CustomEvent("leilao:done", { bubbles: true, detail: answer.body }));
  } catch (error) {
    sayOutcome(error instanceof Refusal ? error.message : unanswered(), "bad");
    if (typedIn(element) === typed) {
      element.dispatchEvent(new CustomEvent("leilao:refused", { bubbles: true }));
    }
  } finally {
    busy.delete(key);
    element.removeAttribute("aria-busy");
  }
}

/** Says that an answer is waited for, where it takes long. @template T @param {Promise<T>} answer */
async function patiently(answer) {
  const words = document.getElementById("confirm-dialog")?.dataset.slow ?? "";
  const timer = setTimeout(() => sayOutcome(words, "plain"), slowMs);
  try {
    return await answer;
  } finally {
    clearTimeout(timer);
  }
}

/** @param {HTMLElement} element @param {string} typed what {@link typedIn} said when it was sent */
function doneWords({ dataset: { done = "", doneEmpty = done } }, typed) {
  return JSON.parse(typed || "[]").some((/** @type {string[]} */ [, value]) => value !== "")
    ? done
    : doneEmpty;
}

/** All that is filled in, to be compared. @param {HTMLElement} element */
function typedIn(element) {
  return element instanceof HTMLFormElement ? JSON.stringify([...new FormData(element)]) : "";
}

/**
 * Whether the person wants what it will do. A bid may come while the question stands: then it would
 * do something else than was read, and is asked again with what it would do now.
 * @param {HTMLElement} element @param {unknown} body
 */
async function agreed(element, body) {
  let { effects, meaning } = await effectsOf(element, body);
  for (;;) {
    if (!await ask(element, effects)) return false;
    if (element.dataset.preview === undefined) return true;
    const now = await effectsOf(element, body);
    if (now.meaning === meaning) return true;
    const changed = document.getElementById("confirm-dialog")?.dataset.changed ?? "";
    effects = [changed, ...now.effects];
    meaning = now.meaning;
  }
}

/** Times go on by themselves: they are no part of what something means. */
const times = new Set(["at", "endsAt"]);

/** @param {HTMLElement} element @param {unknown} body @returns {Promise<{ effects: string[], meaning: string }>} */
async function effectsOf(element, body) {
  const { action = "", method, preview } = element.dataset;
  const known = JSON.parse(element.dataset.effects ?? "[]");
  if (preview === undefined) return { effects: known, meaning: "" };
  const answer = await call(`${action}?preview=true`, { method, body });
  if (!answer.ok) throw new Refusal(problemWords(answer.body));
  const { effects, events } = answer.body;
  const meaning = JSON.stringify(events, (name, value) => times.has(name) ? undefined : value);
  return { effects: effects.length > 0 ? effects : known, meaning };
}

/** @param {string} text @param {Record<string, unknown> | null} answer */
function filled(text, answer) {
  return text.replace(/\{(\w+)\}/g, (all, field) => String(answer?.[field] ?? all));
}

addEventListener("click", (event) => {
  const { target } = event;
  const element = target instanceof Element ? target.closest("button[data-action]") : null;
  if (!(element instanceof HTMLButtonElement) || element.disabled) return;
  event.preventDefault();
  // The second click of a double click is no second wish.
  if (event.detail > 1) return;
  void run(element);
});

addEventListener("submit", (event) => {
  const { target } = event;
  if (!(target instanceof HTMLFormElement) || target.dataset.action === undefined) return;
  event.preventDefault();
  void run(target);
});

addEventListener("input", ({ target }) => {
  if (target instanceof HTMLElement) target.removeAttribute("aria-invalid");
});
