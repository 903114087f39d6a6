// RepairStore: the newest batches, in order, bounded by their bytes.

import { assertEquals } from "@std/assert";
import type { SignedBatch } from "../../lib/session/desk_message.ts";
import { RepairStore } from "../../lib/session/repair_store.ts";

/** Batches of these counts one after the other, 100 bytes each. */
function batches(...counts: readonly number[]): readonly SignedBatch[] {
  let firstSeq = 1;
  return counts.map((count) => {
    const batch = { firstSeq, count, bytes: new Uint8Array(100) };
    firstSeq += count;
    return batch;
  });
}

function stored(bytesMax: number, ...counts: readonly number[]): RepairStore {
  const store = new RepairStore(bytesMax);
  for (const batch of batches(...counts)) store.add(batch);
  return store;
}

function found(store: RepairStore, [first, last]: readonly [number, number], max = 99) {
  return store.find({ first, last }, max).map(({ firstSeq }) => firstSeq);
}

Deno.test("RepairStore has nothing at first", () => {
  const store = new RepairStore(1_000);
  assertEquals([store.firstSeq(), found(store, [1, 9])], [null, []]);
});

Deno.test("RepairStore.find() gives the batches that hold any event of a range", () => {
  const store = stored(10_000, 1, 3, 1, 5); // Batches 1, 2..4, 5, 6..10.
  const table: readonly (readonly [readonly [number, number], readonly number[]])[] = [
    [[1, 1], [1]],
    [[2, 2], [2]],
    [[3, 3], [2]],
    [[4, 5], [2, 5]],
    [[1, 10], [1, 2, 5, 6]],
    [[10, 99], [6]],
    [[11, 99], []],
  ];
  for (const [range, expected] of table) assertEquals(found(store, range), expected, `${range}`);
});

Deno.test("RepairStore.find() gives no more than are asked for, the first ones", () => {
  assertEquals(found(stored(10_000, 1, 1, 1, 1), [1, 4], 2), [1, 2]);
});

Deno.test("RepairStore.add() lets the oldest go when the room is used up", () => {
  const store = stored(250, 2, 2, 2, 2);
  assertEquals(store.firstSeq(), 5);
  assertEquals(found(store, [1, 8]), [5, 7]);
});

Deno.test("RepairStore.add() keeps the newest batch however small the room", () => {
  const store = stored(10, 1, 1);
  assertEquals([store.firstSeq(), found(store, [1, 2])], [2, [2]]);
});
