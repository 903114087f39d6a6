// `deno task publish`: a sale's record for everyone, without what only the house may know.
//
// What is written is checked first, and no file is overwritten. Permissions: read anywhere, write
// the data folder and record.json; no network, no keys.

import { houseKeyOf } from "../audit/house_key.ts";
import { toRecordText } from "../audit/published_record.ts";
import { readHistory } from "../audit/signed_history.ts";
import { Fault } from "../base/fault.ts";
import { RecordReader } from "../ledger/record_reader.ts";
import { fingerprintText, thumbprint } from "../secure/key_set.ts";
import { findingWords } from "./_audit_words.ts";
import { WORK_FOLDER } from "./audit_sources.ts";
import { defineCommand } from "./cli.ts";
import { jsonResultFlag } from "./common_flags.ts";
import type { CommandRun } from "./run_main.ts";

/** The description of `publish`. */
export const publishCommand = defineCommand({
  name: "publish",
  summary: {
    en: "writes a sale's record for everyone: signed events, no names, no maxima",
    pt: "grava o registro de um leilão para todos: eventos assinados, sem nomes nem máximos",
  },
  flags: {
    ledger: {
      type: "string",
      value: "FILE",
      required: true,
      help: {
        en: "the ledger of a house that is stopped, or a copy of it",
        pt: "o registro de uma casa parada, ou uma cópia dele",
      },
    },
    out: {
      type: "string",
      short: "o",
      value: "FILE",
      required: true,
      help: {
        en: "the new file (data/... or record.json)",
        pt: "o novo arquivo (data/... ou record.json)",
      },
    },
    json: jsonResultFlag,
  },
  examples: [
    {
      line: "deno task publish --ledger data/ledger.sqlite --out record.json",
      text: { en: "a record to put online", pt: "um registro para pôr na internet" },
    },
  ],
});

type PublishRun = CommandRun<typeof publishCommand.flags>;

/**
 * Writes the published record. Faults: `ledger_corrupt` where the signed batches do not verify,
 * `file_unwritable`, and those of opening the ledger.
 */
export async function publish({ flags, io, language }: PublishRun): Promise<void> {
  using reader = RecordReader.open(flags.ledger, { workFolder: WORK_FOLDER });
  const { sale, house } = reader.identity;
  const batches = Array.from(reader.batches(), ({ bytes }) => bytes);
  const { report } = readHistory({ sale, house, batches }, { house: null });
  const key = houseKeyOf(house);
  if (report.finding !== null || key === null) {
    const { code, seq } = report.finding ?? { code: "house", seq: null };
    const place = seq === null ? "" : ` ${seq}`;
    throw new Fault("ledger_corrupt", `event${place}: ${findingWords[code][language]}`);
  }
  await writeNew(flags.out, toRecordText({ sale, key, batches }));
  const events = report.head.seq;
  if (flags.json) {
    const print = thumbprint(key);
    io.out(`${JSON.stringify({ sale, house: print, events, out: flags.out })}\n`);
    return;
  }
  const words = {
    en: `${flags.out}: ${events} events of the sale ${sale}\nhouse key ${
      fingerprintText(thumbprint(key))
    }`,
    pt: `${flags.out}: ${events} acontecimentos do leilão ${sale}\nchave da casa ${
      fingerprintText(thumbprint(key))
    }`,
  };
  io.out(`${words[language]}\n`);
}

async function writeNew(path: string, text: string): Promise<void> {
  try {
    await Deno.writeTextFile(path, text, { createNew: true });
  } catch (cause) {
    if (cause instanceof Deno.errors.NotCapable) throw cause;
    const isThere = cause instanceof Deno.errors.AlreadyExists;
    throw new Fault("file_unwritable", `"${path}": ${isThere ? "exists" : "cannot be written"}`, {
      hint: "Give the name of a new file in a folder that can be written.",
      cause,
    });
  }
}
