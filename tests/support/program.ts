// A program of ours as a process of its own: its lines as transcripts, and its end.
//
// What a test starts here it also ends, by this process's own id, whatever became of the test.

import { inTime } from "./bounded.ts";
import { projectPath, taskFlags } from "./task_flags.ts";
import { Transcript } from "./transcript.ts";

/** A line of NDJSON. */
export type JsonLine = Readonly<Record<string, unknown>>;

/** How to start a program. */
export interface ProgramStart {
  /** The task of deno.json whose permissions it has. */
  readonly task: string;
  /** Its file, from the project's folder. */
  readonly file: string;
  /** Where it runs: the task's relative paths lie here. */
  readonly folder: string;
  readonly args: readonly string[];
  /** Its name in failures. */
  readonly name: string;
  /** A command that runs it somewhere else, as `ip netns exec NAME`: left out, here. */
  readonly within?: readonly string[];
}

/** How a program ended. */
export interface ProgramEnd {
  readonly code: number;
  /** Everything that it said on stderr. */
  readonly err: string;
}

const notJson = "not JSON";
const quiet = { LANG: "C", LC_ALL: "", LC_MESSAGES: "", NO_COLOR: "1", LEILAO_DEBUG: "1" };

/** A running program. */
export class Program {
  /** What it wrote on stdout. */
  readonly lines: Transcript<JsonLine>;
  /** What it wrote on stderr, line by line. */
  readonly errors: Transcript<string>;
  readonly #child: Deno.ChildProcess;
  readonly #input: WritableStreamDefaultWriter<Uint8Array>;
  readonly #ended: Promise<ProgramEnd>;
  #over = false;

  constructor({ task, file, folder, args, name, within = [] }: ProgramStart) {
    this.lines = new Transcript(`${name} (stdout)`);
    this.errors = new Transcript(`${name} (stderr)`);
    const config = `--config=${projectPath("deno.json")}`;
    const deno = [Deno.execPath(), "run", config, ...taskFlags(task, folder)];
    const [command = "", ...rest] = [...within, ...deno, projectPath(file), ...args];
    this.#child = new Deno.Command(command, {
      args: rest,
      cwd: folder,
      env: { ...quiet, LEILAO_PASSPHRASE: "" },
      stdin: "piped",
      stdout: "piped",
      stderr: "piped",
    }).spawn();
    this.#input = this.#child.stdin.getWriter();
    const out = eachLine(this.#child.stdout, (line) => this.lines.add(parsed(line)));
    const err = eachLine(this.#child.stderr, (line) => this.errors.add(line));
    this.#ended = this.#end(Promise.all([out, err]));
  }

  /** Its id among the system's processes. */
  get id(): number {
    return this.#child.pid;
  }

  /** Writes one command line. */
  async say(command: JsonLine): Promise<void> {
    await this.#input.write(new TextEncoder().encode(`${JSON.stringify(command)}\n`));
  }

  /** Sends a signal. SIGKILL leaves the program no last word. */
  signal(signal: Deno.Signal): void {
    if (this.#over) return;
    try {
      this.#child.kill(signal);
    } catch (error) {
      // It has ended by itself between the two lines.
      if (!(error instanceof TypeError || error instanceof Deno.errors.NotFound)) throw error;
    }
  }

  /** Waits for the end. */
  async ended(ms = 20_000): Promise<ProgramEnd> {
    const end = await inTime(this.#ended, { what: "the end of a program", ms });
    const stray = this.lines.all.find((line) => notJson in line);
    if (stray !== undefined) throw new Error(`It wrote on stdout: ${stray[notJson]}`);
    return end;
  }

  /** Ends the program if it still runs, and waits for it. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.signal("SIGKILL");
    await this.#ended;
  }

  async #end(read: Promise<unknown>): Promise<ProgramEnd> {
    const [{ code }] = await Promise.all([this.#child.status, read]);
    this.#over = true;
    await this.#input.abort().catch(() => {}); // Its reader has gone: there is nothing to lose.
    this.lines.end(`it ended with code ${code}: ${this.errors.all.join(" / ")}`);
    this.errors.end(`it ended with code ${code}`);
    return { code, err: this.errors.all.join("\n") };
  }
}

async function eachLine(
  stream: ReadableStream<Uint8Array>,
  take: (line: string) => void,
): Promise<void> {
  let held = "";
  const decoder = new TextDecoder();
  for await (const chunk of stream) {
    const lines = (held + decoder.decode(chunk, { stream: true })).split("\n");
    held = lines.pop() ?? "";
    for (const line of lines) take(line);
  }
  if (held !== "") take(held);
}

/** A line that is no JSON object is kept as {@link notJson}: ended() fails for it. */
function parsed(line: string): JsonLine {
  try {
    const value: unknown = JSON.parse(line);
    if (typeof value === "object" && value !== null) return { ...value };
  } catch {
    // Said below, with the line itself.
  }
  return { [notJson]: line };
}
