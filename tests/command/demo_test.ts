// `deno task demo`, run as a newcomer runs it: from a fresh checkout, with the task's permissions.

import { assert, assertEquals, assertGreater, assertMatch } from "@std/assert";
import { join } from "@std/path";
import type { Item } from "../../lib/catalogue/item_schema.ts";
import { copyLots, SAMPLE_LOT_FILES, shortened } from "../../lib/command/demo_lots.ts";
import { DemoRoom } from "../../lib/command/demo_room.ts";
import { limitFor, type Move, nextMove, type Temper } from "../../lib/command/demo_temper.ts";
import { FreshCheckout, type TaskEnd } from "../support/fresh_checkout.ts";

const saleMs = 180_000;
const shortMs = 60_000;

Deno.test("deno task demo sells the sample lots, and all bidders saw the same sale", async () => {
  await using checkout = await FreshCheckout.make();
  // Somebody's own lot, which the demo neither sells nor reads.
  await Deno.writeTextFile(join(checkout.path, "items/9-own.json"), '{"id":"1","opening":0.5}');
  const end = await checkout.task("demo", { ms: saleMs });
  assertEquals(end.code, 0, end.out + end.err);
  const folder = join(checkout.path, keptFolder(end));
  const events = await Promise.all(
    ["ana", "bruno", "clara"].map((name) => Deno.readTextFile(join(folder, name, "events.ndjson"))),
  );
  assertEquals(new Set(events).size, 1);
  checkStory(
    end.out,
    (events[0] ?? "").trimEnd().split("\n").map((line) => JSON.parse(line)),
  );
  await checkSecrets(folder);
});

Deno.test("deno task demo ends all that it started when it is interrupted", async () => {
  await using checkout = await FreshCheckout.make();
  let isStopped = false;
  const end = await checkout.task("demo", {
    ms: shortMs,
    env: { LANG: "pt_BR.UTF-8" },
    heard: (out, child) => {
      if (isStopped || !out.includes("na frente")) return;
      isStopped = true;
      child.kill("SIGINT"); // deno task hands it on, as a terminal does with Ctrl+C.
    },
  });
  assertEquals(end.code, 130, end.out + end.err);
  assertMatch(end.err, /^Interrompido\. Nada ficou rodando\.$/m);
  assertEquals(leftIn(checkout), []);
  const port = Number(/tcp 127\.0\.0\.1:(\d+)/.exec(end.out)?.[1]);
  const refused = await Deno.connect({ hostname: "127.0.0.1", port }).then(
    (connection) => connection.close(),
    (error) => error instanceof Deno.errors.ConnectionRefused,
  );
  assertEquals(refused, true);
});

Deno.test("deno task demo fails by name when one of its processes does", async () => {
  await using checkout = await FreshCheckout.make();
  await Deno.writeTextFile(
    join(checkout.path, "main_client.ts"),
    "console.error('Oh no');Deno.exit(3);\n",
  );
  const end = await checkout.task("demo", { ms: shortMs });
  assertEquals(end.code, 1);
  assertMatch(end.err, /^demo: (Ana|Bruno|Clara) ended with exit code 3, want 0\nIt said: Oh no$/m);
  assertEquals(leftIn(checkout), []);
});

Deno.test("deno task demo names the items file and the field that cannot be sold", async () => {
  await using checkout = await FreshCheckout.make();
  await Deno.writeTextFile(join(checkout.path, "items/5-foal.json"), '{"id":"5","opening":0.5}');
  const end = await checkout.task("demo", { ms: shortMs });
  assertEquals(end.code, 1);
  assertMatch(end.err, /^demo: "items\/5-foal\.json": (title|opening): /m);
  assertEquals(leftIn(checkout), []);
});

Deno.test("copyLots() takes a folder without any sample lot whole", async () => {
  const [from, to] = [await Deno.makeTempDir(), await Deno.makeTempDir()];
  try {
    await Deno.writeTextFile(join(from, "own.json"), '{"id":"1","title":"Pot","opening":100}');
    await copyLots({ from, change: shortened, countMax: null }, { to, language: "en" });
    assertEquals([...Deno.readDirSync(to)].map(({ name }) => name), ["own.json"]);
  } finally {
    for (const folder of [from, to]) await Deno.remove(folder, { recursive: true });
  }
});

