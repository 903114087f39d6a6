// Keeps a page up to date: hears the page's event stream and puts what changed into its place.
//
// The server sends finished HTML for regions and entries of lists (patch.ts). Here it is only
// merged into the document, so that focus, typed text and open details stay as they are. Told
// after each patch: the event "leilao:patched" on the document.

/**
 * @typedef {{ order?: string[], rows: Record<string, string> }} ListPatch
 * @typedef {{ now: number, regions: Record<string, string>, lists: Record<string, ListPatch> }} Patch
 * @typedef {{ morph(node: Element, content: string, options: object): unknown }} Morpher
 */

const root = document.documentElement;
const { Idiomorph } = /** @type {{ Idiomorph: Morpher }} */ (/** @type {unknown} */ (globalThis));

/** What the person did to an element, and the server does not know. */
const ownAttributes = new Set(["open", "aria-busy", "aria-invalid", "data-state"]);

/** Fields that the person has filled in: what was typed stays, until the form is emptied. */
const filledIn = new WeakSet();
addEventListener("input", ({ target }) => void (target instanceof Element && filledIn.add(target)));
addEventListener("reset", ({ target }) => {
  if (!(target instanceof HTMLFormElement)) return;
  for (const field of target.elements) filledIn.delete(field);
});

/**
 * What is the person's in an element: not changed by a patch. Idiomorph's own `ignoreActiveValue`
 * would also keep the words of a button that has the focus while its data change: a press would do
 * another thing than it says.
 * @param {string} name @param {Element} element
 */
function isOwn(name, element) {
  const isTypedIn = name === "value" && element === document.activeElement;
  return isTypedIn || ownAttributes.has(name) || filledIn.has(element.closest("select") ?? element);
}

const morphOptions = {
  morphStyle: "innerHTML",
  callbacks: {
    /** @param {string} name @param {Element} element */
    beforeAttributeUpdated: (name, element) => !isOwn(name, element),
    /** @param {Node} before @param {Node} after */
    beforeNodeMorphed: (before, after) => {
      if (!(before instanceof HTMLElement) || !(after instanceof HTMLElement)) return true;
      if (before.dataset.endsAt === undefined || after.dataset.endsAt === undefined) return true;
      // A running clock's text is counted here: only its end comes from the server.
      before.dataset.endsAt = after.dataset.endsAt;
      return false;
    },
  },
};

let offsetMs = Number.NaN;
/** @type {EventSource | null} */
let source = null;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let offlineTimer;

/** The house's time in milliseconds since 1970; NaN before it was heard. */
export function houseNowMs() {
  return performance.now() + offsetMs;
}

/** @param {Patch} patch */
function apply(patch) {
  offsetMs = patch.now - performance.now();
  for (const [id, html] of Object.entries(patch.regions)) {
    const region = document.getElementById(id);
    if (region !== null) Idiomorph.morph(region, html, morphOptions);
  }
  for (const [id, list] of Object.entries(patch.lists)) {
    const element = document.getElementById(id);
    if (element !== null) applyList(element, list);
  }
  document.dispatchEvent(new CustomEvent("leilao:patched"));
}

/** @param {HTMLElement} list @param {ListPatch} patch */
function applyList(list, { order, rows }) {
  for (const [key, html] of Object.entries(rows)) {
    const known = document.getElementById(`${list.id}-${key}`);
    if (known === null) list.insertAdjacentHTML("beforeend", html);
    else Idiomorph.morph(known, html, { ...morphOptions, morphStyle: "outerHTML" });
  }
  if (order === undefined) return;
  const wanted = new Set(order.map((key) => `${list.id}-${key}`));
  for (const child of [...list.children]) if (!wanted.has(child.id)) child.remove();
  order.forEach((key, index) => {
    const entry = document.getElementById(`${list.id}-${key}`);
    // Only what stands elsewhere is moved: moving an element takes the focus from it.
    if (entry !== null && list.children[index] !== entry) {
      list.insertBefore(entry, list.children[index] ?? null);
    }
  });
}

/** @param {boolean} isOffline */
function showOffline(isOffline) {
  clearTimeout(offlineTimer);
  offlineTimer = undefined;
  root.toggleAttribute("data-offline", isOffline);
  const notice = document.getElementById("offline");
  if (notice !== null) notice.hidden = !isOffline;
}

function follow() {
  const url = root.dataset.live;
  if (url === undefined || document.hidden) return;
  source?.close();
  const address = new URL(url, location.href);
  // The choice of language may have changed in another page: this one goes on in its own.
  address.searchParams.set("language", root.lang);
  source = new EventSource(address);
  source.addEventListener("hello", (event) => {
    // The program was replaced by another build while this page was open.
    if (JSON.parse(event.data) !== root.dataset.build) location.reload();
  });
  source.addEventListener("patch", (event) => {
    showOffline(false);
    apply(JSON.parse(event.data));
  });
  source.addEventListener("error", () => {
    // A line that comes back at once is no news.
    offlineTimer ??= setTimeout(() => showOffline(true), 1500);
    if (source?.readyState === EventSource.CLOSED) setTimeout(() => void comeBack(), 2000);
  });
}

/** The server refused the stream: either this browser is signed out, or there is no room just now. */
async function comeBack() {
  try {
    const { ok } = await fetch(location.href, { method: "HEAD", redirect: "manual" });
    if (ok) follow();
    else location.reload();
  } catch {
    setTimeout(() => void comeBack(), 2000);
  }
}

// A browser keeps six connections to one program and no more. Were pages that nobody sees to hold
// one each, the seventh request would wait for ever: a bid, or the hammer.
document.addEventListener("visibilitychange", () => {
  if (!document.hidden) return follow();
  source?.close();
  clearTimeout(offlineTimer);
  offlineTimer = undefined;
});
addEventListener("pagehide", () => source?.close());
addEventListener("pageshow", (event) => {
  if (event.persisted) follow();
});
follow();
