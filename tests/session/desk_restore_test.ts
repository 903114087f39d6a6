// A start is an audit: the desk takes back its own record and refuses every other, saying why.

import { assertEquals } from "@std/assert";
import type { RecordRow } from "../../lib/session/desk_message.ts";
import { chainHash, GENESIS_HASH } from "../../lib/secure/digest.ts";
import { encodeCommand } from "../../lib/wire/command_codec.ts";
import { BEN, MINUTE, T0 } from "../auction/scene.ts";
import { bidInput, DeskStage } from "./_desk_stage.ts";

/** A record with accepted, refused and repeated bids, an extension, an undo and an end. */
function played(): DeskStage {
  const stage = new DeskStage().open();
  const late = T0 + 9 * MINUTE;
  const ben = { paddle: BEN, from: "member of Ben" };
  stage.take([bidInput(), bidInput(), bidInput({ ...ben, amount: 1_500 })]);
  stage.take([bidInput({ bidId: "02".repeat(16), lot: "8", at: late })], late);
  stage.take([bidInput({ ...ben, bidId: "03".repeat(16), lot: "70", at: late })], late);
  stage.say(
    { type: "UndoLastBid", at: late + 5, lot: "7" },
    { type: "Tick", at: T0 + 11 * MINUTE },
    { type: "HammerLot", at: T0 + 12 * MINUTE, lot: "7", belowReserve: false },
  );
  return stage;
}

/** What restoring `rows` says: the first flaw and its place, or the flaw at the end, or null. */
function flawOf(stage: DeskStage, rows: readonly RecordRow[]): string | null {
  const desk = stage.fresh();
  for (const [i, row] of rows.entries()) {
    const flaw = desk.restore(row);
    if (flaw !== null) return `${i + 1}: ${flaw}`;
  }
  return desk.restored();
}

/** The rows with some of them changed. */
function changed(
  rows: readonly RecordRow[],
  change: (row: RecordRow) => Partial<RecordRow>,
): readonly RecordRow[] {
  return rows.map((row) => ({ ...row, ...change(row) }));
}

/** The rows with event `seq` and the one after it in each other's place. */
function swapped(rows: readonly RecordRow[], seq: number): readonly RecordRow[] {
  return [
    ...rows.slice(0, seq - 1),
    ...rows.slice(seq - 1, seq + 1).reverse(),
    ...rows.slice(seq + 1),
  ];
}

Deno.test("Desk.restore() of all rows gives the same head, hashes, view and deadline", () => {
  const stage = played();
  const desk = stage.fresh();
  for (const row of stage.rows) assertEquals(desk.restore(row), null);
  assertEquals(desk.restored(), null);
  assertEquals(desk.head(), stage.desk.head());
  assertEquals(desk.view, stage.desk.view);
  assertEquals(desk.nextDeadline(), stage.desk.nextDeadline());
  for (const { seq, hash } of stage.rows) assertEquals(desk.hashAt(seq), hash);
});

Deno.test("Desk.restore() goes on as the desk before would have, answers of old bids included", () => {
  const stage = played();
  const repeated = bidInput();
  const before = stage.take([repeated]).receipts[0]?.signed;
  const desk = stage.fresh();
  for (const row of stage.rows) desk.restore(row);
  stage.desk = desk;
  assertEquals(stage.take([repeated]).receipts[0]?.signed, before);
  const { rows } = stage.say({ type: "CloseSale", at: T0 + 20 * MINUTE });
  assertEquals(rows.map(({ seq }) => seq), [stage.rows.length]);
});

Deno.test("Desk.restore() refuses each kind of damage and names it", () => {
  const stage = played();
  const { rows } = stage;
  const flipped = (bytes: RecordRow["event"]) => bytes.with(5, (bytes[5] ?? 0) ^ 1);
  const table: readonly (readonly [string, readonly RecordRow[], string])[] = [
    [
      "an event is changed",
      changed(rows, ({ seq, event }) => seq === 9 ? { event: flipped(event) } : {}),
      "9: the rules give another event",
    ],
    [
      "an event's time beside it is changed",
      changed(rows, ({ seq }) => seq === 9 ? { at: T0 + 77 } : {}),
      "9: its time is not the event's",
    ],
    [
      "a hash is changed",
      changed(rows, ({ seq, hash }) => seq === 9 ? { hash: flipped(hash) } : {}),
      "9: its hash is not the chain's",
    ],
    [
      "a command cannot be read",
      changed(rows, ({ seq }) => seq === 4 ? { command: new Uint8Array([1, 2]) } : {}),
      "4: the command cannot be read",
    ],
    [
      "a command is another one that gives the same event",
      changed(rows, ({ seq, at }) => seq === 4 ? { command: admission(at, "another key") } : {}),
      "4: the rules give another event",
    ],
    [
      "a command is refused by the rules",
      changed(rows, ({ seq, at }) => seq === 4 ? { command: refusal(at) } : {}),
      "4: the rules refuse the command",
    ],
    [
      "an event in a decision is missing",
      rows.filter(({ seq }) => seq !== 7),
      "7: the decision before lacks an event",
    ],
    ["a whole decision is missing", rows.filter(({ seq }) => seq !== 8), "8: its place is 8"],
    [
      "a pair within a decision is swapped",
      swapped(rows, 7),
      "7: the decision before lacks an event",
    ],
    ["two decisions are swapped", swapped(rows, 9), "9: its place is 9"],
    ["an event is there twice", rows.toSpliced(9, 0, ...rows.slice(8, 9)), "10: its place is 10"],
    ["the record begins in a decision", rows.slice(6), "1: the rules give no such event"],
    [
      "time runs backwards",
      changed(rows, ({ seq }) => seq === 9 ? { command: refusal(0) } : {}),
      "9: time runs backwards",
    ],
  ];
  for (const [damage, damaged, flaw] of table) {
    assertEquals(flawOf(stage, damaged), flaw, damage);
  }
});

Deno.test("Desk.restored() says that the last decision is not whole", () => {
  const stage = played();
  const { seq } = stage.rows.find(({ command }) => command === null) ?? { seq: 0 };
  const rows = stage.rows.slice(0, seq - 1);
  assertEquals(flawOf(stage, rows), "the last decision lacks an event");
});

Deno.test("Desk.restore() does not take the chain's word for it", () => {
  const stage = played();
  let hash = GENESIS_HASH;
  const rechained = changed(stage.rows, ({ seq, event }) => {
    const bytes = seq === 9 ? event.with(-1, (event.at(-1) ?? 0) ^ 1) : event;
    hash = chainHash(hash, bytes);
    return { event: bytes, hash };
  });
  assertEquals(flawOf(stage, rechained), "9: the rules give another event");
});

function admission(at: number, identity: string): RecordRow["command"] {
  const command = { type: "AdmitPaddle", at, paddle: "1", identity } as const;
  return encodeCommand({ command, signed: null });
}

function refusal(at: number): RecordRow["command"] {
  return encodeCommand({ command: { type: "OpenLot", at, lot: "70" }, signed: null });
}