Deno.test("shortened() turns minutes into seconds and leaves the rest of a lot as it was", () => {
  const plain: Item = { id: "1", title: "Pot", opening: 100, reserve: 200 };
  const timed = { ...plain, durationSeconds: 5 };
  const fromBid = (seconds: number, list: number | number[] = [seconds]) =>
    ({ policy: "from_bid", windowSeconds: seconds, extensionSeconds: list }) as const;
  const cases: readonly (readonly [Item, Item])[] = [
    [plain, plain],
    [{ ...plain, durationSeconds: 900 }, { ...timed, softClose: fromBid(2) }],
    [{ ...plain, endsAt: "2027-01-01T20:00:00Z" }, { ...timed, softClose: fromBid(2) }],
    [{ ...plain, softClose: "br_10024" }, { ...timed, softClose: fromBid(2) }],
    [{ ...timed, softClose: "br_cnj236" }, { ...timed, softClose: fromBid(3) }],
    [{ ...timed, softClose: "none" }, { ...timed, softClose: "none" }],
    [{ ...plain, format: "vickrey", durationSeconds: 900 }, { ...timed, format: "vickrey" }],
    [
      { ...timed, softClose: { ...fromBid(120, [120, 90, 30, 1]), hardEndSeconds: 60 } },
      { ...timed, softClose: { ...fromBid(2, [2, 1.5, 0.5, 0.1]), hardEndSeconds: 5 } },
    ],
  ];
  for (const [item, expected] of cases) assertEquals(shortened(item), expected);
});

Deno.test("nextMove() bids as the temper does, never above the limit and never against itself", () => {
  const bid = { leader: "2", price: 1_000, ask: 1_100 };
  const cases: readonly (readonly [Temper, Parameters<typeof situation>[0], Move | null])[] = [
    ["patient", {}, { max: 2_000, inMs: 500 }],
    ["patient", { ...bid, hasBid: true }, null],
    ["eager", bid, { max: 1_100, inMs: 800 }],
    ["eager", { ...bid, price: 1_500, ask: 1_600, hasBid: true }, { max: 1_700, inMs: 800 }],
    ["eager", { ...bid, price: 1_900, ask: 1_950 }, { max: 2_000, inMs: 800 }],
    ["eager", { ...bid, price: 1_900, ask: 2_001 }, null],
    ["eager", { ...bid, leader: "1" }, null],
    ["late", bid, null],
    ["late", { ...bid, calls: 1 }, { max: 2_000, inMs: 500 }],
    ["late", { ...bid, endsAt: 60_000 }, { max: 2_000, inMs: 9_200 }],
    ["late", { ...bid, endsAt: 50_100 }, { max: 2_000, inMs: 0 }],
    ["late", { ...bid, endsAt: 60_000, hasBid: true }, null],
    ["eager", { ...bid, open: false }, null],
  ];
  for (const [temper, changes, move] of cases) {
    assertEquals(
      nextMove(temper, situation(changes)),
      move,
      `${temper} ${JSON.stringify(changes)}`,
    );
  }
});

Deno.test("limitFor() is a round amount of at least the opening price, for any lot", () => {
  for (const opening of [1, 7, 99, 12_000, 900_000]) {
    for (let index = 0; index < 20; index += 1) {
      const limit = limitFor("late", { index, opening });
      assert(Number.isInteger(limit) && limit >= opening, `${opening} ${index} ${limit}`);
    }
  }
});

Deno.test("DemoRoom.hear() follows a lot to its end and keeps every event as it was written", () => {
  const room = new DemoRoom();
  const lines = [
    { event: "LotCatalogued", seq: 1, lot: "7", opening: 100, hasReserve: true },
    { event: "LotDescribed", seq: 2, lot: "7" },
    { event: "LotOpened", seq: 3, lot: "7", ask: 100, endsAt: 5_000 },
    {
      event: "BidAccepted",
      seq: 4,
      lot: "7",
      leader: "1",
      price: 100,
      ask: 110,
      reserveMet: false,
    },
    { event: "LotExtended", seq: 5, lot: "7", endsAt: 7_000 },
    { event: "LotPassed", seq: 6, lot: "7", reason: "reserve_not_met" },
    { event: "SaleClosed", seq: 7 },
  ].map((line) => JSON.stringify(line));
  for (const line of lines) room.hear(line);
  const lot = room.lot("7");
  assertEquals(
    [lot?.endsAt, lot?.extensions, lot?.leader, lot?.bids, lot?.reserveMet, lot?.result],
    [7_000, 1, "1", 1, false, "passed"],
  );
  assertEquals([room.eventLines, room.lastSeq, room.closed], [lines, 7, true]);
});

