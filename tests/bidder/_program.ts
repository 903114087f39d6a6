// A program at the NDJSON face for the tests: real streams in memory, a house that the test plays.

import { assertEquals } from "@std/assert";
import type { FaceEnd } from "../../lib/bidder/house_link.ts";
import { runJsonFace } from "../../lib/bidder/json_face.ts";
import type { FakeLink } from "../support/fake_link.ts";
import { ana, anasLink } from "./_sale.ts";
import { TestInput, TestOutput } from "./_streams.ts";

/** A line as the program reads it. */
export type Json = Record<string, unknown>;

/** A program at the face: what it writes, what it reads, and the house behind. */
export interface Session {
  readonly link: FakeLink;
  readonly input: TestInput;
  readonly output: TestOutput;
  readonly end: Promise<FaceEnd>;
  readonly abort: AbortController;
  /** All lines up to the `count`th, parsed. */
  read(count: number): Promise<Json[]>;
}

/** Starts the face for a program. */
export function start({ follow = false, link = anasLink(), joined = true } = {}): Session {
  if (joined) link.self = { paddle: ana, name: "Ana" };
  const input = new TestInput();
  const output = new TestOutput();
  const abort = new AbortController();
  const options = { input: input.stream, output: output.stream, follow, signal: abort.signal };
  const end = runJsonFace(link, options);
  const read = async (count: number) => (await output.linesUpTo(count)).map(parse);
  return { link, input, output, end, abort, read };
}

/** A line of output. */
export function parse(line: string): Json {
  return JSON.parse(line);
}

/** Runs one input to its end and gives the lines. */
export async function answersTo(...parts: readonly (string | Uint8Array)[]): Promise<Json[]> {
  const { input, end, output } = start();
  input.write(...parts);
  input.end();
  assertEquals(await end, "left");
  return output.lines.map(parse);
}
