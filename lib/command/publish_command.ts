// `deno task publish`: a sale's record for everyone, without what only the house may know.
//
// What is written is checked first, and no file is overwritten. Permissions: read anywhere, write
// the data folder and record.json; no network, no keys.

import { houseKeyOf } from "../audit/house_key.ts";
import { newestNote } from "../audit/kept_notes.ts";
import { toRecordText } from "../audit/published_record.ts";
import { readHistory } from "../audit/signed_history.ts";
import { Fault } from "../base/fault.ts";
import { RecordReader } from "../ledger/record_reader.ts";
import { fingerprintText, thumbprint } from "../secure/key_set.ts";
import { findingWords } from "./_audit_words.ts";
import type { Words } from "./_cli_words.ts";
import { ledgerNotes, WORK_FOLDER } from "./audit_sources.ts";
import { defineCommand } from "./cli.ts";
import { jsonResultFlag } from "./common_flags.ts";
import type { CommandRun } from "./run_main.ts";
import { writeNewFile } from "./new_file.ts";

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
 * Writes the published record with the newest checkpoint of `checkpoints.txt` beside the ledger.
 * Faults: `ledger_corrupt` where the signed batches do not verify or the checkpoints tell of another
 * record or a longer one, `file_unwritable`, `file_exists`, and those of opening the ledger.
 */
export async function publish({ flags, io, language }: PublishRun): Promise<void> {
  using reader = RecordReader.open(flags.ledger, { workFolder: WORK_FOLDER });
  const { sale, house } = reader.identity;
  const batches = Array.from(reader.batches(), ({ bytes }) => bytes);
  const checkpoints = ledgerNotes(flags.ledger, null);
  const { report, notes } = readHistory({ sale, house, batches, checkpoints }, { house: null });
  const key = houseKeyOf(house);
  if (report.finding !== null || key === null) {
    const { code, seq } = report.finding ?? { code: "house", seq: null };
    const place = seq === null ? "" : ` ${seq}`;
    throw new Fault("ledger_corrupt", `event${place}: ${findingWords[code][language]}`);
  }
  const events = report.head.seq;
  const checkpoint = newestNote(notes, { upTo: events });
  await writeNewFile(flags.out, toRecordText({ sale, key, batches, checkpoint }), {
    hint: "Give the name of a new file in a folder that can be written.",
  });
  const upTo = checkpoint?.checkpoint.seq ?? 0;
  if (flags.json) {
    const print = thumbprint(key);
    io.out(`${JSON.stringify({ sale, house: print, events, signedUpTo: upTo, out: flags.out })}\n`);
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
  if (upTo < events) io.err(`${behindWords({ from: upTo + 1, to: events })[language]}\n`);
}

/** After a crash the end of a record is not signed yet: the house signs it when it starts again. */
function behindWords({ from, to }: { readonly from: number; readonly to: number }): Words {
  return {
    en:
      `No checkpoint covers events ${from} to ${to}: where the record ends is not signed. Start ` +
      "the house and stop it: it signs its end. Then publish again.",
    pt: `Nenhum ponto de controle cobre os acontecimentos ${from} a ${to}: o fim do registro não ` +
      "está assinado. Abra a casa e encerre-a: ela assina o fim. Depois publique de novo.",
  };
}
