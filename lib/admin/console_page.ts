// What a page of the console is: where it is, what it loads, what it shows and what of it is live.
//
// A page is a plain value. The app (console_app.tsx) puts it into its document and keeps it up to
// date; a page knows neither requests nor streams.

import type { Child } from "hono/jsx";
import type { LotId } from "../auction/lot.ts";
import type { Clock } from "../base/clock.ts";
import type { Language } from "../base/language.ts";
import type { LivePage } from "../web/live_streams.ts";
import type { HousePort } from "./house_port.ts";
import type { ConsoleTexts } from "./console_texts.ts";

/** For whom a page is shown, and of which house. */
export interface ConsoleContext {
  readonly house: HousePort;
  readonly clock: Clock;
  readonly language: Language;
  /** IANA name, for times of the day. */
  readonly timeZone: string;
  /** The lot that the page's address names ("?lot=7"), or null. It need not exist. */
  readonly chosen: LotId | null;
}

/** One page. */
export interface ConsolePage {
  /** Names the page, its style sheet and its scripts. */
  readonly name: string;
  /** "/" or "/bidders". */
  readonly path: string;
  /** Style sheets and module scripts below /assets/ beside those of every page. */
  readonly styles: readonly string[];
  readonly scripts: readonly string[];
  /** False: a page for a wall, without head and without anything to press. */
  readonly hasControls: boolean;
  title(texts: ConsoleTexts): string;
  /** The page as it is first shown; its regions hold what {@link live} says of them at that moment. */
  body(context: ConsoleContext): Child;
  /** What of the page changes: made once for all who have the same page open in the same language. */
  live(context: ConsoleContext): LivePage;
}
