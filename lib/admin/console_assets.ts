// The files that the pages of the console load, as texts in this program.

import type { Asset } from "../web/assets.ts";
import { WEB_ASSETS } from "../web/web_assets.ts";
import bidTickerCss from "./bid_ticker.css" with { type: "text" };
import biddersPageCss from "./bidders_page.css" with { type: "text" };
import cataloguePageCss from "./catalogue_page.css" with { type: "text" };
import consoleFrameCss from "./console_frame.css" with { type: "text" };
import floorPageCss from "./floor_page.css" with { type: "text" };
import floorPageJs from "./floor_page.js" with { type: "text" };
import keyDrop from "./key_drop.js" with { type: "text" };
import keyText from "./key_text.js" with { type: "text" };
import logPageCss from "./log_page.css" with { type: "text" };
import lotDrop from "./lot_drop.js" with { type: "text" };
import lotQueueCss from "./lot_queue.css" with { type: "text" };
import lotQueueJs from "./lot_queue.js" with { type: "text" };
import projectorPageCss from "./projector_page.css" with { type: "text" };
import resultsPageCss from "./results_page.css" with { type: "text" };
import risenAsk from "./risen_ask.js" with { type: "text" };
import ringActionsCss from "./ring_actions.css" with { type: "text" };
import ringCardCss from "./ring_card.css" with { type: "text" };

/** All of them. */
export const CONSOLE_ASSETS: readonly Asset[] = [
  ...WEB_ASSETS,
  { path: "admin/bid_ticker.css", text: bidTickerCss },
  { path: "admin/bidders_page.css", text: biddersPageCss },
  { path: "admin/catalogue_page.css", text: cataloguePageCss },
  { path: "admin/console_frame.css", text: consoleFrameCss },
  { path: "admin/floor_page.css", text: floorPageCss },
  { path: "admin/floor_page.js", text: floorPageJs },
  { path: "admin/key_drop.js", text: keyDrop },
  { path: "admin/key_text.js", text: keyText },
  { path: "admin/log_page.css", text: logPageCss },
  { path: "admin/lot_drop.js", text: lotDrop },
  { path: "admin/lot_queue.css", text: lotQueueCss },
  { path: "admin/lot_queue.js", text: lotQueueJs },
  { path: "admin/projector_page.css", text: projectorPageCss },
  { path: "admin/results_page.css", text: resultsPageCss },
  { path: "admin/risen_ask.js", text: risenAsk },
  { path: "admin/ring_actions.css", text: ringActionsCss },
  { path: "admin/ring_card.css", text: ringCardCss },
];
