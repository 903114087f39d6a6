// Reading request bodies: counted while they come, of one stated type, and checked by a schema.
//
// A length that a caller states is believed only where it refuses the body at once; what really
// arrives is counted all the same. Complaints name the place in the body and what is wanted, and
// repeat nothing of what stood there.

import type { Context } from "hono";
import * as v from "valibot";
import { type Bytes, fromUtf8 } from "../base/bytes.ts";
import type { AdminEnv } from "./admin_env.ts";
import type { Language } from "../base/language.ts";
import { BODY_ERRORS_MAX, JSON_BYTES_MAX } from "./admin_limits.ts";
import { type BodyError, HttpProblem } from "./http_problem.ts";
import { unknownField } from "./problem_texts.ts";

const jsonType = /^application\/json(?:\s*;\s*charset="?utf-8"?)?$/i;
const wholeNumber = /^\d{1,15}$/;
const plainName = /^[A-Za-z][A-Za-z0-9_]{0,31}$/;

/** All bytes of the body, or an HttpProblem `too_large` as soon as they exceed `bytesMax`. */
export async function readBytes(request: Request, bytesMax: number): Promise<Bytes> {
  const stated = request.headers.get("content-length");
  if (stated !== null && (!wholeNumber.test(stated) || Number(stated) > bytesMax)) {
    throw new HttpProblem("too_large");
  }
  let bytes: Bytes = new Uint8Array(0);
  let count = 0;
  // Leaving the loop by a throw cancels the body: the rest is never taken in.
  for await (const part of request.body ?? []) {
    const end = count + part.length;
    if (end > bytesMax) throw new HttpProblem("too_large");
    if (end > bytes.length) bytes = grown(bytes, Math.min(bytesMax, Math.max(end, 2 * count)));
    bytes.set(part, count);
    count = end;
  }
  return bytes.subarray(0, count);
}

/** `bytes` with room for `length`: a body that comes in crumbs costs no object for each crumb. */
function grown(bytes: Bytes, length: number): Bytes {
  const larger = new Uint8Array(length);
  larger.set(bytes);
  return larger;
}

/** Whether the request states that its body is JSON. */
export function statesJson(c: Context<AdminEnv>): boolean {
  return jsonType.test(c.req.header("content-type") ?? "");
}

/** The JSON value of the body, whatever its shape. */
export async function readJson(c: Context<AdminEnv>): Promise<unknown> {
  if (!statesJson(c)) throw new HttpProblem("bad_media_type");
  return parseJson(await readBytes(c.req.raw, JSON_BYTES_MAX));
}

/** The JSON object of the body as `schema` wants it. */
export async function readObject<Schema extends v.GenericSchema>(
  c: Context<AdminEnv>,
  schema: Schema,
): Promise<v.InferOutput<Schema>> {
  return checkObject(schema, await readJson(c), c.get("language"));
}

/** As {@link readObject}, but a request without any body stands for `{}`. */
export async function readObjectOrNothing<Schema extends v.GenericSchema>(
  c: Context<AdminEnv>,
  schema: Schema,
): Promise<v.InferOutput<Schema>> {
  const bytes = await readBytes(c.req.raw, JSON_BYTES_MAX);
  if (bytes.length === 0) return checkObject(schema, {}, c.get("language"));
  if (!statesJson(c)) throw new HttpProblem("bad_media_type");
  return checkObject(schema, parseJson(bytes), c.get("language"));
}

/** The JSON value that `bytes` spell, or an HttpProblem `bad_json`. */
export function parseJson(bytes: Bytes): unknown {
  const text = fromUtf8(bytes);
  if (text === null) throw new HttpProblem("bad_json");
  try {
    return JSON.parse(text);
  } catch {
    throw new HttpProblem("bad_json"); // The parser's message quotes the body: it is not kept.
  }
}

function checkObject<Schema extends v.GenericSchema>(
  schema: Schema,
  value: unknown,
  language: Language,
): v.InferOutput<Schema> {
  // A list is an object to valibot, and an empty one would pass for `{}`.
  if (Array.isArray(value)) {
    throw new HttpProblem("bad_body", { errors: [{ pointer: "", expected: "Object" }] });
  }
  // This message stands in for valibot's own, which quotes what it found.
  const message = (issue: v.BaseIssue<unknown>) => issue.expected ?? issue.type;
  const result = v.safeParse(schema, value, { message });
  if (result.success) return result.output;
  throw new HttpProblem("bad_body", {
    errors: result.issues.slice(0, BODY_ERRORS_MAX).map((issue) => bodyErrorOf(issue, language)),
  });
}

function bodyErrorOf(issue: v.BaseIssue<unknown>, language: Language): BodyError {
  let pointer = "";
  for (const { key } of issue.path ?? []) {
    const step = String(key);
    // A field's name is the caller's text: one that is no plain word is not repeated.
    if (typeof key !== "number" && !plainName.test(step)) break;
    pointer += `/${step}`;
  }
  // A strict object wants "never" where a field is too many: true, and of no help to anyone.
  const isUnknown = issue.type === "strict_object" && issue.expected === "never";
  return { pointer, expected: isUnknown ? unknownField[language] : issue.message };
}
