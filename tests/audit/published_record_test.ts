// The published record: what it shows, what it hides, and how each change of it is found.

import { assert, assertEquals, assertThrows } from "@std/assert";
import { parseRecord, toRecordText } from "../../lib/audit/published_record.ts";
import { parseEvidence } from "../../lib/audit/evidence.ts";
import { type ReadHistory, readHistory } from "../../lib/audit/signed_history.ts";
import { type Bytes, toBase64url } from "../../lib/base/bytes.ts";
import { Fault } from "../../lib/base/fault.ts";
import type { CheckpointNote } from "../../lib/wire/checkpoint_note.ts";
import { AuditStage, flipped, SALE, withEvent } from "./_audit_stage.ts";

function published(
  stage: AuditStage,
  batches = stage.batches.map(({ bytes }) => bytes),
  checkpoint: CheckpointNote | null = stage.note(),
): string {
  return toRecordText({ sale: SALE, key: stage.key, batches, checkpoint });
}

function read(text: string, house: string | null = null): ReadHistory {
  return readHistory(parseRecord(text), { house });
}

/** The first finding in the record of these batches as "code seq", or "right". */
function verdict(stage: AuditStage, batches: readonly Bytes[]): string {
  const { finding } = read(published(stage, [...batches])).report;
  return finding === null ? "right" : `${finding.code} ${finding.seq}`;
}

Deno.test("readHistory() of a published record gives the results and finds nothing wrong", () => {
  const stage = new AuditStage().played();
  const { report, history } = read(published(stage), stage.house);
  assertEquals(report.finding, null);
  assertEquals(report.head, stage.head);
  assertEquals(report.house, stage.house);
  assertEquals(report.view.lots.get("7")?.winner?.paddle, stage.ben.paddle);
  assertEquals(history.eventAt(9), stage.rows[8]?.event);
  assertEquals(history.batchAt(9), stage.batches.find(({ firstSeq }) => firstSeq === 9)?.bytes);
});

Deno.test("toRecordText() holds no name, no key of a bidder and no command", () => {
  const stage = new AuditStage().played();
  const { batches } = parseRecord(published(stage));
  const bytes = batches.map((batch) => batch.toHex()).join(" ");
  for (const { identity } of [stage.ana, stage.ben]) {
    const { name, x } = JSON.parse(identity);
    for (const text of [name, x]) {
      assert(!bytes.includes(new TextEncoder().encode(text).toHex()), text);
      assert(!published(stage).includes(text));
    }
  }
  for (const { seq, command } of stage.rows) {
    if (command !== null) assert(!bytes.includes(command.toHex()), `command ${seq}`);
  }
});

Deno.test("readHistory() tells the first event that is wrong", () => {
  const stage = new AuditStage().played();
  const all = stage.batches.map(({ bytes }) => bytes);
  const at = stage.batches.findIndex(({ firstSeq }) => firstSeq === 8);
  const [eighth = all[0], ninth = all[0]] = all.slice(at);
  assert(eighth !== undefined && ninth !== undefined);
  const table: readonly (readonly [string, readonly Bytes[], string])[] = [
    ["nothing", all, "right"],
    ["body_byte_changed", all.with(at, flipped(eighth)), "batch 8"],
    ["signature_byte_changed", all.with(at, flipped(eighth, 5)), "batch 8"],
    ["batch_missing", all.toSpliced(at, 1), "row_missing 8"],
    ["batches_swapped", all.toSpliced(at, 2, ninth, eighth), "row_missing 8"],
    ["batch_twice", all.toSpliced(at, 0, eighth), "batch 9"],
    ["no_batch", all.with(at, new Uint8Array(3)), "batch 8"],
    ["heartbeat_as_batch", all.with(at, stage.heartbeat()), "batch 8"],
  ];
  for (const [name, batches, wanted] of table) assertEquals(verdict(stage, batches), wanted, name);
});

