// The order of a heartbeat's fields, which two codecs that agree with each other could both have
// wrong, and the one place where a heartbeat leaves something out.

import { assertEquals } from "@std/assert";
import { toCents } from "../../lib/auction/money.ts";
import { encodeCbor } from "../../lib/wire/cbor.ts";
import { HEARTBEAT_LOTS_MAX } from "../../lib/wire/limits.ts";
import {
  decodeHeartbeat,
  encodeHeartbeat,
  type Heartbeat,
  type LotState,
} from "../../lib/wire/signed_message.ts";

const chair: LotState = {
  lot: "7",
  status: "open",
  endsAt: 70,
  standing: {
    leader: "12",
    price: toCents(71),
    ask: toCents(72),
    bids: 73,
    reserveMet: true,
  },
};
const pulse: Heartbeat = {
  sale: "5a".repeat(16),
  session: "5e".repeat(8),
  beat: 11,
  nextSeq: 22,
  headHash: new Uint8Array(32).fill(33),
  at: 44,
  state: "stopping",
  members: 55,
  roundTripMs: 66,
  lots: [chair],
};

Deno.test("decodeHeartbeat() reads each field from its place, and each status by its code", () => {
  for (const [code, status] of (["open", "fair_warning", "paused"] as const).entries()) {
    const body = encodeCbor([
      new Uint8Array(16).fill(0x5a),
      new Uint8Array(8).fill(0x5e),
      11,
      22,
      new Uint8Array(32).fill(33),
      44,
      1,
      55,
      66,
      [["7", code, 70, "12", 71, 72, 73, true]],
    ]);
    assertEquals(decodeHeartbeat(body), { ...pulse, lots: [{ ...chair, status }] });
  }
});

Deno.test("encodeHeartbeat() tells of the first lots where more are open than one can hold", () => {
  const lots = Array.from({ length: 40 }, (_, at) => ({ ...chair, lot: `${at + 1}` }));
  const read = decodeHeartbeat(encodeHeartbeat({ ...pulse, lots }));
  assertEquals(read?.lots, lots.slice(0, HEARTBEAT_LOTS_MAX));
});
