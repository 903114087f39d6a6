// The files that every page of ours may load, as texts in this program.

import idiomorph from "idiomorph/dist/idiomorph.min.js" with { type: "text" };
import action from "./action.js" with { type: "text" };
import announcer from "./announcer.js" with { type: "text" };
import type { Asset } from "./assets.ts";
import elements from "./elements.css" with { type: "text" };
import icon from "./icon.svg" with { type: "text" };
import listFilter from "./list_filter.js" with { type: "text" };
import livePage from "./live_page.js" with { type: "text" };
import lotClock from "./lot_clock.js" with { type: "text" };
import lotPicture from "./lot_picture.css" with { type: "text" };
import priceChart from "./price_chart.css" with { type: "text" };
import shortcutKeys from "./shortcut_keys.js" with { type: "text" };
import signInCss from "./sign_in.css" with { type: "text" };
import signIn from "./sign_in.js" with { type: "text" };
import stackedTable from "./stacked_table.css" with { type: "text" };
import tokens from "./tokens.css" with { type: "text" };

/** All of them. */
export const WEB_ASSETS: readonly Asset[] = [
  { path: "web/action.js", text: action },
  { path: "web/announcer.js", text: announcer },
  { path: "web/elements.css", text: elements },
  { path: "web/icon.svg", text: icon },
  { path: "web/idiomorph.js", text: idiomorph },
  { path: "web/list_filter.js", text: listFilter },
  { path: "web/live_page.js", text: livePage },
  { path: "web/lot_clock.js", text: lotClock },
  { path: "web/lot_picture.css", text: lotPicture },
  { path: "web/price_chart.css", text: priceChart },
  { path: "web/shortcut_keys.js", text: shortcutKeys },
  { path: "web/sign_in.css", text: signInCss },
  { path: "web/sign_in.js", text: signIn },
  { path: "web/stacked_table.css", text: stackedTable },
  { path: "web/tokens.css", text: tokens },
];
