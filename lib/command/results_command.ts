// `deno task results`: what a sale has brought, from its record: table, invoices, report.
//
// The record is read from a private copy and never changed. What is written holds names, so that
// every file is its owner's alone, and no file is overwritten unless that is asked for.
// Permissions: read and write the folders data and results; no network, no keys.

import { basename, join } from "@std/path";
import { Fault } from "../base/fault.ts";
import { formatMoney } from "../base/money_text.ts";
import { RecordReader } from "../ledger/record_reader.ts";
import { createFileAtomically, writeFileAtomically } from "../secure/atomic_file.ts";
import { lotResults } from "../settlement/lot_result.ts";
import { paddleTotals, saleTotals } from "../settlement/sale_totals.ts";
import { isPreliminary, type SettledSale } from "../settlement/settled_sale.ts";
import { defineCommand, usageFault } from "./cli.ts";
import { jsonResultFlag } from "./common_flags.ts";
import { INVOICE_FILE, type Paper, papersOf } from "./result_papers.ts";
import { resultsFlags } from "./results_flags.ts";
import type { CommandRun } from "./run_main.ts";
import { ledgerNotes } from "./audit_sources.ts";
import { readSettledSale } from "./settled_record.ts";

/** Whose names stand in a file may be read by nobody but its owner. */
const OWNER_ONLY = 0o600;

/** The description of `results`. */
export const resultsCommand = defineCommand({
  name: "results",
  summary: {
    en: "writes a sale's results, invoices and report from its record",
    pt: "grava os resultados, as faturas e o relatório de um leilão a partir do registro",
  },
  usage: "deno task results [--data FOLDER | --ledger FILE] --out FOLDER [--format FORMAT]",
  flags: { ...resultsFlags, json: jsonResultFlag },
  examples: [
    {
      line: 'deno task results --data data --out results --issuer "Casa Lima"',
      text: { en: "everything, after the sale", pt: "tudo, depois do leilão" },
    },
    {
      line: "deno task results --ledger data/copy.sqlite --out results --format csv --excel",
      text: { en: "a table for Excel", pt: "uma tabela para o Excel" },
    },
  ],
});

type ResultsRun = CommandRun<typeof resultsCommand.flags>;

/**
 * Writes the papers that the flags name. Faults: those of reading the record, `ledger_corrupt`,
 * `file_unwritable`, and `file_exists`: then nothing is written.
 */
export async function results(run: ResultsRun): Promise<void> {
  const { flags, language } = run;
  const ledger = ledgerOf(run);
  await makePrivateFolder(flags.out);
  const sale = readSale(ledger, flags.out);
  const { format, excel, issuer, note } = flags;
  const papers = papersOf(sale, {
    format,
    excel,
    language,
    issuer,
    note,
    timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  });
  if (!flags.replace) await refuseOverwriting(papers, flags.out);
  const files = await Promise.all(papers.map((paper) => writePaper(paper, flags)));
  if (flags.replace) await removeStale(papers, flags.out);
  tell(run, { sale, files });
}

function ledgerOf({ flags, language }: ResultsRun): string {
  if (flags.ledger !== null && flags.data !== null) {
    throw usageFault(language, {
      en: "want --ledger or --data, not both",
      pt: "use --ledger ou --data, não os dois",
    }, { command: resultsCommand.name });
  }
  return flags.ledger ?? join(flags.data ?? "data", "ledger.sqlite");
}

function readSale(ledger: string, workFolder: string): SettledSale {
  using reader = RecordReader.open(ledger, { workFolder });
  return readSettledSale(reader, { checkpoints: ledgerNotes(ledger, null) });
}

async function makePrivateFolder(folder: string): Promise<void> {
  try {
    await Deno.mkdir(folder, { recursive: true, mode: 0o700 });
  } catch (cause) {
    if (cause instanceof Deno.errors.NotCapable) throw cause;
    throw new Fault("file_unwritable", `"${folder}": cannot be made`, { cause });
  }
}

/** Looked at before anything is written, so that a folder never holds papers of two moments. */
async function refuseOverwriting(papers: readonly Paper[], folder: string): Promise<void> {
  const names = new Set((await namesIn(folder)).map(lowerCase));
  const there = papers.find(({ file }) => names.has(lowerCase(file)));
  if (there !== undefined) throw alreadyThere(join(folder, there.file));
}

async function writePaper(
  { file, text }: Paper,
  { out, replace }: { readonly out: string; readonly replace: boolean },
): Promise<string> {
  const path = join(out, file);
  if (replace) await writeFileAtomically(path, text, { mode: OWNER_ONLY });
  else if (!await createFileAtomically(path, text, { mode: OWNER_ONLY })) throw alreadyThere(path);
  return path;
}

function alreadyThere(path: string): Fault {
  return new Fault("file_exists", `"${path}": exists`, {
    hint: "Give another folder, or --replace to write over the papers of an earlier run.",
  });
}

/** An invoice that nobody owes any more, after an award, must not lie beside the new ones. */
async function removeStale(papers: readonly Paper[], folder: string): Promise<void> {
  const invoices = new Set(papers.map(({ file }) => file).filter(isInvoice));
  if (!papers.some(({ file }) => file === "invoices.html")) return;
  const stale = (await namesIn(folder)).filter((name) => isInvoice(name) && !invoices.has(name));
  for (const name of stale) await Deno.remove(join(folder, name));
}

function isInvoice(name: string): boolean {
  return INVOICE_FILE.test(name);
}

async function namesIn(folder: string): Promise<string[]> {
  return (await Array.fromAsync(Deno.readDir(folder))).map(({ name }) => basename(name));
}

/** Some file systems take two spellings for one file. */
function lowerCase(name: string): string {
  return name.toLowerCase();
}

function tell(
  { flags, io, language, outStyle }: ResultsRun,
  { sale, files }: { readonly sale: SettledSale; readonly files: readonly string[] },
): void {
  const lots = lotResults(sale);
  const { sold, charge } = saleTotals(lots);
  const invoices = paddleTotals(lots).length;
  if (flags.json) {
    const { place, view } = sale;
    const summary = { sale: view.sale, isPreliminary: isPreliminary(sale), seq: place.seq };
    io.out(`${JSON.stringify({ ...summary, sold, invoices, total: charge.total, files })}\n`);
    return;
  }
  for (const file of files) io.out(`${file}\n`);
  const total = formatMoney(charge.total, { currency: sale.view.currency, language });
  const words = {
    en: `${sold} lots sold, ${invoices} buyers, ${total} in all`,
    pt: `${sold} lotes vendidos, ${invoices} compradores, ${total} ao todo`,
  };
  io.out(`${outStyle.bold(words[language])}\n`);
  if (isPreliminary(sale)) {
    const warning = {
      en: "The sale is not closed: these papers are preliminary, and say so.",
      pt: "O leilão não foi encerrado: estes papéis são provisórios, e o dizem.",
    };
    io.err(`${warning[language]}\n`);
  }
}
