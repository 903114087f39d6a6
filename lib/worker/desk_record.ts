// Opens the record and brings the desk to where the house was: every event is checked against the
// chain, every batch against its signature, and the rules are run again over every command.

import type { Command } from "../auction/command.ts";
import type { PublicEvent } from "../auction/event.ts";
import { Fault } from "../base/fault.ts";
import { batchFlaw } from "../ledger/batch_flaw.ts";
import type { BatchInPlace, LedgerStore } from "../ledger/store.ts";
import { chainHash, GENESIS_HASH } from "../secure/digest.ts";
import type { HouseSigner } from "../secure/house_signer.ts";
import { verifierSync } from "../secure/signing.ts";
import { Desk } from "../session/desk.ts";
import { RESTART_GRACE_MS } from "../session/session_limits.ts";
import { decodeCommand } from "../wire/command_codec.ts";
import { decodeEvent } from "../wire/event_codec.ts";

/** A desk restored from its record. */
export interface RestoredDesk {
  readonly desk: Desk;
  readonly events: readonly { readonly seq: number; readonly event: PublicEvent }[];
  /** The commands that admitted paddles: who plays under which paddle, for good. */
  readonly admissions: readonly Extract<Command, { type: "AdmitPaddle" }>[];
}

/**
 * Restores the desk of `store`. Faults: `ledger_corrupt` naming the event that is wrong.
 */
export function restoreDesk(store: LedgerStore, signer: HouseSigner): RestoredDesk {
  const desk = new Desk({
    sale: store.identity.sale,
    sign: (label, body) => signer.sign(label, body),
    storedBid: (paddle, bidId) => store.bid(paddle, bidId),
  });
  const events: { seq: number; event: PublicEvent }[] = [];
  const admissions: Extract<Command, { type: "AdmitPaddle" }>[] = [];
  const isHouse = verifierSync(signer.publicJwk().x);
  const checks = {
    genesis: GENESIS_HASH,
    chainHash,
    rowFlaw: (row: Parameters<Desk["restore"]>[0]) => desk.restore(row),
    batchFlaw: (placed: BatchInPlace) => batchFlaw(placed, { isHouse, sale: store.identity.sale }),
  };
  for (const row of store.load(checks)) {
    const decoded = decodeEvent(row.event);
    if (decoded !== null) events.push({ seq: row.seq, event: decoded.event });
    const command = row.command === null ? null : decodeCommand(row.command)?.command ?? null;
    if (command?.type === "AdmitPaddle") admissions.push(command);
  }
  const flaw = desk.restored();
  if (flaw !== null) {
    throw new Fault("ledger_corrupt", `Restoring the record failed: ${flaw} at its end`);
  }
  return { desk, events, admissions };
}

/** What a run of the house begins with: a sale where there is none, or lost time given back. */
export function firstCommands(
  desk: Desk,
  { ledger, at, name, currency }: {
    readonly ledger: Pick<LedgerStore, "identity" | "aliveAt">;
    readonly at: number;
    readonly name: string;
    readonly currency: string;
  },
): readonly Command[] {
  if (desk.head().seq === 0) {
    return [{ type: "CreateSale", at, sale: ledger.identity.sale, name, currency }];
  }
  if (desk.nextDeadline() === null) return [];
  // The last sign of life may be a second old: that second goes to the bidders, and so does the
  // time that they take to notice and to join again.
  return [{ type: "ReturnLostTime", at, downSince: (ledger.aliveAt ?? at) - RESTART_GRACE_MS }];
}
