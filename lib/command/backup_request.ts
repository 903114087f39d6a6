// Asks the house that runs on this machine for a copy of its record, as the auctioneer does.

import type * as v from "valibot";
import { BackupSchema } from "../admin/answer_schemas.ts";
import { Fault } from "../base/fault.ts";
import type { Language } from "../base/language.ts";
import { askHouse } from "./house_request.ts";

/** A copy of the record as the house tells of it. */
export type LedgerCopyAnswer = v.InferOutput<typeof BackupSchema>;

/** A record of a million events is copied in less. */
const answerMs = 300_000;

const hint: Readonly<Record<Language, string>> = {
  en: "A house has this record open, but under another address: give the one that it printed " +
    "when it started, as --admin http://127.0.0.1:PORT",
  pt: "Uma casa está com este registro aberto, mas em outro endereço: dê o que ela mostrou ao " +
    "iniciar, como --admin http://127.0.0.1:PORTA",
};

/**
 * Has the house at `admin` copy its record. The copy lies in the house's data folder and is the
 * caller's to take away. Faults: those of {@link askHouse}.
 */
export async function requestBackup(
  house: { readonly admin: string; readonly keys: string; readonly language: Language },
): Promise<LedgerCopyAnswer> {
  const { admin, keys, language } = house;
  const wish = { admin, keys, language, path: "/backup", answer: BackupSchema, answerMs, hint };
  const answer = await askHouse(wish);
  if (isCopyName(answer)) return answer;
  throw new Fault("bad_protocol", `"${admin}": found something else than a copy of the record`);
}

/** Nothing but a copy of the record is taken out of the data folder. */
function isCopyName({ file, sale, seq }: LedgerCopyAnswer): boolean {
  return /^[0-9a-f]{32}$/.test(sale) && file === `backups/${sale}-${seq}.ledger`;
}
