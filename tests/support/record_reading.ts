// The record that a house left behind, read as an auditor does: verified to its last event.

import type { SaleView } from "../../lib/auction/view.ts";
import { Ledger } from "../../lib/ledger/ledger.ts";
import { chainHash, GENESIS_HASH } from "../../lib/secure/digest.ts";
import { loadOrCreateHouseKey } from "../../lib/secure/house_key.ts";
import { HouseSigner } from "../../lib/secure/house_signer.ts";
import { decodeBid } from "../../lib/wire/bid_codec.ts";
import { decodeCommand } from "../../lib/wire/command_codec.ts";
import { decodeEvent } from "../../lib/wire/event_codec.ts";
import { decodeReceipt } from "../../lib/wire/member_message.ts";
import { SIGNATURE_BYTES } from "../../lib/wire/limits.ts";
import { restoreDesk } from "../../lib/worker/desk_record.ts";
import type { SaleFolder } from "./sale_folder.ts";

/** A bid in the record. */
export interface RecordedBid {
  readonly seq: number;
  readonly paddle: string;
  readonly bidId: string;
  /** What the kept receipt says. */
  readonly verdict: string;
  /** The event that records it: "BidAccepted" or "BidRecorded". */
  readonly event: string;
}

/** What a record says. */
export interface ReadRecord {
  /** The types of all events, in order: event n at n - 1. */
  readonly types: readonly string[];
  readonly bids: readonly RecordedBid[];
  readonly view: SaleView;
}

/** Reads the record of the house of `folder`, which must have ended. Any flaw in it throws. */
export async function readRecord({ path }: SaleFolder): Promise<ReadRecord> {
  return await readRecordAt(`${path}/data/ledger.sqlite`, { keys: `${path}/keys` });
}

/** Reads the record at `path` of the house in the folder `keys`; a backup's only `readOnly`. */
export async function readRecordAt(
  path: string,
  { keys, readOnly = false }: { readonly keys: string; readonly readOnly?: boolean },
): Promise<ReadRecord> {
  const houseKey = await loadOrCreateHouseKey(keys);
  const ledger = Ledger.open(path, { identity: null, readOnly });
  try {
    const { desk, events } = restoreDesk(ledger, new HouseSigner({ ...houseKey.privateJwk }));
    const bids: RecordedBid[] = [];
    for (const { seq, command, event } of ledger.load({ genesis: GENESIS_HASH, chainHash })) {
      const signed = command === null ? null : decodeCommand(command);
      const bid = signed?.signed == null ? null : decodeBid(signed.signed.bid);
      if (bid === null || signed?.command.type !== "PlaceBid") continue;
      const { paddle } = signed.command;
      const kept = ledger.bid(paddle, Uint8Array.fromHex(bid.bidId));
      const receipt = kept === null ? null : decodeReceipt(kept.receipt.subarray(SIGNATURE_BYTES));
      bids.push({
        seq,
        paddle,
        bidId: bid.bidId,
        verdict: receipt?.seq === seq ? receipt.verdict : "no receipt",
        event: decodeEvent(event)?.event.type ?? "unreadable",
      });
    }
    return { types: events.map(({ event }) => event.type), bids, view: desk.view };
  } finally {
    ledger.close();
  }
}
