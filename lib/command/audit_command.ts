// `deno task audit`: is a record right, does it agree with what a bidder kept, does evidence hold?
//
// Changes nothing that it looks at: databases are read from a private copy in the data folder.
// Permissions: read anywhere, write the data folder and evidence.json; no network, no keys.

import {
  checkEvidence,
  EVIDENCE_BYTES_MAX,
  parseEvidence,
  toEvidenceDocument,
} from "../audit/evidence.ts";
import { houseKeyOf } from "../audit/house_key.ts";
import type { OwnRecordReport } from "../audit/own_record_audit.ts";
import { readBoundedFile } from "../secure/atomic_file.ts";
import { toJsonText } from "../secure/key_file.ts";
import { parseFingerprintText } from "../secure/key_set.ts";
import { auditWords } from "./_audit_words.ts";
import { auditFlags } from "./audit_flags.ts";
import {
  type AuditOutcome,
  evidenceJson,
  evidenceLines,
  isRight,
  outcomeJson,
  outcomeLines,
} from "./audit_report.ts";
import { auditLedgerFile, auditRecordFile, compareOwnFile } from "./audit_sources.ts";
import { defineCommand, usageFault } from "./cli.ts";
import type { CommandRun } from "./run_main.ts";
import { writeNewFile } from "./new_file.ts";

/** The description of `audit`. */
export const auditCommand = defineCommand({
  name: "audit",
  summary: {
    en: "checks a record: chain, signatures, bids, receipts, and the rules run again",
    pt: "confere um registro: corrente, assinaturas, lances, recibos, e as regras de novo",
  },
  usage: "deno task audit --ledger FILE [--house FINGERPRINT] [--mine FILE]",
  flags: auditFlags,
  examples: [
    {
      line: "deno task audit --ledger data/ledger.sqlite",
      text: { en: "the house's own record", pt: "o registro da própria casa" },
    },
    {
      line: "deno task audit --mine data/FILE.sqlite --record record.json --house FINGERPRINT",
      text: {
        en: "does the house show what it signed for me?",
        pt: "a casa mostra o que assinou para mim?",
      },
    },
    {
      line: "deno task audit --evidence evidence.json --house FINGERPRINT",
      text: { en: "does this evidence hold?", pt: "esta prova é válida?" },
    },
  ],
});

type AuditRun = CommandRun<typeof auditCommand.flags>;

/** Audits what the flags name and prints the verdict. Exit code 0 where nothing is wrong, else 1. */
export async function audit(run: AuditRun): Promise<number> {
  const house = wantedHouse(run);
  refuseMixed(run);
  const { flags, io } = run;
  if (flags.evidence !== null) return await auditEvidence(flags.evidence, { run, house });
  const { checkpoints } = flags;
  const options = { house, checkpoints, isCompared: flags.mine !== null, io };
  const audited = flags.ledger !== null
    ? auditLedgerFile(flags.ledger, options)
    : await auditRecordFile(flags.record ?? "", options);
  const { report, compared } = audited;
  const mine = flags.mine === null || compared === null
    ? null
    : compareOwnFile(flags.mine, compared);
  let outcome: AuditOutcome = { report, mine, evidenceFile: null };
  try {
    const evidenceFile = await writeEvidence(run, { mine, house: audited.house });
    outcome = { ...outcome, evidenceFile };
  } finally {
    print(run, outcome); // What was found is told, whatever became of the file.
  }
  return isRight(outcome) ? 0 : 1;
}

async function writeEvidence(
  { flags }: AuditRun,
  { mine, house }: { readonly mine: OwnRecordReport | null; readonly house: string | null },
): Promise<string | null> {
  const evidence = mine?.evidence ?? null;
  const key = house === null ? null : houseKeyOf(house);
  const path = flags.evidenceOut;
  if (path === null || evidence === null || key === null) return null;
  const text = toJsonText(toEvidenceDocument(evidence, key));
  // Evidence that is there already may be all that is left of another dispute.
  await writeNewFile(path, text, { hint: "Give the name of a new file." });
  return path;
}

async function auditEvidence(
  path: string,
  { run, house }: { readonly run: AuditRun; readonly house: string | null },
): Promise<number> {
  const { text } = await readBoundedFile(path, { bytesMax: EVIDENCE_BYTES_MAX });
  const check = checkEvidence(parseEvidence(text), { house });
  const { io, language, outStyle: style, flags } = run;
  if (flags.json) io.out(`${JSON.stringify(evidenceJson(check))}\n`);
  else io.out(evidenceLines(check, { language, style }).map((line) => `${line}\n`).join(""));
  if (check.holds) adviseHouse(run);
  return check.holds ? 0 : 1;
}

function print(run: AuditRun, outcome: AuditOutcome): void {
  const { io, language, outStyle: style, flags } = run;
  if (flags.json) io.out(`${JSON.stringify(outcomeJson(outcome))}\n`);
  else io.out(outcomeLines(outcome, { language, style }).map((line) => `${line}\n`).join(""));
  if (isRight(outcome)) adviseHouse(run);
}

/** A record proves only that some house made it: whose key it is, a person has to know. */
function adviseHouse({ flags, io, language }: AuditRun): void {
  if (flags.house === null) io.err(`${auditWords.compare[language]}\n`);
}

function wantedHouse({ flags, language }: AuditRun): string | null {
  if (flags.house === null) return null;
  const house = parseFingerprintText(flags.house);
  if (house === null) throw usageFault(language, auditWords.badHouse, { command: "audit" });
  return house;
}

function refuseMixed({ flags, language }: AuditRun): void {
  const { ledger, record, evidence, mine, evidenceOut, checkpoints } = flags;
  const command = auditCommand.name;
  const sources = [ledger, record, evidence].filter((source) => source !== null);
  if ((mine ?? checkpoints) !== null && ledger === null && record === null) {
    throw usageFault(language, auditWords.mineAlone, { command });
  }
  if (sources.length !== 1) throw usageFault(language, auditWords.oneSource, { command });
  if (evidenceOut !== null && mine === null) {
    throw usageFault(language, auditWords.outAlone, { command });
  }
}
