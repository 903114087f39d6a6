// lib/audit/RECORD.md is a contract with people outside the house: its tables and bounds are
// compared with what the code does.

import { assert, assertEquals } from "@std/assert";
import { EVIDENCE_BYTES_MAX, EVIDENCE_CLAIMS } from "../../lib/audit/evidence.ts";
import { FINDING_CODES } from "../../lib/audit/finding.ts";
import { RECORD_BYTES_MAX } from "../../lib/audit/published_record.ts";
import { evidenceFlawWords } from "../../lib/command/_audit_words.ts";

const page = Deno.readTextFileSync(new URL("../../lib/audit/RECORD.md", import.meta.url));

/** The first cells of the table whose first column is headed by `head`. */
function firstCells(head: string): readonly string[] {
  const lines = page.split("\n");
  const start = lines.findIndex((line) => line.startsWith(`| \`${head}\` `));
  assert(start !== -1, `There is a table of ${head}`);
  const end = lines.findIndex((line, i) => i > start && !line.startsWith("|"));
  return lines.slice(start + 2, end).map((line) => /`([^`]+)`/.exec(line)?.[1] ?? "");
}

Deno.test("RECORD.md lists every finding, claim and flaw, in order, and no other", () => {
  assertEquals(firstCells("code"), FINDING_CODES);
  assertEquals(firstCells("claim"), EVIDENCE_CLAIMS);
  assertEquals(firstCells("flaw"), Object.keys(evidenceFlawWords));
});

Deno.test("RECORD.md names the bounds of both documents", () => {
  assert(page.includes(`A record has at most ${RECORD_BYTES_MAX} bytes`));
  assert(page.includes(`at most ${EVIDENCE_BYTES_MAX} bytes`));
});
