// A bidder's bid is recorded as the very bytes that were signed, and read back as command and bytes.

import { assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { bidCommand, decodeCommand, encodeCommand } from "../../lib/wire/command_codec.ts";
import { encodeBid } from "../../lib/wire/bid_codec.ts";
import { encodeCbor } from "../../lib/wire/cbor.ts";
import { bid, bytes, ms, paddle } from "./_arbitrary.ts";

Deno.test("encodeCommand() keeps a bidder's signed bytes, and decodeCommand() gives them back", () => {
  fc.assert(fc.property(bid, bytes(64), ms, paddle, (fields, signature, at, paddle) => {
    const signed = { bid: encodeBid(fields), signature };
    const command = bidCommand(signed.bid, { at, paddle });
    if (command === null) throw new Error("the bid is right");
    const encoded = encodeCommand({ command, signed });
    assertEquals(decodeCommand(encoded), { command, signed });
  }));
});

Deno.test("encodeCommand() keeps no bidder's bid without what was signed", () => {
  const bid = { lot: "7", paddle: "12", kind: "max", amount: 1, quantity: 1 } as const;
  const command = { type: "PlaceBid", at: 1, ...bid, currency: null } as const;
  assertThrows(() => encodeCommand({ command, signed: null }), "as it was signed");
});

Deno.test("decodeCommand() refuses what is longer than any command", () => {
  const longest = encodeCbor([14, 0, "12", "x".repeat(8_192)]);
  assertEquals(decodeCommand(longest)?.command.type, "AdmitPaddle");
  assertEquals(decodeCommand(encodeCbor([14, 0, "12", "x".repeat(8_193)])), null);
  assertEquals(decodeCommand(new Uint8Array(65_537)), null);
});
