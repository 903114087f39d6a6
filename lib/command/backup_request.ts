// Asks the house that runs on this machine for a copy of its record, as the auctioneer does.

import * as v from "valibot";
import { adminTokenPath } from "../admin/admin_token.ts";
import { BackupSchema } from "../admin/answer_schemas.ts";
import { Fault } from "../base/fault.ts";
import type { Language } from "../base/language.ts";
import { readBoundedFile } from "../secure/atomic_file.ts";

/** A copy of the record as the house tells of it. */
export type LedgerCopyAnswer = v.InferOutput<typeof BackupSchema>;

/** A record of a million events is copied in less. */
const answerMs = 300_000;
const tokenBytesMax = 256;

const ProblemSchema = v.object({ title: v.string(), detail: v.string() });

/**
 * Has the house at `admin` copy its record. The copy lies in the house's data folder and is the
 * caller's to take away. Faults: `unreachable`, `timeout`, `bad_protocol` with the house's words,
 * and those of reading the token.
 */
export async function requestBackup(
  { admin, keys, language }: {
    /** "http://127.0.0.1:7300". */
    readonly admin: string;
    readonly keys: string;
    readonly language: Language;
  },
): Promise<LedgerCopyAnswer> {
  const { text: token } = await readBoundedFile(adminTokenPath(keys), { bytesMax: tokenBytesMax });
  const response = await fetched(`${admin}/api/v1/backup`, {
    method: "POST",
    headers: { authorization: `Bearer ${token.trim()}`, "accept-language": language },
    // The token is for this house alone.
    redirect: "error",
    signal: AbortSignal.timeout(answerMs),
  });
  const body: unknown = await response.json().catch(() => null);
  const answer = v.safeParse(BackupSchema, body);
  if (response.ok && answer.success && isCopyName(answer.output)) return answer.output;
  const problem = v.safeParse(ProblemSchema, body);
  if (!problem.success) {
    throw new Fault("bad_protocol", `"${admin}": found something else than a house's answer`);
  }
  const { title, detail } = problem.output;
  throw new Fault("bad_protocol", `The house refused: ${title}`, { hint: detail });
}

async function fetched(url: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, init);
  } catch (cause) {
    if (cause instanceof Deno.errors.NotCapable) throw cause;
    if (cause instanceof DOMException && cause.name === "TimeoutError") {
      throw new Fault("timeout", `"${url}": no answer within ${answerMs / 1_000} s`, { cause });
    }
    throw new Fault("unreachable", `"${url}": no house answers there`, {
      hint: "A house has this record open: give its admin address with --admin.",
      cause,
    });
  }
}

/** Nothing but a copy of the record is taken out of the data folder. */
function isCopyName({ file, sale, seq }: LedgerCopyAnswer): boolean {
  return /^[0-9a-f]{32}$/.test(sale) && file === `backups/${sale}-${seq}.ledger`;
}
