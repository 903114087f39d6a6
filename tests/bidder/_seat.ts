// A seat at a terminal for the tests: what is typed, what is drawn, and a clock that stands still.

import { assertEquals } from "@std/assert";
import type { Language } from "../../lib/base/language.ts";
import type { FaceEnd } from "../../lib/bidder/house_link.ts";
import type { Terminal, Timers } from "../../lib/bidder/terminal.ts";
import { runTerminalFace } from "../../lib/bidder/terminal_face.ts";
import type { FakeLink } from "../support/fake_link.ts";
import { anasLink } from "./_sale.ts";
import { TestInput, TestOutput } from "./_streams.ts";

/** Timers that only a test moves. */
export class TestTimers implements Timers {
  readonly #callbacks = new Set<() => void>();

  every(_periodMs: number, callback: () => void): () => void {
    this.#callbacks.add(callback);
    return () => void this.#callbacks.delete(callback);
  }

  get running(): number {
    return this.#callbacks.size;
  }

  tick(): void {
    this.#callbacks.forEach((callback) => callback());
  }
}

export interface Seat {
  readonly link: FakeLink;
  readonly input: TestInput;
  readonly output: TestOutput;
  readonly timers: TestTimers;
  readonly abort: AbortController;
  readonly end: Promise<FaceEnd>;
  /** The raw mode's switches, in order. */
  readonly raw: boolean[];
  size: { width: number; height: number };
}

export interface SeatOptions {
  readonly interactive: boolean;
  readonly language?: Language;
  readonly follow?: boolean;
  readonly colour?: boolean;
}

export function sitDown(
  { interactive, language = "en", follow = false, colour = false }: SeatOptions,
): Seat {
  const parts = {
    link: anasLink(),
    input: new TestInput(),
    output: new TestOutput(),
    timers: new TestTimers(),
    abort: new AbortController(),
    raw: new Array<boolean>(),
    size: { width: 80, height: 24 },
  };
  const terminal: Terminal = {
    input: parts.input.stream,
    output: parts.output.stream,
    interactive,
    colour,
    setRaw: (raw) => void parts.raw.push(raw),
    size: () => seat.size,
  };
  const { timers, abort } = parts;
  const options = { terminal, timers, language, timeZone: "UTC", follow, signal: abort.signal };
  const seat: Seat = { ...parts, end: Promise.resolve("left" as const) };
  return Object.assign(seat, { end: runTerminalFace(parts.link, options) });
}

/** Lets everything that was typed and written so far come through. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 50; turn++) await Promise.resolve();
}

// deno-lint-ignore no-control-regex
const drawingMarks = /(\x1b\[2J)|\x1b\[(\d+);1H\x1b\[2K([^\x1b]*)/g;

/** What the whole screen shows now: the drawings played back as a terminal would. */
export async function shown(seat: Seat): Promise<string> {
  await settle();
  seat.timers.tick();
  await settle();
  const rows: string[] = [];
  for (const [, clear, at, text] of seat.output.text.matchAll(drawingMarks)) {
    if (clear !== undefined) rows.length = 0;
    else rows[Number(at) - 1] = text ?? "";
  }
  return rows.join("\n");
}

/** Draws and gives the bytes of only that drawing. */
export async function drawn(seat: Seat): Promise<string> {
  await settle();
  seat.output.clear();
  seat.timers.tick();
  await settle();
  return seat.output.text;
}

export async function type(seat: Seat, text: string): Promise<void> {
  seat.input.write(text);
  await settle();
}

export async function leave(seat: Seat): Promise<void> {
  seat.abort.abort();
  assertEquals(await seat.end, "left");
}
