// The files that an audit reads: a ledger, a published record, a bidder's own file.
//
// Databases are read from a private copy in the data folder, so that they stay as they were found.

import { dirname, join, resolve } from "@std/path";
import { type Finding, findingIn } from "../audit/finding.ts";
import { type KeptNotes, newestNote, parseNotes } from "../audit/kept_notes.ts";
import { auditLedger, type AuditReport, emptyReport } from "../audit/ledger_audit.ts";
import {
  auditOwnRecord,
  type ComparedRecord,
  type OwnRecordReport,
} from "../audit/own_record_audit.ts";
import { parseRecord, RECORD_BYTES_MAX } from "../audit/published_record.ts";
import { type ReadHistory, readHistory } from "../audit/signed_history.ts";
import { noteStatement } from "../audit/statement.ts";
import type { Bytes } from "../base/bytes.ts";
import { Fault } from "../base/fault.ts";
import { BidderStore } from "../ledger/bidder_store.ts";
import { CHECKPOINTS_FILE, readCheckpoints } from "../ledger/checkpoint_file.ts";
import { DatabaseCopy } from "../ledger/database_copy.ts";
import { RecordReader } from "../ledger/record_reader.ts";
import { readBoundedFile } from "../secure/atomic_file.ts";
import { verifierSync } from "../secure/signing.ts";
import { ProgressBar } from "./progress_bar.ts";
import type { CommandIo } from "./run_main.ts";

/** Where databases are copied to in order to be read. */
export const WORK_FOLDER = "data";

/** An audited record. */
export interface Audited {
  readonly report: AuditReport;
  /** The house's key as the record names it: the `x` of its JWK; null where nothing was read. */
  readonly house: string | null;
  /** What to compare a bidder's own file with; null where nothing can be. */
  readonly compared: ComparedRecord | null;
}

/** How a record is audited. */
export interface SourceOptions {
  /** The thumbprint that the house must have, or null. */
  readonly house: string | null;
  /** A file of the house's checkpoints besides those that lie beside a ledger, or null. */
  readonly checkpoints: string | null;
  /** True where a bidder's own file will be compared with it. */
  readonly isCompared: boolean;
  readonly io: CommandIo;
}

/** Audits the ledger at `path`. Faults: `not_found`, `ledger_locked`, `file_unreadable`, `file_unwritable`. */
export function auditLedgerFile(path: string, options: SourceOptions): Audited {
  const opened = openedRecord(path);
  if ("finding" in opened) {
    return { report: emptyReport(opened.finding), house: null, compared: null };
  }
  using reader = opened.reader;
  const bar = new ProgressBar(options.io, reader.lastSeq());
  const { house } = options;
  const checkpoints = ledgerNotes(path, options.checkpoints);
  const report = auditLedger(reader, { house, checkpoints, progress: (seq) => bar.at(seq) });
  bar.clear();
  // What cannot be read once cannot be read a second time, and another house's word counts nothing.
  const isFit = report.finding?.code !== "file" && report.finding?.code !== "house";
  const compared = options.isCompared && isFit ? comparedLedger(reader, checkpoints) : null;
  return { report, house: reader.identity.house, compared };
}

/** Damage that keeps the file from being opened is a verdict; a file that is not there is a fault. */
function openedRecord(
  path: string,
): { readonly reader: RecordReader } | { readonly finding: Finding } {
  try {
    return { reader: RecordReader.open(path, { workFolder: WORK_FOLDER }) };
  } catch (error) {
    return { finding: findingIn(error) };
  }
}

/** The notes that lie beside the ledger at `path`, and those of the file that was asked for. */
export function ledgerNotes(path: string, asked: string | null): readonly KeptNotes[] {
  const beside = join(dirname(path), CHECKPOINTS_FILE);
  const bytes = asked !== null && resolve(asked) === resolve(beside)
    ? null
    : readCheckpoints(beside);
  const own = bytes === null ? [] : [parseNotes(bytes, { place: beside, mayBeEmpty: true })];
  return [...own, ...askedNotes(asked)];
}

function askedNotes(path: string | null): readonly KeptNotes[] {
  if (path === null) return [];
  const bytes = readCheckpoints(path);
  if (bytes === null) throw new Fault("not_found", `"${path}": no such file`);
  return [parseNotes(bytes, { place: path, mayBeEmpty: false })];
}

function comparedLedger(
  reader: RecordReader,
  checkpoints: readonly KeptNotes[],
): ComparedRecord {
  const { sale, house } = reader.identity;
  const batches = batchesOf(reader);
  const read = readHistory({ sale, house, batches, checkpoints }, { house: null });
  const answers = new Map<string, Bytes>();
  for (const { digest, receipt } of reader.bids()) answers.set(digest.toHex(), receipt);
  return { ...compared(read, house), answers };
}

function compared({ history, isWhole, notes }: ReadHistory, house: string): ComparedRecord {
  const isHouse = verifierSync(house);
  const newest = newestNote(notes, { upTo: history.seq });
  const isOfEnd = newest !== null && newest.checkpoint.seq === history.seq;
  return { history, isWhole, isHouse, end: isOfEnd ? noteStatement(newest, { isHouse }) : null };
}

function* batchesOf(reader: RecordReader): Generator<Bytes> {
  for (const { bytes } of reader.batches()) yield bytes;
}

/** Audits the published record at `path`. Faults: `not_found`, `file_unreadable`, `bad_file`. */
export async function auditRecordFile(path: string, options: SourceOptions): Promise<Audited> {
  const { text } = await readBoundedFile(path, { bytesMax: RECORD_BYTES_MAX });
  const record = parseRecord(text);
  const bar = new ProgressBar(options.io, record.batches.length);
  let batches = 0;
  const progress = () => bar.at(++batches);
  const checkpoints = [...record.checkpoints, ...askedNotes(options.checkpoints)];
  const read = readHistory({ ...record, checkpoints }, { house: options.house, progress });
  bar.clear();
  const { report } = read;
  const isFit = options.isCompared && report.finding?.code !== "house";
  return { report, house: record.house, compared: isFit ? compared(read, record.house) : null };
}

/**
 * Compares the bidder's file at `path` with a record. Faults: `bad_file` where it is none or holds
 * nothing of the sale, and those of reading it.
 */
export function compareOwnFile(path: string, record: ComparedRecord): OwnRecordReport {
  using copy = DatabaseCopy.take(path, { workFolder: WORK_FOLDER });
  const store = BidderStore.open(copy.path);
  try {
    const own = auditOwnRecord(store, record);
    if (own.statements > 0 || own.bids > 0 || own.finding !== null) return own;
    const { sale } = record.history;
    throw new Fault("bad_file", `"${path}": found nothing of the sale ${sale}`, {
      hint: "Give the file that the client of this sale keeps: the one in its data folder.",
    });
  } finally {
    store.close();
  }
}
