// What must not be missed, below the head of the screen: that this bidder is out, and the
// auctioneer's last word to all while it is fresh.

import { BIDDER_TEXTS } from "./bidder_texts.ts";
import type { Moment } from "./moment.ts";
import { piece, type Row, row, wrapText } from "./screen_row.ts";
import type { TerminalModel } from "./terminal_model.ts";

/** How long an announcement stays in sight; after that it is among what happened. */
export const announcementShownMs = 120_000;

/** At most so many rows of an announcement: the lot needs the room. */
const announcementRowsMax = 3;

/** The notices, none where there is nothing to be noticed. */
export function noticeRows({ me, view }: TerminalModel, moment: Moment, width: number): Row[] {
  const texts = BIDDER_TEXTS[moment.language];
  const state = me === null ? undefined : view.paddles.get(me.paddle);
  const out = state === "banned" ? [texts.barred] : state === "suspended" ? [texts.suspended] : [];
  const { announcement } = view;
  const isFresh = announcement !== null && moment.nowMs - announcement.at < announcementShownMs;
  const said = isFresh ? wrapText(texts.announcement(announcement.text), width) : [];
  return [
    ...out.flatMap((text) => wrapText(text, width)).map((line) => row(piece(line, "bad"))),
    ...said.slice(0, announcementRowsMax).map((line) => row(piece(line, "warn"))),
  ];
}
