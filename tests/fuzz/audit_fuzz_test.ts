// What an audit reads comes from whoever is audited: whatever the bytes, it ends with a verdict or
// with a fault of ours, and nothing that the house did not sign is ever believed.

import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { checkEvidence, parseEvidence, toEvidenceDocument } from "../../lib/audit/evidence.ts";
import { auditLedger } from "../../lib/audit/ledger_audit.ts";
import { parseRecord, toRecordText } from "../../lib/audit/published_record.ts";
import { readHistory } from "../../lib/audit/signed_history.ts";
import { readStatement, receiptStatement, type Statement } from "../../lib/audit/statement.ts";
import { type Bytes, equalBytes, toBase64url } from "../../lib/base/bytes.ts";
import { verifierSync } from "../../lib/secure/signing.ts";
import { encodeCommand } from "../../lib/wire/command_codec.ts";
import { AuditStage, SALE } from "../audit/_audit_stage.ts";
import { lot7, lot8, T0 } from "../auction/scene.ts";
import { changedJson } from "./_json_changes.ts";
import { changedBytes, mutants } from "./_mutator.ts";
import { unlessRefused } from "./_own_faults.ts";
import { runs } from "./_runs.ts";

const stage = new AuditStage().played();
const isHouse = verifierSync(stage.key.x);

function statement(bytes: Bytes): Statement {
  const read = readStatement(bytes, { isHouse });
  assert(read !== null);
  return read;
}

/** Everything that an honest house has signed. */
const statements = [
  ...stage.batches.map(({ bytes }) => bytes),
  ...stage.bids.map(({ receipt }) => receiptStatement(receipt)),
  stage.heartbeat(),
  stage.checkpoint(),
].map(statement);

Deno.test("readHistory() believes of mutants of a record nothing but what was signed", () => {
  const batches = stage.batches.map(({ bytes }) => bytes);
  const checkpoint = stage.note();
  const record = toRecordText({ sale: SALE, key: stage.key, batches, checkpoint });
  const cut = batches.slice(0, 4);
  const short = toRecordText({ sale: SALE, key: stage.key, batches: cut, checkpoint: null });
  fc.assert(
    fc.property(mutants([record, short], changedJson), (text) => {
      const parsed = unlessRefused(["bad_file"], () => parseRecord(text));
      if (parsed === null) return;
      const { report } = readHistory(parsed, { house: stage.house });
      const { seq, hash } = report.head;
      if (seq > 0) assertEquals(hash, stage.rows[seq - 1]?.hash);
    }),
    runs(300),
  );
});

Deno.test("checkEvidence() never holds against an honest house", () => {
  const seeds = [0, 3, 7].flatMap((at) =>
    statements.slice(at, at + 4).map((other) =>
      JSON.stringify(toEvidenceDocument(
        {
          claim: other.kind === "receipt" ? "broken_receipt" : "two_histories",
          statements: [statements[at] ?? other, other],
          endsAt: null,
        },
        stage.key,
      ))
    )
  );
  const receipts = statements.filter(({ kind }) => kind === "receipt");
  const texts = [...seeds, ...receipts.map(({ bytes }) => seedWith(bytes))];
  fc.assert(
    fc.property(mutants(texts, changedJson), (text) => {
      const parsed = unlessRefused(["bad_file"], () => parseEvidence(text));
      if (parsed === null || parsed.claim === "omitted") return;
      assertEquals(checkEvidence(parsed, { house: stage.house }).holds, false);
    }),
    runs(300),
  );
});

Deno.test("checkEvidence() never proves a signed end wrong against an honest house", () => {
  const honest = new AuditStage().open();
  const ends = [honest.checkpoint(T0 + 100)];
  honest.say({ type: "CatalogueLot", at: T0 + 200, lot: lot8, salt: "00".repeat(16) });
  ends.push(honest.checkpoint(T0 + 300));
  const bytes = [...honest.batches.map(({ bytes }) => bytes), ...ends];
  const isOurs = verifierSync(honest.key.x);
  const [early, late] = ends.map((end) => readStatement(end, { isHouse: isOurs }));
  assert(early !== undefined && early !== null && late !== undefined && late !== null);
  const texts = bytes.flatMap((each) =>
    [early, late].map((end) => {
      const other = readStatement(each, { isHouse: isOurs });
      assert(other !== null);
      const endsAt = end.heads[0]?.seq ?? 0;
      const statements = [other, end];
      return JSON.stringify(
        toEvidenceDocument({ claim: "omitted", statements, endsAt }, honest.key),
      );
    })
  );
  fc.assert(
    fc.property(mutants(texts, changedJson), (text) => {
      const parsed = unlessRefused(["bad_file"], () => parseEvidence(text));
      if (parsed === null) return;
      const check = checkEvidence(parsed, { house: honest.house });
      assert(!check.holds || check.endSignedAt === null, text);
    }),
    runs(300),
  );
});

Deno.test("readStatement() takes of mutants only what the house signed", () => {
  const signed = statements.map(({ bytes }) => bytes);
  fc.assert(
    fc.property(mutants(signed, changedBytes), (bytes) => {
      const read = readStatement(bytes, { isHouse });
      assert(read === null || signed.some((known) => equalBytes(known, bytes)));
    }),
    runs(500),
  );
});

Deno.test("auditLedger() ends with a finding for every command that was changed", () => {
  const at = T0;
  const more = [
    { type: "CatalogueLot", at, lot: lot8, salt: "00".repeat(16) },
    { type: "CatalogueLot", at, lot: lot7, salt: "00".repeat(16) },
    { type: "OpenLot", at, lot: "7" },
    { type: "UndoLastBid", at, lot: "7" },
    { type: "ReturnLostTime", at, downSince: 0 },
    {
      type: "PlaceFloorBid",
      at,
      paddle: "1",
      lot: "7",
      kind: "max",
      amount: 2 ** 53 - 1,
      quantity: 1,
      salt: "00".repeat(16),
    },
  ] as const;
  const commands = [
    ...stage.rows.flatMap(({ command }) => command ?? []),
    ...more.map((command) => encodeCommand({ command, signed: null })),
  ];
  const places = stage.rows.flatMap(({ command }, i) => command === null ? [] : [i]);
  fc.assert(
    fc.property(
      mutants(commands, changedBytes),
      fc.constantFrom(...places),
      (command, place) => {
        const row = stage.rows[place];
        assert(row !== undefined && row.command !== null);
        if (equalBytes(row.command, command)) return;
        const rows = stage.rows.with(place, { ...row, command });
        const { finding } = auditLedger(stage.source({ rows }), { house: null });
        assertEquals([finding?.code, finding?.seq], ["rules", row.seq]);
      },
    ),
    runs(500),
  );
});

/** Evidence of a receipt and the batch that carries its event: both are true. */
function seedWith(receipt: Bytes): string {
  const key = stage.key;
  const { kty, crv, x, use, alg } = key;
  const batch = stage.batches.at(-1)?.bytes ?? receipt;
  return JSON.stringify({
    leilao: 1,
    type: "evidence",
    claim: "broken_receipt",
    house: { kty, crv, x, use, alg },
    statements: [toBase64url(receipt), toBase64url(batch)],
  });
}
