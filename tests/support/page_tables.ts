// The tables of texts that pages are made of, by name; each is a record by language.

import { BIDDERS_TEXTS } from "../../lib/admin/bidders_texts.ts";
import { CATALOGUE_TEXTS } from "../../lib/admin/catalogue_texts.ts";
import { CONSOLE_TEXTS } from "../../lib/admin/console_texts.ts";
import { EFFECT_TEXTS } from "../../lib/admin/effect_texts.ts";
import { LOG_TEXTS } from "../../lib/admin/log_texts.ts";
import { RESULTS_TEXTS } from "../../lib/admin/results_texts.ts";
import type { Language } from "../../lib/base/language.ts";
import { BIDDER_TEXTS } from "../../lib/bidder/bidder_texts.ts";
import { CHECK_TEXTS } from "../../lib/bidder/check_texts.ts";
import { PAGE_TEXTS } from "../../lib/bidder/page_texts.ts";
import { PANEL_TEXTS } from "../../lib/bidder/panel_texts.ts";
import { WEB_TEXTS } from "../../lib/web/web_texts.ts";

/** All of them. */
export const PAGE_TABLES: Readonly<Record<string, Readonly<Record<Language, unknown>>>> = {
  BIDDERS_TEXTS,
  BIDDER_TEXTS,
  CATALOGUE_TEXTS,
  CHECK_TEXTS,
  CONSOLE_TEXTS,
  EFFECT_TEXTS,
  LOG_TEXTS,
  PAGE_TEXTS,
  PANEL_TEXTS,
  RESULTS_TEXTS,
  WEB_TEXTS,
};
