// The files that the bidder's page loads, as texts in this program.

import { type Asset, buildOf } from "../web/assets.ts";
import { WEB_ASSETS } from "../web/web_assets.ts";
import bidFormCss from "./bid_form.css" with { type: "text" };
import bidFormJs from "./bid_form.js" with { type: "text" };
import bidPressJs from "./bid_press.js" with { type: "text" };
import bidderPageCss from "./bidder_page.css" with { type: "text" };
import ringCardCss from "./ring_card.css" with { type: "text" };

/** All of them. */
export const BIDDER_ASSETS: readonly Asset[] = [
  ...WEB_ASSETS,
  { path: "bidder/bid_form.css", text: bidFormCss },
  { path: "bidder/bid_form.js", text: bidFormJs },
  { path: "bidder/bid_press.js", text: bidPressJs },
  { path: "bidder/bidder_page.css", text: bidderPageCss },
  { path: "bidder/ring_card.css", text: ringCardCss },
];

/** Names the assets of this build. */
export const BIDDER_BUILD = buildOf(BIDDER_ASSETS);
