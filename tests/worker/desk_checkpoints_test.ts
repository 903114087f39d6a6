// The house's checkpoints: when they are made, that they are kept before anyone hears of them, and
// that a record which is not the signed one is not gone on with.

import { assert, assertEquals, assertThrows } from "@std/assert";
import { Fault } from "../../lib/base/fault.ts";
import { noteFlawOf } from "../../lib/ledger/note_flaw.ts";
import { CHECKPOINT_MS } from "../../lib/session/session_limits.ts";
import { checkpointIn, decodeNote } from "../../lib/wire/checkpoint_note.ts";
import { newIdentity } from "../../lib/worker/desk_checkpoints.ts";
import { batchIn } from "../../lib/wire/signed_message.ts";
import { lotOf } from "../support/thread_house.ts";
import { MemoryCheckpoints } from "../support/memory_checkpoints.ts";
import { CheckpointStage } from "./_checkpoint_stage.ts";

/** The events that the kept notes are of. */
function kept({ log }: CheckpointStage): readonly (number | undefined)[] {
  return log.notes.map((note) => decodeNote(note)?.checkpoint.seq);
}

/** The events of which the feed was told a checkpoint. */
function spread({ feed }: CheckpointStage): readonly (number | undefined)[] {
  return feed.all.map((message) =>
    message.type === "checkpoint" ? checkpointIn(message.message)?.seq : undefined
  );
}

Deno.test("DeskCheckpoints.begin() keeps one of the record as it stands, for whoever joins", async () => {
  using s = await CheckpointStage.make();
  const desk = s.record({ lots: 2 });
  const run = s.over(desk);
  run.begin();
  assertEquals([kept(s), spread(s)], [[3], []]);
  const [note = ""] = s.log.notes;
  assertEquals(s.main.all, [{ type: "checkpoint", note }]);
  assertEquals(run.newest?.note, note);
  const found = decodeNote(note);
  assert(found !== null);
  assertEquals(noteFlawOf(s.houseX)(found), null);
  assertEquals(found.checkpoint.hash, desk.head().hash);
  assertEquals(checkpointIn(run.newest?.message ?? new Uint8Array(0)), found.checkpoint);
});

Deno.test("DeskCheckpoints.begin() makes no other one where the kept one covers the record", async () => {
  using s = await CheckpointStage.make();
  s.over(s.record()).begin();
  const next = s.over(s.record());
  next.begin();
  assertEquals(kept(s), [2]);
  assertEquals(next.newest?.note, s.log.notes[0]);
  assertEquals(s.main.all.length, 2);
});

Deno.test("DeskCheckpoints.committed() makes one at a hammer, and else in the minute's end", async () => {
  using s = await CheckpointStage.make();
  const desk = s.record();
  const run = s.over(desk);
  run.begin();
  const at = s.clock.now;
  run.committed(s.say(desk, { type: "OpenLot", at, lot: "1" }));
  s.clock.now += CHECKPOINT_MS - 1;
  run.committed([]);
  assertEquals(spread(s), []);
  s.clock.now += 1;
  run.committed([]);
  assertEquals(spread(s), [4]);
  run.committed(s.say(desk, { type: "WithdrawLot", at, lot: "1", reason: null }));
  assertEquals([spread(s), kept(s)], [[4, 5], [2, 4, 5]]);
  assertEquals(s.main.all.length, 3);
});

Deno.test("DeskCheckpoints wakes by itself where the record grew and nothing follows", async () => {
  using s = await CheckpointStage.make();
  const desk = s.record();
  // Each look at this clock comes most of a minute after the one before.
  let now = s.clock.now;
  const run = s.over(desk, { clock: { nowMs: () => now += CHECKPOINT_MS - 1 } });
  run.committed(s.say(desk, { type: "OpenLot", at: s.clock.now, lot: "1" }));
  assertEquals(spread(s), []);
  await s.feed.waitFor(({ type }) => type === "checkpoint", { what: "a checkpoint" });
  assertEquals(spread(s), [4]);
});

Deno.test("DeskCheckpoints.end() covers what is not covered yet, and nothing twice", async () => {
  using s = await CheckpointStage.make();
  const desk = s.record();
  const first = s.over(desk);
  first.begin();
  first.end();
  assertEquals(kept(s), [2]);
  const second = s.over(desk);
  second.committed(s.say(desk, { type: "OpenLot", at: s.clock.now, lot: "1" }));
  second.end();
  assertEquals(kept(s), [2, 4]);
});

