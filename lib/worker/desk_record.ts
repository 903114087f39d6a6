// Opens the record and brings the desk to where the house was: every event is checked against the
// chain, every batch against its signature, and the rules are run again over every command.

import type { Command } from "../auction/command.ts";
import type { PublicEvent } from "../auction/event.ts";
import { equalBytes } from "../base/bytes.ts";
import { Fault } from "../base/fault.ts";
import type { BatchInPlace, LedgerStore } from "../ledger/store.ts";
import { chainHash, GENESIS_HASH } from "../secure/digest.ts";
import type { HouseSigner } from "../secure/house_signer.ts";
import { signedBytes, verifierSync } from "../secure/signing.ts";
import { Desk } from "../session/desk.ts";
import { decodeCommand } from "../wire/command_codec.ts";
import { decodeEvent } from "../wire/event_codec.ts";
import { decodeBatch, decodeSignedMessage } from "../wire/signed_message.ts";

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

/** What is wrong with a signed batch: its bytes, its place, its signature. */
export function batchFlaw(
  { batch, rows, previous }: BatchInPlace,
  { isHouse, sale }: {
    readonly isHouse: ReturnType<typeof verifierSync>;
    readonly sale: string;
  },
): string | null {
  const message = decodeSignedMessage(batch.bytes);
  const content = message?.kind === "batch" ? decodeBatch(message.body) : null;
  if (message === null || content === null) return "the batch cannot be read";
  if (content.sale !== sale) return "the batch is of another sale";
  if (content.firstSeq !== batch.firstSeq) return "the batch names another place";
  if (!equalBytes(content.prevHash, previous)) return "the batch names another past";
  const same = content.events.length === rows.length &&
    content.events.every((event, i) => equalBytes(event, rows[i]?.event ?? new Uint8Array(0)));
  if (!same) return "the batch carries other events";
  const signed = signedBytes("batch", message.body);
  return isHouse(signed, message.signature) ? null : "the batch's signature is not ours";
}
