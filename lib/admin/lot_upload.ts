// POST /lots: one body of lots (JSON or CSV) or a form of files (lots as JSON or CSV, pictures beside
// them), read into checked lots. All or nothing: one bad lot refuses the whole body.

import type { Context } from "hono";
import { imageMediaType } from "../catalogue/image.ts";
import { parseCatalogue, type Problem } from "../catalogue/lot_schema.ts";
import { describeProblem, describeWanted, foundIn, problemAt } from "../catalogue/problem.ts";
import { lotsMax } from "../catalogue/limits.ts";
import type { LotId } from "../auction/lot.ts";
import type { Language } from "../base/language.ts";
import type { CsvNote } from "../catalogue/csv_report.ts";
import { csvBytesMax } from "../catalogue/limits.ts";
import type { AdminEnv } from "./admin_env.ts";
import { type CsvFile, readCsvBody, readCsvLots, statesCsv, textsLanguage } from "./csv_upload.ts";
import { BODY_ERRORS_MAX, FORM_BYTES_MAX, FORM_PARTS_MAX, JSON_BYTES_MAX } from "./admin_limits.ts";
import type { FileProblem, LotLoad, LotToLoad, UploadedFile } from "./house_port.ts";
import { type BodyError, HttpProblem } from "./http_problem.ts";
import { parseJson, readBytes, readJson, statesJson } from "./request_body.ts";

/** The name under which a plain JSON body is spoken of. */
const bodyName = "body";
const formType = /^multipart\/form-data\s*;\s*boundary="?[A-Za-z0-9'()+_,./:=? -]{1,70}"?$/i;
/** What an uploaded file may be called: no separator and no leading dot, so no way out of a folder. */
export const PLAIN_FILE_NAME = /^[A-Za-z0-9_-][A-Za-z0-9._-]{0,63}$/;
const fieldStep = /^(?:\w{1,32}(?:\[\d{1,6}\])*|(?:\[\d{1,6}\])+)$/;

interface JsonFile {
  readonly name: string;
  readonly value: unknown;
}

interface Upload {
  readonly files: readonly JsonFile[];
  readonly csvFiles: readonly CsvFile[];
  readonly images: readonly UploadedFile[];
}

/** The lots of the request's body, checked by shape and terms; `currency` is the sale's. */
export async function readLotLoad(
  c: Context<AdminEnv>,
  currency: string | null,
): Promise<LotLoad & { readonly notes: readonly CsvNote[] }> {
  const upload = await readUpload(c);
  const notes: CsvNote[] = [];
  const lots: LotToLoad[] = [];
  const problems: FileProblem[] = [];
  const holders = new Map<LotId, string>();
  const take = (name: string, found: readonly LotToLoad[]) => {
    for (const { lot, imageName } of found) {
      lots.push({ lot, imageName });
      const holder = holders.get(lot.id);
      if (holder !== undefined) problems.push({ file: name, problem: takenId(lot.id, holder) });
      holders.set(lot.id, name);
    }
  };
  for (const file of upload.files) {
    const parsed = parseCatalogue(file.value, currency === null ? {} : { currency });
    if (!parsed.ok) {
      problems.push(...parsed.problems.map((problem) => ({ file: file.name, problem })));
      continue;
    }
    const { imageNames } = parsed;
    take(file.name, parsed.lots.map((lot) => ({ lot, imageName: imageNames.get(lot.id) ?? null })));
  }
  for (const file of upload.csvFiles) {
    // Its amounts have no meaning without the sale's currency.
    if (currency === null) throw new HttpProblem("no_sale");
    const read = readCsvLots(file, { currency, texts: textsLanguage(c) });
    problems.push(...read.problems);
    notes.push(...read.notes);
    take(file.name, read.lots);
  }
  if (lots.length > lotsMax) problems.push({ file: bodyName, problem: tooManyLots(lots.length) });
  if (problems.length > 0) throw itemsProblem(problems, c.get("language"));
  return { lots, images: upload.images, notes };
}

