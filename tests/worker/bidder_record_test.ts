// BidderRecord: of what an earlier run kept it takes what fits the chain, and no event twice.

import { assertEquals } from "@std/assert";
import { type Bytes, toUtf8 } from "../../lib/base/bytes.ts";
import { BidderStore } from "../../lib/ledger/bidder_store.ts";
import { chainHash, GENESIS_HASH } from "../../lib/secure/digest.ts";
import { encodeCheckpoint } from "../../lib/wire/checkpoint_note.ts";
import { encodeBatch, encodeSignedMessage } from "../../lib/wire/signed_message.ts";
import { BidderRecord } from "../../lib/worker/bidder_record.ts";

const SALE = "5a".repeat(16);

/** A batch of one event; nobody looks at its signature any more. */
function kept(firstSeq: number, prevHash: Bytes) {
  const body = encodeBatch({ sale: SALE, firstSeq, prevHash, at: 1, events: [event(firstSeq)] });
  const bytes = encodeSignedMessage({ kind: "batch", signature: new Uint8Array(64), body });
  return { firstSeq, count: 1, bytes };
}

/** An event of a later version: it moves the position and shows nothing. */
function event(seq: number): Bytes {
  return toUtf8(`event ${seq}`);
}

const hashes = [GENESIS_HASH];
for (const seq of [1, 2, 3]) {
  hashes.push(chainHash(hashes.at(-1) ?? GENESIS_HASH, event(seq)));
}
const hashAt = (seq: number) => hashes[seq] ?? GENESIS_HASH;

/** A file for the time of one test. */
function openStore() {
  const folder = Deno.makeTempDirSync({ prefix: "leilao-" });
  const store = BidderStore.open(`${folder}/bidder.sqlite`);
  return {
    store,
    [Symbol.dispose]() {
      store.close();
      Deno.removeSync(folder, { recursive: true });
    },
  };
}

const pasts: Readonly<Record<string, { readonly batches: readonly ReturnType<typeof kept>[] }>> = {
  "a batch with another past": { batches: [kept(1, GENESIS_HASH), kept(2, GENESIS_HASH)] },
  "a batch behind a hole": { batches: [kept(1, GENESIS_HASH), kept(3, hashAt(1))] },
};

for (const [what, { batches }] of Object.entries(pasts)) {
  Deno.test(`BidderRecord.restore() stops before ${what}`, () => {
    using file = openStore();
    file.store.keepBatches(SALE, batches);
    const record = new BidderRecord(SALE, file.store);
    record.restore();
    assertEquals([record.seq, record.head], [1, hashAt(1)]);
  });
}

Deno.test("BidderRecord.restore() takes a whole chain", () => {
  using file = openStore();
  file.store.keepBatches(SALE, [1, 2, 3].map((seq) => kept(seq, hashAt(seq - 1))));
  const record = new BidderRecord(SALE, file.store);
  record.restore();
  assertEquals([record.seq, record.head], [3, hashAt(3)]);
});

Deno.test("BidderRecord.take() folds in each event once, whatever comes again", () => {
  using file = openStore();
  const record = new BidderRecord(SALE, file.store);
  const delivered = (seq: number) => ({ seq, bytes: event(seq), hash: hashAt(seq) });
  record.take([delivered(1), delivered(2)], []);
  record.take([delivered(1), delivered(2), delivered(3)], []);
  assertEquals([record.seq, record.head], [3, hashAt(3)]);
  assertEquals([1, 2, 3].map((seq) => record.hashAt(seq)), [1, 2, 3].map(hashAt));
});

/** A checkpoint of an event; nobody looks at its signature any more. */
function checkpoint(seq: number, hash: Bytes) {
  const body = encodeCheckpoint({ sale: SALE, seq, hash, at: 1 });
  const signature = new Uint8Array(64);
  return { seq, hash, signed: encodeSignedMessage({ kind: "checkpoint", signature, body }) };
}

Deno.test("BidderRecord.restore() holds the record against the checkpoints of an earlier run", () => {
  using file = openStore();
  file.store.keepBatches(SALE, [1, 2].map((seq) => kept(seq, hashAt(seq - 1))));
  const lie = checkpoint(3, GENESIS_HASH);
  for (const one of [checkpoint(2, hashAt(2)), lie]) file.store.keepCheckpoint(SALE, one);
  const record = new BidderRecord(SALE, file.store);
  record.restore();
  // The record has not come so far: nothing is wrong yet.
  assertEquals(record.brokenPromise(), null);
  record.take([{ seq: 3, bytes: event(3), hash: hashAt(3) }], []);
  const { seq, hash, signed } = record.brokenPromise() ?? {};
  assertEquals<unknown>({ seq, hash, signed }, lie);
});

Deno.test("BidderRecord.keepCheckpoint() keeps it and holds the record against it", () => {
  using file = openStore();
  file.store.keepBatches(SALE, [kept(1, GENESIS_HASH)]);
  const record = new BidderRecord(SALE, file.store);
  record.restore();
  const [right, lie] = [checkpoint(1, hashAt(1)), checkpoint(1, GENESIS_HASH)];
  record.keepCheckpoint(right);
  assertEquals(record.brokenPromise(), null);
  record.keepCheckpoint(lie);
  assertEquals(record.brokenPromise(), lie);
  assertEquals(file.store.checkpoints(SALE), [{ seq: 1, signed: right.signed }]);
});
