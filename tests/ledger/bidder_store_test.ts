// BidderStore: what a bidder keeps survives, once and in order, and is for nobody else to read.

import { assertEquals, assertThrows } from "@std/assert";
import { toUtf8 } from "../../lib/base/bytes.ts";
import { Fault } from "../../lib/base/fault.ts";
import { BidderStore, type KeptBatch } from "../../lib/ledger/bidder_store.ts";
import { projectPath } from "../support/task_flags.ts";

const SALE = "5a".repeat(16);
const OTHER_SALE = "a5".repeat(16);
const BATCHES: readonly KeptBatch[] = [
  { firstSeq: 1, count: 2, bytes: toUtf8("one and two") },
  { firstSeq: 3, count: 1, bytes: toUtf8("three") },
  { firstSeq: 4, count: 9, bytes: toUtf8("four to twelve") },
];

/** A folder that goes away, and the store's file in it. */
function site() {
  const folder = Deno.makeTempDirSync({ prefix: "leilao-" });
  const path = `${folder}/bidder.sqlite`;
  const open: BidderStore[] = [];
  return {
    folder,
    path,
    open(): BidderStore {
      const store = BidderStore.open(path);
      open.push(store);
      return store;
    },
    /** Ends the stores, as the end of a client does, and opens the file anew. */
    reopened(): BidderStore {
      for (const store of open.splice(0)) store.close();
      return this.open();
    },
    [Symbol.dispose]() {
      for (const store of open) store.close();
      Deno.removeSync(folder, { recursive: true });
    },
  };
}

/** A bid whose id says which one it is. */
function bid(n: number) {
  const bidId = n.toString(16).padStart(32, "0");
  return { bidId, bid: toUtf8(`bid ${n}`), signature: new Uint8Array(64).fill(n) };
}

function faultOf(work: () => unknown): string {
  return assertThrows(work, Fault).code;
}

Deno.test("BidderStore keeps batches once, by sale and in order, over a restart", () => {
  using s = site();
  const store = s.open();
  store.keepBatches(SALE, BATCHES.slice(1));
  store.keepBatches(SALE, BATCHES);
  store.keepBatches(SALE, [{ firstSeq: 3, count: 1, bytes: toUtf8("another three") }]);
  store.keepBatches(OTHER_SALE, BATCHES.slice(0, 1));
  assertEquals(store.batches(SALE), BATCHES);
  assertEquals(s.reopened().batches(SALE), BATCHES);
  assertEquals(s.open().batches(OTHER_SALE), BATCHES.slice(0, 1));
});

Deno.test("BidderStore.bids() gives the bids of one sale, oldest first, with their receipts", () => {
  using s = site();
  const store = s.open();
  store.keepBid(SALE, bid(3), 1_000);
  store.keepBid(SALE, bid(1), 3_000);
  store.keepBid(SALE, bid(2), 2_000);
  store.keepBid(OTHER_SALE, bid(4), 1_500);
  const receipt = toUtf8("signed receipt");
  store.keepReceipt(SALE, { bidId: bid(2).bidId, receipt });
  const expected = [
    { ...bid(3), receipt: null },
    { ...bid(2), receipt },
    { ...bid(1), receipt: null },
  ];
  assertEquals(store.bids(SALE), expected);
  assertEquals(s.reopened().bids(SALE), expected);
});

Deno.test("BidderStore.keepReceipt() of another sale settles nothing", () => {
  using s = site();
  const store = s.open();
  store.keepBid(SALE, bid(1), 1_000);
  store.keepReceipt(OTHER_SALE, { bidId: bid(1).bidId, receipt: toUtf8("receipt") });
  assertEquals(store.bids(SALE)[0]?.receipt, null);
});

Deno.test("BidderStore.keepBid() refuses an id that is kept already, and keeps the first", () => {
  using s = site();
  const store = s.open();
  store.keepBid(SALE, bid(1), 1_000);
  const again = { ...bid(2), bidId: bid(1).bidId };
  assertEquals(faultOf(() => store.keepBid(SALE, again, 2_000)), "file_unwritable");
  assertEquals(store.bids(SALE), [{ ...bid(1), receipt: null }]);
  // The refusal has left no transaction open.
  store.keepBid(SALE, bid(2), 2_000);
  assertEquals(store.bids(SALE).length, 2);
});

Deno.test("BidderStore.keepEvidence() keeps what contradicts, once, beside the batches", () => {
  using s = site();
  const store = s.open();
  const [late, early] = [toUtf8("another nine"), toUtf8("another three")];
  store.keepEvidence(SALE, { seq: 9, signed: late });
  store.keepEvidence(SALE, { seq: 3, signed: early });
  store.keepEvidence(SALE, { seq: 3, signed: early });
  store.keepEvidence(SALE, { seq: 5, signed: null });
  const expected = [{ seq: 3, signed: early }, { seq: 9, signed: late }];
  assertEquals(store.evidence(SALE), expected);
  assertEquals(s.reopened().evidence(SALE), expected);
  assertEquals(s.open().evidence(OTHER_SALE), []);
});

