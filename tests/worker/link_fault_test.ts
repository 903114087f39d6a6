// refuseOtherPast: which records of a house contradict the one that a bidder holds.

import { assertEquals } from "@std/assert";
import { Fault } from "../../lib/base/fault.ts";
import { type NamedPast, refuseOtherPast } from "../../lib/worker/link_fault.ts";

const hashes = [0, 1, 2, 3].map((seq) => new Uint8Array(32).fill(seq));
const held = { seq: 3, hashAt: (seq: number) => hashes[seq] ?? null };
const hashOf = (seq: number) => (hashes[seq] ?? new Uint8Array(32).fill(seq)).toHex();

function verdict(named: NamedPast): string {
  try {
    refuseOtherPast(held, named);
    return "fits";
  } catch (error) {
    return error instanceof Fault ? error.code : "bug";
  }
}

Deno.test("refuseOtherPast() tells a record of another past from one that goes on", () => {
  const cases: readonly (readonly [string, NamedPast, string])[] = [
    ["the same end", { last: 3, hash: hashOf(3), isNewRun: true }, "fits"],
    ["further on", { last: 9, hash: hashOf(9), isNewRun: true }, "fits"],
    ["the same end, another hash", { last: 3, hash: hashOf(7), isNewRun: false }, "two_histories"],
    ["shorter at a new start", { last: 2, hash: hashOf(2), isNewRun: true }, "two_histories"],
    ["empty at a new start", { last: 0, hash: hashOf(0), isNewRun: true }, "two_histories"],
    // The group was heard between the house's WELCOME and its arrival.
    ["behind us within the session", { last: 2, hash: hashOf(2), isNewRun: false }, "fits"],
    ["behind us and another", { last: 2, hash: hashOf(7), isNewRun: false }, "two_histories"],
  ];
  for (const [name, named, expected] of cases) {
    assertEquals([name, verdict(named)], [name, expected]);
  }
});