async function readUpload(c: Context<AdminEnv>): Promise<Upload> {
  if (statesJson(c)) {
    return { files: [{ name: bodyName, value: await readJson(c) }], csvFiles: [], images: [] };
  }
  if (statesCsv(c)) return { files: [], csvFiles: [await readCsvBody(c, bodyName)], images: [] };
  return await readForm(c);
}

/** The catalogue looks for doubled ids within one file; a form has several. */
function takenId(lot: LotId, holder: string): Problem {
  return problemAt("id", "unique_id", { found: foundIn(lot), detail: holder });
}

function tooManyLots(count: number): Problem {
  return problemAt("", "lots_in_sale", { found: `${count}` });
}

/** The refusal of lots because of `problems`, told in `language`. */
export function itemsProblem(problems: readonly FileProblem[], language: Language): HttpProblem {
  const errors = problems.slice(0, BODY_ERRORS_MAX).map(({ file, problem, cell }): BodyError => ({
    ...(file === "" ? {} : { file }),
    pointer: cell?.column ?? shownField(problem.field),
    ...(cell === undefined || cell.row === null ? {} : { row: cell.row }),
    ...(cell === undefined || cell.lot === null ? {} : { lot: cell.lot }),
    code: problem.code,
    expected: wantedText(problem, language),
  }));
  return new HttpProblem("bad_items", { errors });
}

/** What is wanted, in words. What was found is the caller's own text and is not repeated. */
function wantedText(problem: Problem, language: Language): string {
  if (problem.found !== "nothing") return describeWanted(problem, language);
  return describeProblem({ ...problem, field: "" }, language);
}

/** The field's path up to the first step that is no plain word: that step is the caller's text. */
function shownField(field: string): string {
  const steps = field.split(".");
  const strange = steps.findIndex((step) => !fieldStep.test(step));
  return (strange === -1 ? steps : steps.slice(0, strange)).join(".");
}

async function readForm(c: Context<AdminEnv>): Promise<Upload> {
  const contentType = c.req.header("content-type") ?? "";
  if (!formType.test(contentType)) throw new HttpProblem("bad_media_type");
  const bytes = await readBytes(c.req.raw, FORM_BYTES_MAX);
  const form = await parseForm(new Response(bytes, { headers: { "content-type": contentType } }));
  const entries = [...form.values()];
  if (entries.length > FORM_PARTS_MAX) throw new HttpProblem("bad_form");
  const files: JsonFile[] = [];
  const csvFiles: CsvFile[] = [];
  const images: UploadedFile[] = [];
  const names = new Set<string>();
  for (const entry of entries) {
    // Two files of one name would hide each other; a value without a file has no place here.
    if (typeof entry === "string" || !PLAIN_FILE_NAME.test(entry.name) || names.has(entry.name)) {
      throw new HttpProblem("bad_form");
    }
    names.add(entry.name);
    const content = new Uint8Array(await entry.arrayBuffer());
    if (imageMediaType(entry.name) !== null) images.push({ name: entry.name, bytes: content });
    else if (entry.name.endsWith(".json")) files.push(jsonFile(entry.name, content));
    else if (entry.name.endsWith(".csv")) csvFiles.push(csvFile(entry.name, content));
    else throw new HttpProblem("bad_form");
  }
  if (files.length + csvFiles.length === 0) throw new HttpProblem("bad_form");
  return { files, csvFiles, images };
}

function jsonFile(name: string, content: Uint8Array<ArrayBuffer>): JsonFile {
  if (content.length > JSON_BYTES_MAX) throw new HttpProblem("too_large");
  return { name, value: parseJson(content) };
}

function csvFile(name: string, content: Uint8Array): CsvFile {
  if (content.length > csvBytesMax) throw new HttpProblem("too_large");
  return { name, content };
}

async function parseForm(response: Response): Promise<FormData> {
  try {
    return await response.formData();
  } catch {
    throw new HttpProblem("bad_form"); // The parser's message quotes the body: it is not kept.
  }
}
