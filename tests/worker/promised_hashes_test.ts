// PromisedHashes: what the house signed of the record is held against it once, when it has come.

import { assertEquals } from "@std/assert";
import { PromisedHashes } from "../../lib/worker/promised_hashes.ts";

function hash(text: string) {
  return new TextEncoder().encode(text);
}

/** A record of so many events, each with its own number for a hash. */
function record(last: number) {
  return { hashAt: (seq: number) => seq <= last ? hash(`${seq}`) : null };
}

Deno.test("PromisedHashes.broken() names a promise only when the record has come to it", () => {
  const promises = new PromisedHashes();
  const lie = { seq: 3, hash: hash("other"), signed: hash("the lie") };
  promises.add({ seq: 2, hash: hash("2"), signed: null });
  promises.add(lie);
  promises.add({ seq: 9, hash: hash("9"), signed: null });
  assertEquals(promises.broken(record(1)), null);
  assertEquals(promises.broken(record(2)), null);
  assertEquals(promises.broken(record(3)), lie);
  assertEquals(promises.broken(record(9)), null);
});

Deno.test("PromisedHashes.broken() holds two promises of one event each against it", () => {
  const promises = new PromisedHashes();
  const lie = { seq: 2, hash: hash("other"), signed: null };
  promises.add(lie);
  promises.add({ seq: 2, hash: hash("2"), signed: null });
  assertEquals(promises.broken(record(5)), lie);
});