Deno.test("readHistory() finds a record that was cut at its end by the checkpoint in it", () => {
  const stage = new AuditStage().open();
  const early = stage.note();
  stage.bid(stage.ana, 2_000);
  stage.bid(stage.ben, 3_000);
  const all = stage.batches.map(({ bytes }) => bytes);
  const told = (batches: readonly Bytes[], note: CheckpointNote | null) => {
    const { isWhole, report: { finding, checkpoints } } = read(
      published(stage, [...batches], note),
    );
    const verdict = finding === null ? "right" : `${finding.code} ${finding.seq}`;
    return [verdict, checkpoints?.upTo ?? null, isWhole];
  };
  assertEquals(told(all, stage.note()), ["right", 8, true]);
  for (let cut = 1; cut < 3; cut++) {
    assertEquals(told(all.slice(0, -cut), stage.note()), [`head ${9 - cut}`, 0, true]);
  }
  // Not all of the record is covered: that is said, and is no flaw.
  assertEquals(told(all, early), ["right", 6, true]);
  assertEquals(told(all, null), ["right", null, true]);
  assertEquals(told(all.slice(1), stage.note()), ["row_missing 1", 0, false]);
});

Deno.test("readHistory() refuses a checkpoint that is not the house's or tells another history", () => {
  const stage = new AuditStage().open();
  const other = new AuditStage(stage);
  stage.bid(stage.ana, 2_000);
  other.bid(stage.ben, 3_000);
  const note = stage.note();
  const forged = { ...note, signature: flipped(note.signature) };
  const code = (text: string) => read(text).report.finding?.code;
  assertEquals(code(published(stage, undefined, other.note())), "history");
  assertEquals(code(published(stage, undefined, forged)), "checkpoint");
  assertEquals(
    code(published(stage).replace("leilao/1 checkpoint", "leilao/2 checkpoint")),
    "checkpoint",
  );
});

Deno.test("readHistory() finds batches of two histories, each signed by the house", () => {
  const stage = new AuditStage().open();
  const other = new AuditStage(stage);
  stage.bid(stage.ana, 2_000);
  other.bid(stage.ben, 3_000);
  other.bid(stage.ana, 4_000);
  const mixed = [...stage.batches, ...other.batches.slice(-1)].map(({ bytes }) => bytes);
  assertEquals(verdict(stage, mixed), "chain 8");
});

Deno.test("readHistory() finds a signed event that no sale can hold", () => {
  const stage = new AuditStage().played();
  const { batches } = stage.signedAnew(
    stage.rows.map((row) =>
      row.seq !== 7 ? row : withEvent(row, ({ at }) => ({
        type: "LotPaused",
        at,
        lot: "none",
        remainingMs: null,
      }))
    ),
  );
  assertEquals(verdict(stage, batches.map(({ bytes }) => bytes)), "rules 7");
});

Deno.test("readHistory() refuses another house than the one asked for", () => {
  const stage = new AuditStage().played();
  assertEquals(read(published(stage), new AuditStage().house).report.finding?.code, "house");
  const text = published(stage).replace(stage.key.x, new AuditStage().key.x);
  assertEquals(read(text).report.finding?.code, "batch");
  assertEquals(read(published(stage).replace(stage.key.x, "A".repeat(43))).report.house, null);
});

Deno.test("readHistory() refuses batches of another sale", () => {
  const stage = new AuditStage().played();
  const text = published(stage).replace(SALE, "66".repeat(16));
  assertEquals(read(text).report.finding?.code, "batch");
});

Deno.test("parseRecord() and parseEvidence() refuse everything of another shape", () => {
  const record = JSON.parse(published(new AuditStage().open()));
  parseRecord(JSON.stringify({ ...record, checkpoint: null }));
  const evidence = {
    leilao: 1,
    type: "evidence",
    claim: "omitted",
    house: record.house,
    statements: [toBase64url(new Uint8Array(70))],
    endsAt: 3,
  };
  parseRecord(JSON.stringify(record));
  parseEvidence(JSON.stringify(evidence));
  for (const [parse, right] of [[parseRecord, record], [parseEvidence, evidence]] as const) {
    const wrong: unknown[] = [null, [], 1, "x", { ...right, more: 1 }];
    for (const name of Object.keys(right)) {
      const { [name]: _, ...rest } = right;
      if (name !== "checkpoint") wrong.push({ ...right, [name]: null });
      wrong.push(rest, { ...right, [name]: { more: 1 } });
    }
    wrong.push({ ...right, house: { ...right.house, d: "secret" } });
    for (const value of wrong) {
      const fault = assertThrows(() => parse(JSON.stringify(value)), Fault);
      assertEquals(fault.code, "bad_file", JSON.stringify(value));
    }
    assertEquals(assertThrows(() => parse("{"), Fault).code, "bad_file");
  }
});