Deno.test("DeskCheckpoints tells nobody of a checkpoint that is not on the disk", async () => {
  using s = await CheckpointStage.make();
  const full = new Fault("file_unwritable", "The disk is full");
  const log = Object.assign(new MemoryCheckpoints(), {
    append: () => {
      throw full;
    },
  });
  const desk = s.record();
  const run = s.over(desk, { log });
  const events = s.say(desk, { type: "CloseSale", at: s.clock.now });
  assertThrows(() => run.committed(events), Fault, full.message);
  assertEquals([s.feed.all, s.main.all, run.newest], [[], [], null]);
});

Deno.test("DeskCheckpoints says how much of a torn note was cut off", async () => {
  using s = await CheckpointStage.make();
  s.over(s.record(), { log: Object.assign(new MemoryCheckpoints(), { cutBytes: 17 }) });
  assertEquals(s.main.all, [{ type: "checkpoint_cut", bytes: 17 }]);
});

// --- the record at a start ------------------------------------------------------------------

function refusal(work: () => unknown): string {
  return assertThrows(work, Fault).code;
}

Deno.test("DeskCheckpoints refuses a record that is older than the newest kept checkpoint", async () => {
  using s = await CheckpointStage.make();
  s.over(s.record({ lots: 3 })).begin();
  assertEquals(refusal(() => s.over(s.record({ lots: 2 }))), "record_rolled_back");
  s.over(s.record({ lots: 3 }));
  s.over(s.record({ lots: 4 }));
});

Deno.test("DeskCheckpoints refuses a record that has another event at the kept checkpoint", async () => {
  using s = await CheckpointStage.make();
  s.over(s.record()).begin();
  assertEquals(refusal(() => s.over(s.record({ name: "Another", lots: 4 }))), "record_rolled_back");
});

Deno.test("DeskCheckpoints refuses a record of another sale, and an empty one", async () => {
  using s = await CheckpointStage.make();
  s.over(s.record()).begin();
  const sale = "5b".repeat(16);
  assertEquals(refusal(() => s.over(s.record({ sale }), { sale })), "record_rolled_back");
  // The sale alone differs: the same events would agree.
  assertEquals(refusal(() => s.over(s.record(), { sale })), "record_rolled_back");
  assertEquals(refusal(() => s.over(s.desk())), "record_rolled_back");
});

Deno.test("newIdentity() begins no record where the house has signed one that is gone", async () => {
  using s = await CheckpointStage.make();
  const [one, other] = [newIdentity("house", s.log), newIdentity("house", s.log)];
  assertEquals([one.house, one.sale.length, one.sale === other.sale], ["house", 32, false]);
  s.over(s.record()).begin();
  assertEquals(refusal(() => newIdentity("house", s.log)), "record_rolled_back");
});

Deno.test("DeskCheckpoints refuses a kept note that is another house's", async () => {
  using s = await CheckpointStage.make();
  using other = await CheckpointStage.make();
  other.over(other.record()).begin();
  assertEquals(refusal(() => s.over(s.record(), { log: other.log })), "bad_file");
});

Deno.test("DeskCheckpoints refuses a kept note that was changed", async () => {
  using s = await CheckpointStage.make();
  s.over(s.record()).begin();
  const changed = new MemoryCheckpoints();
  changed.append((s.log.notes[0] ?? "").replace("\n2\n", "\n1\n"));
  assertEquals(changed.newest?.checkpoint.seq, 1);
  assertEquals(refusal(() => s.over(s.record(), { log: changed })), "bad_file");
});

Deno.test("DeskCheckpoints has nothing dated before the newest kept one, whatever the clock says", async () => {
  using s = await CheckpointStage.make();
  const before = s.record();
  s.clock.now += 60_000;
  const { now } = s.clock;
  s.over(before).begin();
  s.clock.now -= 60_000;
  const again = s.record();
  s.over(again);
  const salt = "00".repeat(16);
  const at = s.clock.now;
  const { batches } = again.take([{
    type: "command",
    ref: 0,
    command: { type: "CatalogueLot", at, lot: lotOf({ id: "2" }), salt },
  }], at);
  assertEquals(batches.map(({ bytes }) => batchIn(bytes)?.at), [now]);
  assertEquals(checkpointIn(again.checkpoint(at))?.at, now);
});
