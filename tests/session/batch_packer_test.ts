// packBatches: full batches that fit a datagram, in order, without a gap.

import { assert, assertEquals, assertLessOrEqual } from "@std/assert";
import type { Lot } from "../../lib/auction/lot.ts";
import { CENTS_MAX } from "../../lib/auction/money.ts";
import { type Bytes, equalBytes } from "../../lib/base/bytes.ts";
import { announcedBytes } from "../../lib/catalogue/announced_size.ts";
import { chainHash, GENESIS_HASH } from "../../lib/secure/digest.ts";
import { packBatches } from "../../lib/session/batch_packer.ts";
import type { RecordRow, SignedBatch } from "../../lib/session/desk_message.ts";
import {
  BATCH_EVENTS_MAX,
  EVENT_BYTES_MAX,
  PLAINTEXT_BYTES_MAX,
  SIGNATURE_BYTES,
} from "../../lib/wire/limits.ts";
import { type Batch, decodeBatch, decodeSignedMessage } from "../../lib/wire/signed_message.ts";
import { lot7, T0 } from "../auction/scene.ts";
import { DeskStage, SALE, SALT } from "./_desk_stage.ts";

const firstSeq = 2 ** 40;

/** Rows of the given sizes, chained from genesis. */
function rowsOf(sizes: readonly number[], first = firstSeq): readonly RecordRow[] {
  let hash = GENESIS_HASH;
  return sizes.map((size, i) => {
    const event = new Uint8Array(size).fill(i);
    hash = chainHash(hash, event);
    return { seq: first + i, at: T0, command: null, event, hash };
  });
}

function pack(rows: readonly RecordRow[]): readonly SignedBatch[] {
  const signature = new Uint8Array(SIGNATURE_BYTES);
  const at = Number.MAX_SAFE_INTEGER;
  return packBatches(rows, { sale: SALE, prevHash: GENESIS_HASH, at, sign: () => signature });
}

function opened({ bytes }: SignedBatch): Batch {
  const message = decodeSignedMessage(bytes);
  const batch = message === null ? null : decodeBatch(message.body);
  assert(message?.kind === "batch" && batch !== null, "A batch can be read");
  return batch;
}

/** Asserts that the batches tile the rows, name their pasts, and fit. */
function assertTiles(rows: readonly RecordRow[], batches: readonly SignedBatch[]): void {
  let [seq, hash]: [number, Bytes] = [rows[0]?.seq ?? 0, GENESIS_HASH];
  const events: Bytes[] = [];
  for (const batch of batches) {
    const { firstSeq, prevHash, events: carried, sale } = opened(batch);
    assertLessOrEqual(batch.bytes.length, PLAINTEXT_BYTES_MAX);
    assertEquals([firstSeq, batch.firstSeq, sale], [seq, seq, SALE]);
    assertEquals(batch.count, carried.length);
    assert(equalBytes(prevHash, hash));
    for (const event of carried) hash = chainHash(hash, event);
    seq += carried.length;
    events.push(...carried);
  }
  assertEquals(events, rows.map(({ event }) => event));
}

Deno.test("packBatches() makes nothing of no rows", () => {
  assertEquals(pack([]), []);
});

Deno.test("packBatches() tiles rows of every size with batches that fit a datagram", () => {
  for (const size of [1, 20, 23, 24, 75, 255, 256, 300, 500, EVENT_BYTES_MAX]) {
    const rows = rowsOf(Array.from({ length: 150 }, () => size));
    assertTiles(rows, pack(rows));
  }
  const mixed = rowsOf(Array.from({ length: 500 }, (_, i) => 1 + (i * 397) % EVENT_BYTES_MAX));
  assertTiles(mixed, pack(mixed));
});

Deno.test("packBatches() puts a dozen ordinary events into one batch", () => {
  assertEquals(pack(rowsOf(Array.from({ length: 12 }, () => 76))).length, 1);
});

Deno.test("packBatches() carries the largest event alone", () => {
  const batches = pack(rowsOf([EVENT_BYTES_MAX, 1]));
  assertEquals(batches.map(({ count }) => count), [1, 1]);
});

Deno.test("packBatches() puts no more events into a batch than may be read", () => {
  const batches = pack(rowsOf(Array.from({ length: BATCH_EVENTS_MAX + 1 }, () => 1)));
  assertEquals(batches.map(({ count }) => count), [BATCH_EVENTS_MAX, 1]);
});

Deno.test("Desk.take() fits the largest lot and the longest texts into batches that are signed", () => {
  const stage = new DeskStage();
  const lot = largestLot();
  const longest = "\u{20AC}".repeat(200);
  const outputs = [
    stage.say({ type: "CreateSale", at: 0, sale: SALE, name: longest, currency: "BRL" }),
    stage.say({ type: "CatalogueLot", at: 1, lot, salt: SALT }),
    stage.say({ type: "OpenLot", at: 2, lot: lot.id }),
    stage.say({ type: "GiveFairWarning", at: 3, lot: lot.id, text: longest }),
    stage.say({ type: "WithdrawLot", at: 4, lot: lot.id, reason: longest }),
  ];
  const batches = outputs.flatMap((output) => output.batches);
  assertTiles(stage.rows, batches);
  for (const { bytes } of batches) {
    const message = decodeSignedMessage(bytes);
    assert(message !== null && stage.isSigned("batch", message.body, message.signature));
  }
});

/** A lot that takes all the room that an announcement may take, to a few bytes. */
function largestLot(): Lot {
  const description = { en: "A word. ".repeat(400), pt: "\u{E7}".repeat(3_000) };
  const terms = { opening: CENTS_MAX, id: "L".repeat(32), description };
  const titled = (length: number): Lot => ({
    ...lot7,
    ...terms,
    title: { en: "\u{20AC}".repeat(Math.ceil(length / 2)), pt: "\u{20AC}".repeat(length >> 1) },
  });
  let length = 0;
  while (announcedBytes(titled(length + 1), null) <= EVENT_BYTES_MAX) length++;
  return titled(length);
}
