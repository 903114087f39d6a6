// A second opinion on the record: every committed command is decided again by the rules, apart
// from the house, and each step is checked against what is always true.

import type { Command } from "../../lib/auction/command.ts";
import { decide } from "../../lib/auction/decide.ts";
import { type AuctionEvent, publicEvent } from "../../lib/auction/event.ts";
import { brokenInvariants } from "../../lib/auction/invariants.ts";
import { emptySale, evolve, type Sale } from "../../lib/auction/sale.ts";
import { equalBytes } from "../../lib/base/bytes.ts";
import type { LedgerRow } from "../../lib/ledger/store.ts";
import { commitmentTo, sha256 } from "../../lib/secure/digest.ts";
import { decodeBid } from "../../lib/wire/bid_codec.ts";
import { decodeCommand } from "../../lib/wire/command_codec.ts";
import { encodeEvent } from "../../lib/wire/event_codec.ts";
import type { Verdict } from "../../lib/wire/verdict.ts";
import { Violation } from "./violation.ts";

/** What the record says of a bidder's bid. */
export interface RecordedBid {
  readonly seq: number;
  readonly paddle: string;
  readonly bidId: string;
  /** SHA-256 of the signed bytes, hexadecimal. */
  readonly digest: string;
  readonly verdict: Verdict;
}

/** Follows a record as it grows. */
export class RecordAudit {
  #sale: Sale = emptySale();
  #rows = 0;
  #head: LedgerRow | null = null;
  #owed: AuctionEvent[] = [];
  readonly #bids = new Map<string, RecordedBid>();
  readonly #types: string[] = [];
  readonly #ends = new Map<string, number>();

  get sale(): Sale {
    return this.#sale;
  }

  /** By bid id. */
  get bids(): ReadonlyMap<string, RecordedBid> {
    return this.#bids;
  }

  /** How often each lot was sold, passed or withdrawn, since it was last offered again. */
  get ends(): ReadonlyMap<string, number> {
    return this.#ends;
  }

  /** The types of all events. */
  get types(): ReadonlySet<string> {
    return new Set(this.#types);
  }

  /** The type of event `seq`. */
  typeOf(seq: number): string {
    return this.#types[seq - 1] ?? "nothing";
  }

  /** Takes what is new in `rows`; what it took before must still be there. */
  follow(rows: readonly LedgerRow[]): void {
    const last = this.#head;
    if (last !== null && !same(rows[this.#rows - 1], last)) {
      throw new Violation("record_forgot", `event ${last.seq} was committed and is gone`);
    }
    for (const row of rows.slice(this.#rows)) this.#take(row);
  }

  #take(row: LedgerRow): void {
    if (row.command !== null) {
      if (this.#owed.length > 0) fail(row, "the decision before is not whole");
      this.#owed = [...this.#decide(row, row.command)];
    }
    const event = this.#owed.shift();
    if (event === undefined) return fail(row, "the rules give no such event");
    const commitment = row.command === null ? null : commitmentTo(row.command);
    if (!equalBytes(encodeEvent({ event: publicEvent(event), commitment }), row.event)) {
      fail(row, `the rules give another ${event.type}`);
    }
    this.#evolve(event, row);
    this.#rows++;
    this.#head = row;
    this.#types.push(event.type);
  }

  #evolve(event: AuctionEvent, row: LedgerRow): void {
    const before = this.#sale;
    this.#sale = evolve(before, event);
    const broken = brokenInvariants({ before, event, after: this.#sale });
    if (broken.length > 0) {
      throw new Violation("rules", `event ${row.seq} ${event.type}: ${broken.join(", ")}`);
    }
    if (event.type === "LotSold" || event.type === "LotPassed" || event.type === "LotWithdrawn") {
      this.#ends.set(event.lot, (this.#ends.get(event.lot) ?? 0) + 1);
    }
    if (event.type === "LotReopened") this.#ends.set(event.lot, 0);
  }

  #decide(row: LedgerRow, bytes: Uint8Array): readonly AuctionEvent[] {
    const recorded = decodeCommand(new Uint8Array(bytes));
    if (recorded === null) return fail(row, "its command cannot be read");
    const { command, signed } = recorded;
    const decision = decide(this.#sale, command);
    if (command.type !== "PlaceBid") return decision.type === "accepted" ? decision.events : [];
    const verdict = decision.type === "accepted" ? "accepted" : decision.reason;
    if (signed !== null) this.#note(row, { command, bid: signed.bid, verdict });
    if (decision.type === "accepted") return decision.events;
    const { at, lot, paddle, kind, amount, quantity } = command;
    const secret = { lot, paddle, kind, amount, quantity, verdict: decision.reason };
    return [{ type: "BidRecorded", at, secret }];
  }

  #note(
    row: LedgerRow,
    { command, bid, verdict }: {
      readonly command: Extract<Command, { readonly type: "PlaceBid" }>;
      readonly bid: Uint8Array;
      readonly verdict: Verdict;
    },
  ): void {
    const bidId = decodeBid(bid)?.bidId ?? "";
    if (this.#bids.has(bidId)) {
      throw new Violation("bid_answered_twice", `bid ${bidId} is in the record twice`);
    }
    const digest = sha256(bid).toHex();
    this.#bids.set(bidId, { seq: row.seq, paddle: command.paddle, bidId, digest, verdict });
  }
}

function same(row: LedgerRow | undefined, known: LedgerRow): boolean {
  return row === known || (row !== undefined && equalBytes(row.hash, known.hash));
}

function fail(row: LedgerRow, text: string): never {
  throw new Violation("record_replays_differently", `event ${row.seq}: ${text}`);
}
