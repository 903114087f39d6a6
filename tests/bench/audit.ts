// How long the audit of a long record takes: a sale of many lots and paddles is made, written as
// the house writes it, and audited from the file.

import { join } from "@std/path";
import { auditLedger } from "../../lib/audit/ledger_audit.ts";
import { RecordReader } from "../../lib/ledger/record_reader.ts";
import { AuditStage, type Person, personAs } from "../audit/_audit_stage.ts";
import { lot7, T0 } from "../auction/scene.ts";

const LOTS = 100;
const PADDLES = 50;
/** How many bids the house takes in one round and commits as one: what a busy disk gives. */
const ROUND_BIDS = 50;

/** What was measured. */
export interface AuditBenchReport {
  readonly bids: number;
  readonly events: number;
  readonly mebibytes: number;
  readonly ms: number;
  /** The code of what was found wrong: null, or the benchmark measured nothing. */
  readonly finding: string | null;
}

/** Makes a record of `count` bids in a temporary folder and audits it. */
export async function benchAudit(
  count: number,
  say: (text: string) => void,
): Promise<AuditBenchReport> {
  const folder = await Deno.makeTempDir();
  try {
    const path = join(folder, "ledger.sqlite");
    say(`making a record of ${count} bids ...`);
    longRecord(count).write(path);
    const { size } = await Deno.stat(path);
    say("auditing it ...");
    const start = performance.now();
    using reader = RecordReader.open(path, { workFolder: folder });
    const { bids, head, finding } = auditLedger(reader, { house: null });
    const ms = Math.round(performance.now() - start);
    const mebibytes = Math.round(size / 1_048_576);
    return { bids: bids ?? 0, events: head.seq, mebibytes, ms, finding: finding?.code ?? null };
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** A sale of `count` bids: each tops the one before on its lot, by another paddle each time. */
function longRecord(count: number): AuditStage {
  const stage = new AuditStage().open();
  const people: Person[] = [];
  for (let i = 0; i < PADDLES; i++) {
    const person = personAs(String(100 + i), `Bidder ${i}`);
    people.push(person);
    stage.say({ type: "AdmitPaddle", at: T0, paddle: person.paddle, identity: person.identity });
  }
  for (let i = 0; i < LOTS; i++) {
    const lot = String(100 + i);
    const salt = "00".repeat(16);
    stage.say(
      { type: "CatalogueLot", at: T0, lot: { ...lot7, id: lot }, salt },
      { type: "OpenLot", at: T0, lot },
    );
  }
  for (let done = 0; done < count; done += ROUND_BIDS) {
    const round = Array.from({ length: Math.min(ROUND_BIDS, count - done) }, (_, i) => {
      const number = done + i;
      const person = people[number % PADDLES] ?? stage.ana;
      const lot = String(100 + number % (LOTS - 1));
      return stage.signed(person, 1_000 + number * 100, { lot });
    });
    stage.take(round, T0);
  }
  return stage;
}
