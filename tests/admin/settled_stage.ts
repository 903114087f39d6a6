// A stage whose sale ended in every way, and whose house knows one name: what the papers are read
// from.

import { assertEquals } from "@std/assert";
import type { BidderRow } from "../../lib/admin/house_port.ts";
import { ANA, saleCommands } from "../settlement/_sold_sale.ts";
import { newStage, type Stage } from "./stage.ts";

/** The bidder with a name, which is not to become markup. */
export const NAMED_BIDDER: BidderRow = {
  paddle: ANA,
  name: 'Ana "<b>" Lima',
  fingerprint: "B".repeat(43),
  status: "registered",
  joined: false,
  path: null,
  lossPercent: null,
  lastSeenMs: null,
};

/** The stage, with the sale closed or about to be. */
export function settledStage({ isClosed }: { readonly isClosed: boolean }): Stage {
  const stage = newStage();
  for (const command of saleCommands({ isClosed }).slice(1)) {
    assertEquals(stage.house.play(command).type, "done", command.type);
  }
  stage.house.bidders = () => [NAMED_BIDDER];
  return stage;
}
