// What is read from a page as it stands before somebody: its texts, what is too wide, what would be
// lost in few colors, what moves, and where the keyboard goes.

import type { Page } from "playwright-core";
import type { PageStage } from "./page_stage.ts";

/** How far a walk by the keyboard may go before it is taken for one without an end. */
const stopsMax = 300;

/** One place where the focus came to rest. */
export interface KeyStop {
  /** The element's tag, id and text, for failures. */
  readonly name: string;
  readonly isOutlined: boolean;
  /** Whether all of it stands in the window, with nothing of the page above its middle. */
  readonly isInSight: boolean;
  /** Its place in the document's order. */
  readonly place: number;
}

/** A walk by the Tab key through a whole page. */
export interface KeyWalk {
  readonly stops: readonly KeyStop[];
  /** What can be pressed or filled in, and was never reached. */
  readonly missed: readonly string[];
}

/** Everything that is there to be read, hidden live regions and labels for screen readers too. */
export async function textsOf(page: Page): Promise<readonly string[]> {
  return await page.evaluate(`(() => {
    const texts = [document.title];
    // Of an attribute in JSON its texts alone: the names in it are a script's.
    const leaves = (value) => typeof value === "object" && value !== null
      ? Object.values(value).flatMap(leaves)
      : [String(value)];
    const json = ["data-texts", "data-effects"];
    const skipped = "script, style, bdi, .language-switch, data, input, [translate=no]";
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walk.nextNode()) {
      const { parentElement, textContent } = walk.currentNode;
      if (parentElement.closest(skipped) === null) texts.push(textContent);
    }
    for (const name of ["aria-label", "title", "alt", "placeholder", "data-confirm", "data-verb",
      "data-done", "data-effects", "data-empty", "data-texts", "data-label", "data-moved"]) {
      for (const element of document.querySelectorAll("[" + name + "]")) {
        if (element.closest(skipped) === null) {
          const value = element.getAttribute(name);
          texts.push(...json.includes(name) ? leaves(JSON.parse(value)) : [value]);
        }
      }
    }
    return texts.filter((text) => text.trim() !== "");
  })()`) as readonly string[];
}

/** How many pixels the page is wider than its window. */
export async function overflowOf(page: Page): Promise<number> {
  const width = `Math.max(document.documentElement.scrollWidth, document.body.scrollWidth)`;
  return await page.evaluate(`${width} - document.documentElement.clientWidth`) as number;
}

/** What only a background tells apart: in forced colors all of these have none. */
export async function borderlessOf(page: Page): Promise<readonly string[]> {
  return await page.evaluate(`[...document.querySelectorAll(
    "button:not(.quiet, [data-move]), .button, input, select, textarea, .badge, .notice, .card:not(:has(> #amounts:empty)), dialog[open]",
  )].filter((element) => {
    if (!element.checkVisibility() || element.type === "checkbox") return false;
    const { borderInlineStartStyle: style, borderInlineStartWidth: width } = getComputedStyle(element);
    return style === "none" || parseFloat(width) === 0;
  }).map((element) => element.outerHTML.slice(0, 120))`) as readonly string[];
}

/** What moves by itself or glides. */
export async function movingIn(page: Page): Promise<readonly string[]> {
  return await page.evaluate(`[...document.querySelectorAll("*")].filter((element) => {
    const { transitionDuration, animationName } = getComputedStyle(element);
    return animationName !== "none" ||
      transitionDuration.split(",").some((time) => parseFloat(time) > 0);
  }).map((element) => element.outerHTML.slice(0, 120))`) as readonly string[];
}

/** Goes through the page by the Tab key alone, from its beginning until it is left. */
export async function walkByKeys({ page }: PageStage): Promise<KeyWalk> {
  await page.evaluate(`(() => {
    document.activeElement?.blur();
    getSelection()?.removeAllRanges();
    scrollTo(0, 0);
    globalThis.keyStops = new Set();
  })()`);
  const stops: KeyStop[] = [];
  while (stops.length < stopsMax) {
    await page.keyboard.press("Tab");
    const stop = await page.evaluate(STOP) as KeyStop | null;
    if (stop === null) return { stops, missed: await page.evaluate(MISSED) as readonly string[] };
    stops.push(stop);
  }
  throw new Error(`the focus is still in the page after ${stopsMax} presses of Tab`);
}

/** Where the focus is; null once it has left the page or came back to where it was. */
const STOP = `(() => {
  const element = document.activeElement;
  if (element === null || element === document.body || keyStops.has(element)) return null;
  keyStops.add(element);
  const { outlineStyle, outlineWidth } = getComputedStyle(element);
  const box = element.getBoundingClientRect();
  const over = document.elementFromPoint(box.x + box.width / 2, box.y + Math.min(box.height / 2, 20));
  const inWindow = box.top >= 0 && box.left >= 0 && box.right <= innerWidth + 1 &&
    (box.bottom <= innerHeight + 1 || box.height > innerHeight / 2);
  return {
    name: element.tagName + "#" + element.id + " " + (element.innerText ?? "").slice(0, 40),
    isOutlined: outlineStyle !== "none" && parseFloat(outlineWidth) > 0,
    isInSight: inWindow && over !== null && (element.contains(over) || over.contains(element)),
    place: [...document.querySelectorAll("*")].indexOf(element),
  };
})()`;

const MISSED = `[...document.querySelectorAll(
  "a[href], button, input, select, textarea, summary, [tabindex='0']",
)].filter((element) => element.checkVisibility({ visibilityProperty: true }) &&
  !element.disabled && element.type !== "hidden" && !keyStops.has(element))
  .map((element) => element.outerHTML.slice(0, 120))`;