Deno.test("DemoRoom.lots are in the order to which they were moved", () => {
  const room = new DemoRoom();
  const lots = ["7", "8", "9"].map((lot) => ({
    event: "LotCatalogued",
    lot,
    opening: 1,
    hasReserve: false,
  }));
  const moves = [["9", "7"], ["7", null]].map(([lot, before]) => ({
    event: "LotMoved",
    lot,
    before,
  }));
  for (const [seq, line] of [...lots, ...moves].entries()) {
    room.hear(JSON.stringify({ ...line, seq }));
  }
  assertEquals(room.lots.map(({ lot }) => lot), ["9", "8", "7"]);
});

Deno.test("DemoRoom.until() ends with what it waits for, or with the signal", async () => {
  const room = new DemoRoom();
  const over = new AbortController();
  const told: string[] = [];
  const wait = (what: string, signal?: AbortSignal) =>
    room.until(({ closed }) => closed, signal).then(() => told.push(what));
  const waits = [wait("signal", over.signal), wait("news")];
  over.abort();
  await waits[0];
  assertEquals(told, ["signal"]);
  room.hear(JSON.stringify({ event: "SaleClosed", seq: 1 }));
  await Promise.all([...waits, wait("already"), wait("aborted", over.signal)]);
  assertEquals(told, ["signal", "news", "already", "aborted"]);
});

function situation(changes: {
  readonly open?: boolean;
  readonly leader?: string;
  readonly price?: number;
  readonly ask?: number;
  readonly endsAt?: number;
  readonly calls?: number;
  readonly hasBid?: boolean;
}) {
  const { hasBid = false, ...rest } = changes;
  const lot = {
    lot: "7",
    opening: 1_000,
    hasReserve: false,
    open: true,
    leader: null,
    price: null,
    ask: 1_000,
    endsAt: null,
    calls: 0,
    bids: 0,
    reserveMet: true,
    extensions: 0,
    result: null,
    ...rest,
  };
  return { lot, paddle: "1", limit: 2_000, hasBid, nowMs: 50_000 };
}

/** The folder that the demo says it keeps. */
function keptFolder({ out }: TaskEnd): string {
  const [, folder] = /^ +all of it lies in +(data\/demo-\w+)$/m.exec(out) ?? [];
  assert(folder !== undefined, out);
  return folder;
}

/** What was told is what happened, and what was to be shown was shown. */
function checkStory(
  out: string,
  events: readonly Readonly<Record<string, unknown>>[],
): void {
  const named = (name: string) => events.filter(({ event }) => event === name);
  const sold = named("LotSold");
  const told = out.match(/ SOLD to \w+ for R\$/g) ?? [];
  assertEquals(told.length, sold.length);
  assertEquals(sold.length + named("LotPassed").length, SAMPLE_LOT_FILES.length);
  assertGreater(new Set(sold.map(({ paddle }) => paddle)).size, 1);
  assertGreater(named("BidAccepted").length, 2 * sold.length);
  assertGreater(named("LotExtended").length, 0);
  assertMatch(out, /A late bid moves the end/);
  assertMatch(out, /PASSED: the reserve was not met/);
  assertMatch(out, /have joined; the feed comes by multicast/);
  assertMatch(out, new RegExp(`have the same ${events.length} events\\.`));
  const sum = sold.reduce((total, { price }) => total + Number(price), 0) / 100;
  const money = sum.toLocaleString("en-US", { minimumFractionDigits: 2 });
  assert(out.includes(`R$${money}`), `${money} in ${out}`);
}

/** The demos whose folders are still there. */
function leftIn({ path }: FreshCheckout): readonly string[] {
  return [...Deno.readDirSync(join(path, "data"))].map(({ name }) => name);
}

/** Even throw-away keys lie where nobody else can read them. */
async function checkSecrets(folder: string): Promise<void> {
  const mode = async (path: string) => ((await Deno.stat(join(folder, path))).mode ?? 0) & 0o777;
  assertEquals(await mode("."), 0o700);
  assertEquals(await mode("keys/ana.private.jwks.json"), 0o600);
  assertGreater((await Deno.stat(join(folder, "house/ledger.sqlite"))).size, 0);
}
