// Whatever body the app takes becomes a command that the record can hold and read again: one that
// it could not would end the house at the next round, or keep it from starting.

import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import type { Command } from "../../lib/auction/command.ts";
import { type AdminCommand, stampedCommand } from "../../lib/admin/house_port.ts";
import { decodeCommand, encodeCommand } from "../../lib/wire/command_codec.ts";
import { newStage, type Stage } from "./stage.ts";

const paths: readonly (readonly [string, string, object])[] = [
  ["/lots/7/ask", "SetAsk", { ask: 1 }],
  ["/lots/7/increments", "SetIncrements", { increments: { table: [{ from: 0, step: 1 }] } }],
  ["/lots/7/increments", "SetIncrements", { increments: { percent: 0.01, roundTo: 1 } }],
  ["/lots/7/floor-bids", "PlaceFloorBid", { paddle: "1", kind: "max", amount: 1, quantity: 1 }],
  ["/lots/7/absentee-bids", "HoldAbsenteeBid", { paddle: "1", max: 1, quantity: 1 }],
  ["/lots/7/retract", "RetractBids", { paddle: "1", reason: "x" }],
  ["/lots/7/reopen", "ReopenLot", { durationSeconds: 1 }],
  ["/lots/7/award", "AwardLot", { defaulter: "1" }],
  ["/lots/7/move", "MoveLot", { before: "8" }],
  ["/lots/7/warn", "GiveFairWarning", { text: "x" }],
  ["/lots/7/withdraw", "WithdrawLot", { reason: "x" }],
  ["/lots/open-timed", "OpenTimedLots", { staggerSeconds: 1 }],
  ["/sale/announce", "Announce", { text: "x" }],
  ["/sale/terms", "SetTerms", {
    premium: [{ from: 0, ratePercent: 1 }, { from: 9, ratePercent: 1 }],
    taxPercent: 1,
    taxOn: "premium",
  }],
  ["/bidders/1/limit", "SetLimit", { limit: 1 }],
];

/** Values at the edges of what a body may say, and past them. */
const value = fc.oneof(
  fc.integer({ min: 1, max: 2 ** 53 - 1 }),
  fc.double({ min: 0, max: 110, noNaN: true }),
  fc.integer({ min: 0, max: 11_000 }).map((hundredths) => hundredths / 100),
  fc.constantFrom(-0, 0.1 + 0.2, 4.35, 1e-7, 2 ** 53, 1e15, 1e15 + 1, 1e300),
  fc.string({ unit: "binary", maxLength: 210 }),
  fc.string({ unit: "grapheme", maxLength: 210 }),
  fc.constantFrom("\ufeff", "\ufeffx", "\u200d", "premium", "leave", "A-", "12345678901-"),
  fc.constantFrom("x".repeat(200), "x".repeat(201), "€".repeat(200), "\u{1f3fa}".repeat(100)),
  fc.constant(null),
);

/** `body` with each of its leaves left alone or changed. */
function changed(body: unknown): fc.Arbitrary<unknown> {
  if (Array.isArray(body)) return fc.tuple(...body.map(changed));
  if (typeof body !== "object" || body === null) {
    return fc.oneof({ weight: 2, arbitrary: fc.constant(body) }, { weight: 1, arbitrary: value });
  }
  return fc.record(
    Object.fromEntries(Object.entries(body).map(([key, inner]) => [key, changed(inner)])),
  );
}

/** A stage whose house notes what it is asked, as a running one stamps it. */
function notingStage(): { readonly stage: Stage; readonly asked: Command[] } {
  const stage = newStage();
  const asked: Command[] = [];
  stage.house.command = (command: AdminCommand) => {
    asked.push(stampedCommand(command, { at: stage.house.nowMs, salt: "5a".repeat(16) }));
    return Promise.resolve({ type: "rejected", reason: "no_sale" });
  };
  return { stage, asked };
}

// JSON.stringify writes -0 as 0, but a caller may write it.
function jsonOf(body: unknown): string {
  return JSON.stringify(body, (_key, part) => Object.is(part, -0) ? "@-0" : part)
    .replaceAll('"@-0"', "-0");
}

for (const [path, type, body] of paths) {
  Deno.test(`Every body that ${path} takes becomes a ${type} that the record can hold: ${jsonOf(body)}`, async () => {
    const { stage, asked } = notingStage();
    const headers = { "content-type": "application/json" };
    const post = async (text: string) => {
      const request = { method: "POST", headers, body: text };
      const response = await stage.request(`/api/v1${path}`, request);
      await response.body?.cancel();
      assert(response.status < 500, text);
    };
    await post(jsonOf(body));
    assertEquals(asked.map((command) => command.type), [type]);
    await fc.assert(
      fc.asyncProperty(changed(body), async (wild) => await post(jsonOf(wild))),
      { numRuns: 200, seed: 7 },
    );
    for (const command of asked) {
      const bytes = encodeCommand({ command, signed: null });
      const again = decodeCommand(bytes);
      assert(again !== null, `${type} cannot be read back: ${JSON.stringify(command)}`);
      assertEquals(encodeCommand(again), bytes);
    }
  });
}
