// The stage of the sale floor's tests: a house in memory, and what the page shows of it.

import type { ConsoleContext } from "../../lib/admin/console_page.ts";
import { floorPage } from "../../lib/admin/floor_page.tsx";
import type { Language } from "../../lib/base/language.ts";
import type { Region } from "../../lib/web/region.ts";
import { sessions, type Stage } from "./stage.ts";

/** How a look at the page differs from the usual one. */
export interface Look {
  readonly language?: Language;
  readonly chosen?: string | null;
}

/** For whom the page is shown. */
export function contextOf(
  { house }: Stage,
  { language = "en", chosen = null }: Look = {},
): ConsoleContext {
  return { house, clock: { nowMs: () => house.nowMs }, language, timeZone: "UTC", chosen };
}

/** The regions of the page now. */
export function regionsOf(stage: Stage, look: Look = {}): readonly Region[] {
  return floorPage.live(contextOf(stage, look)).regions(stage.house.nowMs);
}

/** The HTML of one region; of a list, that of its entries one after the other. */
export function regionOf(stage: Stage, id: string, look: Look = {}): string {
  const region = regionsOf(stage, look).find((one) => one.id === id);
  if (region === undefined) throw new Error(`no region "${id}"`);
  const html = "html" in region ? region.html : region.rows.map((row) => row.html).join("\n");
  return html.replaceAll("\u00a0", " ");
}

/** The HTML of all that can be done with the lot that is shown. */
export function deedsIn(stage: Stage, look: Look = {}): string {
  return ["ring-do", "ring-more"].map((id) => regionOf(stage, id, look)).join("\n");
}

/** The ids of the buttons, links and forms of the lot that is shown, in their order. */
export function offeredIn(stage: Stage, look: Look = {}): readonly string[] {
  const html = deedsIn(stage, look);
  return [...html.matchAll(/ id="(do-[^"]+|look-next|form-[^"]+-fields)"/g)].map(([, id = ""]) =>
    id
  );
}

/** The start tag of the element with this id. */
export function tagOf(html: string, id: string): string {
  return new RegExp(`<[a-z]+[^>]* id="${RegExp.escape(id)}"[^>]*>`).exec(html)?.[0] ?? "";
}

/** The text of HTML, without its tags. */
export function textOf(html: string): string {
  return html.replaceAll(/<[^>]+>/g, " ").replaceAll(/\s+/g, " ").trim();
}

/** The Cookie header of a browser that has signed in. */
export async function cookie(): Promise<string> {
  return (await sessions.begin("Lia")).split(";")[0] ?? "";
}