Deno.test("BidderStore.keepCheckpoint() keeps the first of each event, by sale and in order", () => {
  using s = site();
  const store = s.open();
  const [first, second] = [toUtf8("up to 3"), toUtf8("up to 9")];
  store.keepCheckpoint(SALE, { seq: 9, signed: second });
  store.keepCheckpoint(SALE, { seq: 3, signed: first });
  store.keepCheckpoint(SALE, { seq: 3, signed: toUtf8("up to 3 once more") });
  const expected = [{ seq: 3, signed: first }, { seq: 9, signed: second }];
  assertEquals(store.checkpoints(SALE), expected);
  assertEquals(s.reopened().checkpoints(SALE), expected);
  assertEquals(s.open().checkpoints(OTHER_SALE), []);
});

Deno.test("BidderStore may be open twice, and both see what either keeps", () => {
  using s = site();
  const [first, second] = [s.open(), s.open()];
  first.keepBid(SALE, bid(1), 1_000);
  second.keepBid(SALE, bid(2), 2_000);
  for (const store of [first, second]) assertEquals(store.bids(SALE).length, 2);
});

Deno.test({
  name: "BidderStore.open() makes a file that nobody else may read",
  ignore: Deno.build.os === "windows",
  fn() {
    using s = site();
    s.open().keepBid(SALE, bid(1), 1_000);
    for (const { name } of Deno.readDirSync(s.folder)) {
      assertEquals([name, (Deno.statSync(`${s.folder}/${name}`).mode ?? 0) & 0o777], [name, 0o600]);
    }
  },
});

Deno.test("BidderStore.open() refuses a file that is none of ours, and leaves it as it is", () => {
  using s = site();
  const text = "Ana's shopping list: ".repeat(100);
  Deno.writeTextFileSync(s.path, text);
  assertEquals(faultOf(() => s.open()), "bad_file");
  assertEquals(Deno.readTextFileSync(s.path), text);
});

Deno.test("BidderStore.open() refuses the record of a house or of a later version, unchanged", async () => {
  using s = site();
  const { DatabaseSync } = await import("node:sqlite");
  for (const [application, version] of [[0x4c45494c, 1], [0x4c454942, 99], [0, 1]] as const) {
    const db = new DatabaseSync(s.path);
    db.exec(`PRAGMA application_id = ${application}; PRAGMA user_version = ${version}`);
    db.close();
    const before = Deno.readFileSync(s.path);
    assertEquals([application, faultOf(() => s.open())], [application, "bad_file"]);
    assertEquals(Deno.readFileSync(s.path), before);
  }
});

Deno.test("BidderStore.open() says where it cannot write", () => {
  using s = site();
  const missing = `${s.folder}/missing/bidder.sqlite`;
  assertEquals(faultOf(() => BidderStore.open(missing)), "file_unwritable");
  assertEquals(faultOf(() => BidderStore.open(s.folder)), "file_unwritable");
});

Deno.test("BidderStore says file_unwritable while another program holds the file", async () => {
  using s = site();
  const store = s.open();
  const { DatabaseSync } = await import("node:sqlite");
  const other = new DatabaseSync(s.path);
  other.exec("BEGIN IMMEDIATE");
  try {
    assertEquals(faultOf(() => store.keepBid(SALE, bid(1), 1_000)), "file_unwritable");
  } finally {
    other.close();
  }
  store.keepBid(SALE, bid(1), 1_000);
  assertEquals(store.bids(SALE).length, 1);
});

Deno.test("BidderStore.keepBid() has the bid on the disk when it returns: SIGKILL", async () => {
  using s = site();
  const child = new Deno.Command(Deno.execPath(), {
    args: [
      "run",
      "--no-prompt",
      `--config=${projectPath("deno.json")}`,
      `--allow-read=${s.folder}`,
      `--allow-write=${s.folder}`,
      projectPath("tests/ledger/_bid_keeper.ts"),
      s.path,
      SALE,
    ],
    stdin: "piped",
    stdout: "piped",
  }).spawn();
  let said = "";
  for await (const chunk of child.stdout.pipeThrough(new TextDecoderStream())) {
    said += chunk;
    if (said.endsWith("waiting\n")) child.kill("SIGKILL");
  }
  assertEquals((await child.status).signal, "SIGKILL");
  await child.stdin.close().catch(() => {}); // Its reader has gone.
  const kept = s.open().bids(SALE);
  assertEquals(kept.map(({ bidId }) => bidId), said.split("\n").slice(0, 3));
  assertEquals(kept.map(({ bid: bytes }) => new TextDecoder().decode(bytes)), [
    "bid 1",
    "bid 2",
    "bid 3",
  ]);
});

Deno.test("BidderStore says bad_file of a file that is damaged behind its beginning", () => {
  using s = site();
  const many = Array.from({ length: 400 }, (_, i) => ({
    firstSeq: i + 1,
    count: 1,
    bytes: new Uint8Array(700).fill(i),
  }));
  s.open().keepBatches(SALE, many);
  s.reopened(); // Closed once: what was written is in the file itself.
  const bytes = Deno.readFileSync(s.path);
  Deno.writeFileSync(s.path, bytes.fill(0xff, bytes.length / 4));
  const store = s.open();
  assertEquals(faultOf(() => store.batches(SALE)), "bad_file");
});
