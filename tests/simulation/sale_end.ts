// When a simulated sale is over, and what must hold of it then.

import { assertEquals } from "@std/assert";
import type { SaleView } from "../../lib/auction/view.ts";
import type { MemoryDisk } from "../../lib/ledger/memory_ledger.ts";
import type { BidderMachine } from "./bidder_machine.ts";
import { SALE_OVER } from "./bidder_run.ts";
import type { Checkers } from "./checkers.ts";
import type { House } from "./house.ts";
import type { RandomNetwork } from "./network.ts";
import { bestPath } from "./network_faults.ts";
import { checkClock } from "./people.ts";
import type { VirtualTime } from "./virtual_time.ts";
import { Violation } from "./violation.ts";

/** What is looked at. */
export interface EndParts {
  readonly time: VirtualTime;
  readonly disk: MemoryDisk;
  readonly network: RandomNetwork;
  readonly house: House;
  readonly bidders: readonly BidderMachine[];
  readonly checkers: Checkers;
}

/** What keeps the sale from being over, or null. */
export function whyNotOver(
  parts: EndParts,
  { pathsMatter = true, closed = true }: {
    readonly pathsMatter?: boolean;
    readonly closed?: boolean;
  } = {},
): string | null {
  const { run } = parts.house;
  if (run === null) return "the house is down";
  if (closed && run.view.phase !== "closed") return "the sale is not closed";
  // Programs that ended unheard are members until the house has not heard of them for a minute.
  const { epoch, lacking, members } = run.feed.room.newest;
  const live = parts.bidders.filter((bidder) => bidder.run?.state === "live").length;
  if (lacking > members - live) return `${lacking} members lack key ${epoch}`;
  for (const bidder of parts.bidders) {
    const why = isOut(parts, bidder) ? null : whyNotDone(parts, bidder) ??
      (pathsMatter ? whyNotOnItsPath(parts, bidder) : null);
    if (why !== null) return `${bidder.parts.seat} ${why}`;
  }
  return null;
}

/** Whether someone may not take part any more. */
export function isOut({ house }: EndParts, { parts: { seat } }: BidderMachine): boolean {
  return house.statusOf(seat) !== "registered";
}

function whyNotDone({ disk, house }: EndParts, bidder: BidderMachine): string | null {
  const { run } = bidder;
  const rows = disk.rows.length;
  if (bidder.unanswered > 0) return `has no answer to ${bidder.unanswered} bids`;
  if (hasSeenTheEnd(bidder)) return null;
  if (run?.seq !== rows) return `is at ${run?.seq} of ${rows}`;
  if (run.state !== "live") return `is ${run.state}`;
  const newest = house.run?.feed.room.newest.epoch;
  return run.feed.epoch === newest ? null : `holds key ${run.feed.epoch}, not ${newest}`;
}

function whyNotOnItsPath({ network }: EndParts, bidder: BidderMachine): string | null {
  const best = bestPath(network, bidder.parts.seat);
  const path = bidder.run?.feed.path;
  if (hasSeenTheEnd(bidder) || path === best) return null;
  return `uses ${path} where ${best} works`;
}

/** A program that has seen the end of the sale ends when it loses the house after that. */
function hasSeenTheEnd({ run }: BidderMachine): boolean {
  return run?.endedBy === SALE_OVER && run.view.phase === "closed";
}

/** What must hold once all is mended. */
export function checkEnd(parts: EndParts): void {
  const { checkers, bidders, time } = parts;
  const { audit } = checkers;
  const out = bidders.filter((bidder) => isOut(parts, bidder)).map(({ parts: { seat } }) => seat);
  checkers.atEnd(out);
  for (const { lot, status } of audit.sale.view.lots.values()) {
    const ends = audit.ends.get(lot.id) ?? 0;
    // Only a lot that failed its reserve may be sold by hand after it was passed.
    const most = status === "sold" ? 2 : 1;
    if (ends < 1 || ends > most) {
      throw new Violation("not_converged", `lot ${lot.id} ended ${ends} times`);
    }
  }
  // Bidders who were shown the same share one view: it is compared once.
  const compared = new Set<SaleView | undefined>();
  for (const bidder of bidders) {
    if (isOut(parts, bidder) || hasSeenTheEnd(bidder)) continue;
    const view = bidder.run?.view;
    if (!compared.has(view)) mustAgree(bidder.parts.seat, view, audit.sale.view);
    compared.add(view);
    checkClock({ time, bidder });
  }
}

/** The record alone gives the same sale to a house that starts from it. */
export function checkRestart({ house, checkers, disk }: EndParts): void {
  house.crash("at the end");
  house.start();
  // A fault that was planned for the next commit may strike only now.
  house.start();
  const { audit } = checkers;
  audit.follow(disk.rows);
  mustAgree("a restarted house", house.run?.view, audit.sale.view);
}

/** A view must be that of the record. */
function mustAgree(who: string, view: SaleView | undefined, recorded: SaleView): void {
  try {
    assertEquals(view, recorded);
    // Maps are equal in any order, and the catalogue's order is everyone's.
    assertEquals([...view?.lots.keys() ?? []], [...recorded.lots.keys()]);
  } catch (error) {
    const difference = error instanceof Error ? error.message : "";
    throw new Violation("views_differ", `${who} sees another sale: ${difference}`);
  }
}
