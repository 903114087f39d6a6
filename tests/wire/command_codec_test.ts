// A bidder's bid is recorded as the very bytes that were signed, and read back as command and bytes.

import { assertEquals } from "@std/assert";
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

Deno.test("decodeCommand() reads a clerk's bid without currency and with any amount", () => {
  for (const amount of [0, -1, 2 ** 53 - 1]) {
    const bytes = encodeCbor([17, 1_000, "12", "7", 1, amount, null]);
    assertEquals(decodeCommand(bytes), {
      command: {
        type: "PlaceBid",
        at: 1_000,
        paddle: "12",
        lot: "7",
        kind: "exact",
        amount,
        currency: null,
      },
      signed: null,
    });
  }
});

Deno.test("decodeCommand() refuses what is longer than any command", () => {
  const longest = encodeCbor([14, 0, "12", "x".repeat(8_192)]);
  assertEquals(decodeCommand(longest)?.command.type, "AdmitPaddle");
  assertEquals(decodeCommand(encodeCbor([14, 0, "12", "x".repeat(8_193)])), null);
  assertEquals(decodeCommand(new Uint8Array(65_537)), null);
});
