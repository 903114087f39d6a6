// A record in which lots were moved: an audit runs the rules over it, and anyone who reads it has the
// order that the house had.

import { assert, assertEquals } from "@std/assert";
import { auditLedger } from "../../lib/audit/ledger_audit.ts";
import { readHistory } from "../../lib/audit/signed_history.ts";
import type { Command } from "../../lib/auction/command.ts";
import type { LotId } from "../../lib/auction/lot.ts";
import type { SaleView } from "../../lib/auction/view.ts";
import { lot7, T0 } from "../auction/scene.ts";
import { AuditStage, SALE, withEvent } from "./_audit_stage.ts";

const salt = "00".repeat(16);

function move(lot: LotId, before: LotId | null): Command {
  return { type: "MoveLot", at: T0, lot, before };
}

/** Events 7 to 9 are the lots 8, 9 and 10; event 10 puts 10 first among them, event 11 puts 8 last. */
function stageWithMoves(): AuditStage {
  const stage = new AuditStage().open();
  const lots = ["8", "9", "10"].map((id) => ({ ...lot7, id }));
  stage.say(...lots.map((lot) => ({ type: "CatalogueLot", at: T0, lot, salt } as const)));
  stage.say(move("10", "8"), move("10", "8"), move("10", "7"), move("8", null));
  return stage;
}

function order({ lots }: SaleView): string {
  return [...lots.keys()].join(" ");
}

Deno.test("auditLedger() finds nothing wrong where lots were moved, and has their order", () => {
  const stage = stageWithMoves();
  // What changed nothing and what was refused is not in the record.
  assertEquals(stage.rows.length, 11);
  const { finding, view } = auditLedger(stage.source(), { house: stage.house });
  assertEquals([finding, order(view)], [null, "7 10 9 8"]);
});

Deno.test("readHistory() of batches alone gives the order to which the lots were moved", () => {
  const stage = stageWithMoves();
  const batches = stage.batches.map(({ bytes }) => bytes);
  const { report } = readHistory({ sale: SALE, house: stage.key.x, batches }, { house: null });
  assertEquals([report.finding, order(report.view)], [null, "7 10 9 8"]);
});

Deno.test("auditLedger() finds a lot that stands elsewhere than the command has put it", () => {
  const stage = stageWithMoves();
  const verdict = (before: LotId | null, command?: Command) => {
    const rows = stage.rows.map((row) =>
      row.seq === 10
        ? withEvent(row, (event) => {
          assert(event.type === "LotMoved");
          return { ...event, before };
        }, command)
        : row
    );
    const { finding } = auditLedger(stage.source(stage.signedAnew(rows)), { house: null });
    return finding === null ? "right" : `${finding.code} ${finding.seq}`;
  };
  assertEquals(verdict("8"), "right");
  assertEquals(verdict("9"), "rules 10");
  assertEquals(verdict("7", move("10", "7")), "rules 10");
  assertEquals(verdict("9", move("10", "9")), "right");
  assertEquals(verdict("9", move("10", "8")), "rules 10");
});
