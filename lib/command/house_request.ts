// Asks something of the house that runs on this machine, as the auctioneer does: over its admin API
// on loopback, with the token that lies among its keys.

import * as v from "valibot";
import { adminTokenPath } from "../admin/admin_token.ts";
import { Fault } from "../base/fault.ts";
import type { Language } from "../base/language.ts";
import { readBoundedFile } from "../secure/atomic_file.ts";
import { usageFault } from "./cli.ts";

const tokenBytesMax = 256;

const ProblemSchema = v.object({ title: v.string(), detail: v.string() });

/** Which house is asked, and for what. */
export interface HouseRequest<Schema extends v.GenericSchema> {
  /** "http://127.0.0.1:7300"; see {@link demandLoopback}. */
  readonly admin: string;
  /** The folder of the house's keys and its token. */
  readonly keys: string;
  readonly language: Language;
  /** Below /api/v1: "/backup". */
  readonly path: string;
  readonly body?: unknown;
  readonly answer: Schema;
  readonly answerMs: number;
  /** What to do where no house answers, in both languages. */
  readonly hint: Readonly<Record<Language, string>>;
}

/** The token is a secret of this machine, and goes nowhere else: `--admin` must name loopback. */
export function demandLoopback(
  admin: string,
  { language, command }: { readonly language: Language; readonly command: string },
): void {
  if (/^http:\/\/127\.0\.0\.1:[1-9]\d{0,4}$/.test(admin)) return;
  throw usageFault(language, {
    en: `--admin: found "${admin}", want http://127.0.0.1:PORT`,
    pt: `--admin: veio "${admin}", use http://127.0.0.1:PORTA`,
  }, { command });
}

/**
 * The house's answer to a POST. Faults: `unreachable`, `timeout`, `bad_protocol` with the house's
 * words, and those of reading the token.
 */
export async function askHouse<Schema extends v.GenericSchema>(
  request: HouseRequest<Schema>,
): Promise<v.InferOutput<Schema>> {
  const { admin, language, body } = request;
  const token = await readToken(request);
  const response = await fetched(request, {
    method: "POST",
    headers: {
      authorization: `Bearer ${token.trim()}`,
      "accept-language": language,
      ...(body === undefined ? {} : { "content-type": "application/json" }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    // The token is for this house alone.
    redirect: "error",
    signal: AbortSignal.timeout(request.answerMs),
  });
  const json: unknown = await response.json().catch(() => null);
  const answer = v.safeParse(request.answer, json);
  if (response.ok && answer.success) return answer.output;
  const problem = v.safeParse(ProblemSchema, json);
  if (!problem.success) {
    throw new Fault("bad_protocol", `"${admin}": found something else than a house's answer`);
  }
  const { title, detail } = problem.output;
  throw new Fault("bad_protocol", `The house refused: ${title}`, { hint: detail });
}

type Asked = Omit<HouseRequest<v.GenericSchema>, "answer">;

async function readToken({ keys, hint, language }: Asked): Promise<string> {
  try {
    return (await readBoundedFile(adminTokenPath(keys), { bytesMax: tokenBytesMax })).text;
  } catch (error) {
    if (!(error instanceof Fault) || error.code !== "not_found") throw error;
    // A house makes its token when it first starts: without one, none has run with these keys.
    throw new Fault("not_found", error.message, { hint: hint[language], cause: error });
  }
}

async function fetched(
  { admin, path, answerMs, hint, language }: Asked,
  init: RequestInit,
): Promise<Response> {
  const url = `${admin}/api/v1${path}`;
  try {
    return await fetch(url, init);
  } catch (cause) {
    if (cause instanceof Deno.errors.NotCapable) throw cause;
    if (cause instanceof DOMException && cause.name === "TimeoutError") {
      throw new Fault("timeout", `"${url}": no answer within ${answerMs / 1_000} s`, { cause });
    }
    throw new Fault("unreachable", `"${url}": no house answers there`, {
      hint: hint[language],
      cause,
    });
  }
}
