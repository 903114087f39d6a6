// The checks by which an audit, a publication and a backup hold a record against the checkpoints that
// somebody kept.

import type { CheckedFile } from "./check.ts";

const ledgerTest = "tests/audit/ledger_audit_test.ts";
const notesTest = "tests/audit/kept_notes_test.ts";
const ownTest = "tests/audit/own_record_audit_test.ts";
const publishedTest = "tests/audit/published_record_test.ts";
const backupTest = "tests/command/backup_notes_test.ts";
const deskTest = "tests/worker/desk_checkpoints_test.ts";

/** The checks of kept checkpoints. */
export const heldNoteChecks: readonly CheckedFile[] = [
  {
    file: "lib/audit/kept_notes.ts",
    caughtBy: [ledgerTest, publishedTest, notesTest],
    checks: [
      {
        without: "checkNotes() takes a note that is not this house's",
        search: `const flaw = noteFlaw(note) ?? (`,
        replace: `const flaw = (note.name === "" ? noteFlaw(note) : null) ?? (`,
      },
      {
        without: "checkNotes() takes a note of another sale",
        search: `(named === sale ? null`,
        replace: `(named.length === sale.length ? null`,
      },
      {
        without: "checkNotes() passes over notes that cannot be read",
        search: `if (unreadable !== null) finding`,
        replace: `if (unreadable === "") finding`,
      },
      {
        without: "parseNotes() takes a file of no checkpoint for one",
        search: `notes.length === 0 && !mayBeEmpty`,
        replace: `notes.length < 0 && !mayBeEmpty`,
      },
      {
        without: "newestNote() takes a note behind the record's end",
        search: `if (seq > upTo) continue;`,
        replace: `if (seq > upTo + 1_000) continue;`,
      },
    ],
  },
  {
    file: "lib/audit/ledger_audit.ts",
    caughtBy: [ledgerTest],
    checks: [
      {
        without: "auditLedger() does not hold the record against the checkpoints",
        search: `finding: firstOf(found, known) ?? kept.finding,`,
        replace: `finding: firstOf(found, known?.seq === 0 ? known : null) ?? kept.finding,`,
      },
      {
        without: "auditLedger() does not tell of a note that is not the house's",
        search: `finding: firstOf(found, known) ?? kept.finding,`,
        replace: `finding: firstOf(found, known),`,
      },
    ],
  },
  {
    file: "lib/audit/signed_history.ts",
    caughtBy: [publishedTest],
    checks: [
      {
        without: "readHistory() does not hold the record against its checkpoint",
        search: `headFinding(kept.heads, {`,
        replace: `headFinding(kept.heads.slice(0, 0), {`,
      },
      {
        without: "readHistory() does not tell of a note that is not the house's",
        search: `      kept.finding;`,
        replace: `      null;`,
      },
    ],
  },
  {
    file: "lib/audit/statement.ts",
    caughtBy: [ownTest],
    checks: [
      {
        without: "belies() takes what was signed in the same moment as the end",
        search: `other.madeAt < end.madeAt`,
        replace: `other.madeAt <= end.madeAt`,
      },
      {
        without: "belies() takes an event that the end covers",
        search: `lastSeqOf(other) > lastSeqOf(end)`,
        replace: `lastSeqOf(other) >= lastSeqOf(end)`,
      },
    ],
  },
  {
    file: "lib/audit/evidence.ts",
    caughtBy: [ownTest],
    checks: [
      {
        without: "checkEvidence() takes the checkpoint of another end",
        search: `lastSeqOf(end) === endsAt`,
        replace: `lastSeqOf(end) > 0`,
      },
      {
        without: "checkEvidence() takes an end that was signed before the event behind it",
        search: `(belies(other, end) && `,
        replace: `((belies(other, end) || endsAt > 0) && `,
      },
    ],
  },
  {
    file: "lib/audit/own_record_audit.ts",
    caughtBy: [ownTest],
    checks: [
      {
        without: "auditOwnRecord() does not look at the checkpoints that the bidder kept",
        search: `of own.checkpoints(sale)) {`,
        replace: `of own.checkpoints(sale).slice(0, 0)) {`,
      },
    ],
  },
  {
    file: "lib/audit/bid_checks.ts",
    caughtBy: [ledgerTest],
    checks: [
      {
        without: "BidChecks.flaw() takes a bid under a paddle without a key",
        search: `if (isOwner === undefined) {`,
        replace: `if (isOwner === undefined) return null;\n    if (paddle === "") {`,
      },
    ],
  },
  {
    file: "lib/secure/floor_paddles.ts",
    caughtBy: [ledgerTest],
    checks: [
      {
        without: "isFloorIdentity() takes an identity that says more",
        search: `identity === floorIdentity({ name, salt });`,
        replace: `identity.includes("floor");`,
      },
    ],
  },
  {
    file: "lib/command/backup_notes.ts",
    caughtBy: [backupTest],
    checks: [
      {
        without: "takeNotes() takes a checkpoint behind the copied record's end",
        search: `checkpoint.seq <= record.seq`,
        replace: `checkpoint.seq <= record.seq + 1_000`,
      },
      {
        without: "takeNotes() takes another house's checkpoints",
        search:
          `const { notes, finding } = checkNotes([kept], record);\n  if (finding !== null) throw`,
        replace:
          `const { notes, finding } = checkNotes([kept], record);\n  if (finding?.code === "file") throw`,
      },
      {
        without: "checkBackup() takes another house's checkpoints",
        search:
          `const { heads, finding } = checkNotes([kept], record);\n  if (finding !== null) throw`,
        replace:
          `const { heads, finding } = checkNotes([kept], record);\n  if (finding?.code === "file") throw`,
      },
      {
        without: "checkBackup() does not hold the record against its checkpoints",
        search: `if (flaw !== null) throw unfit(`,
        replace: `if (flaw !== null && flaw.seq < 0) throw unfit(`,
      },
    ],
  },
  {
    file: "lib/worker/desk_checkpoints.ts",
    caughtBy: [deskTest],
    checks: [
      {
        without: "DeskCheckpoints has batches dated before a checkpoint",
        search: `parts.desk.datedUpTo(log.newest.checkpoint.at);`,
        replace: `parts.desk.datedUpTo(0);`,
      },
    ],
  },
];
