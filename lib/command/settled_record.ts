// A sale read from its record for its papers: an invoice must not rest on a record that was changed,
// so the chain is followed, the house's signatures are checked and the rules are run again over
// every command, as a house does at its start. The bidders' signatures are the audit's business.

import * as v from "valibot";
import type { Paddle } from "../auction/lot.ts";
import { toHex } from "../base/bytes.ts";
import { houseKeyOf } from "../audit/house_key.ts";
import { Fault } from "../base/fault.ts";
import { batchFlaw } from "../ledger/batch_flaw.ts";
import type { BatchInPlace, LedgerBatch, LedgerIdentity, LedgerRow } from "../ledger/store.ts";
import { verifyRecord } from "../ledger/verify.ts";
import { chainHash, GENESIS_HASH } from "../secure/digest.ts";
import { thumbprint } from "../secure/key_set.ts";
import { verifierSync } from "../secure/signing.ts";
import { Desk } from "../session/desk.ts";
import { evolveNotes, NO_NOTES } from "../settlement/sale_notes.ts";
import type { SettledSale } from "../settlement/settled_sale.ts";
import { decodeCommand } from "../wire/command_codec.ts";
import { decodeEvent } from "../wire/event_codec.ts";

/** What is read: a RecordReader, or the like in memory. */
export interface RecordSource {
  readonly identity: LedgerIdentity;
  rows(): Iterable<LedgerRow>;
  batches(): Iterable<LedgerBatch>;
}

/** The sale in `source`, with the names that its paddles were admitted under. Fault: `ledger_corrupt`. */
export function readSettledSale(source: RecordSource): SettledSale {
  const { sale, house: x } = source.identity;
  const key = houseKeyOf(x);
  if (key === null) throw corrupt("the house's key is none");
  const isHouse = verifierSync(x);
  const desk = new Desk({
    sale,
    sign: () => {
      throw new Error("Who reads a record signs nothing");
    },
    storedBid: () => null,
  });
  const checks = {
    genesis: GENESIS_HASH,
    chainHash,
    rowFlaw: (row: LedgerRow) => desk.restore(row),
    batchFlaw: (placed: BatchInPlace) => batchFlaw(placed, { isHouse, sale }),
  };
  let notes = NO_NOTES;
  const names = new Map<Paddle, string>();
  for (const row of verifyRecord({ rows: source.rows(), batches: source.batches() }, checks)) {
    const decoded = decodeEvent(row.event);
    if (decoded !== null) notes = evolveNotes(notes, decoded.event);
    const command = row.command === null ? null : decodeCommand(row.command)?.command ?? null;
    if (command?.type !== "AdmitPaddle") continue;
    const name = nameIn(command.identity);
    if (name !== null) names.set(command.paddle, name);
  }
  const flaw = desk.restored();
  if (flaw !== null) throw corrupt(flaw);
  const { seq, hash } = desk.head();
  const place = { house: thumbprint(key), seq, hash: toHex(hash) };
  return { view: desk.view, notes, place, names };
}

function corrupt(flaw: string): Fault {
  return new Fault("ledger_corrupt", `Reading the record failed: ${flaw}`);
}

const IdentitySchema = v.pipe(v.string(), v.parseJson(), v.looseObject({ name: v.string() }));

/** The name in what the record keeps of a paddle's owner; a paddle of the room may have none. */
function nameIn(identity: string): string | null {
  const read = v.safeParse(IdentitySchema, identity);
  return read.success ? read.output.name : null;
}
