// The house's and the bidders' programs as processes of their own, as people would start them.
//
// `deno task` runs in the project's folder, where the programs lie, and so they do too. Each gets
// the demo's folder, loopback and nothing else. What it says on stderr goes to a log file in that
// folder. It is always ended: politely first, then by force.

import { Fault } from "../base/fault.ts";
import { readLines } from "../bidder/line_reader.ts";

/** Which program to start, and with what. */
export interface ProcessWishes {
  /** Its name in the story: "house", "Ana". */
  readonly name: string;
  readonly program: "main_server.ts" | "main_client.ts";
  readonly args: readonly string[];
  /** The one folder that it may read and write. */
  readonly folder: string;
  /** The file that takes its stderr. */
  readonly log: string;
}

const variables = "LANG,LC_ALL,LC_MESSAGES,NO_COLOR,LEILAO_DEBUG,LEILAO_PASSPHRASE";
const lineBytesMax = 64 * 1_024;

/** How long a process may take to end when it is asked to, before it is made to. */
const graceMs = 8_000;

/** A running program. */
export class DemoProcess {
  readonly name: string;
  readonly log: string;
  readonly #child: Deno.ChildProcess;
  readonly #input: WritableStreamDefaultWriter<Uint8Array>;
  readonly #logged: Promise<void>;
  readonly #reading = new AbortController();
  #ended = false;

  private constructor(
    { name, log }: ProcessWishes,
    child: Deno.ChildProcess,
    logFile: Deno.FsFile,
  ) {
    this.name = name;
    this.log = log;
    this.#child = child;
    this.#input = child.stdin.getWriter();
    this.#logged = child.stderr.pipeTo(logFile.writable);
    void child.status.then(() => this.#ended = true);
  }

  /** Starts the program; it may still fail, which {@link ended} tells. */
  static async start(wishes: ProcessWishes): Promise<DemoProcess> {
    const { program, args, folder, log } = wishes;
    const logFile = await Deno.open(log, { create: true, append: true, mode: 0o600 });
    const command = new Deno.Command(Deno.execPath(), {
      args: [...programCall(program, folder), ...args],
      env: { NO_COLOR: "1" },
      stdin: "piped",
      stdout: "piped",
      stderr: "piped",
    });
    return new DemoProcess(wishes, command.spawn(), logFile);
  }

  /** Its exit code, once it has ended. */
  get ended(): Promise<number> {
    return this.#child.status.then(({ code }) => code);
  }

  /** The last line that it wrote on stderr, or null where it wrote none. Ask once it has ended. */
  async lastWords(): Promise<string | null> {
    await this.#logged;
    try {
      const text = await Deno.readTextFile(this.log);
      return text.split("\n").filter((line) => line !== "").at(-1) ?? null;
    } catch (error) {
      // The demo is over and its folder is gone: nobody is left to be told.
      if (error instanceof Deno.errors.NotFound) return null;
      throw error;
    }
  }

  /** What it writes on stdout, line by line, until it ends. Call it once. */
  async *lines(): AsyncGenerator<string> {
    const bounds = { lineBytesMax, signal: this.#reading.signal };
    for await (const line of readLines(this.#child.stdout, bounds)) {
      if ("problem" in line) throw new Fault("bad_protocol", `${this.name}: ${line.problem}`);
      yield line.text;
    }
  }

  /** Writes a line to its stdin. A program that has ended no longer reads it. */
  async write(line: string): Promise<void> {
    try {
      await this.#input.write(new TextEncoder().encode(`${line}\n`));
    } catch (error) {
      if (!this.#ended) throw error;
    }
  }

  /** Ends it and gives its exit code: the end of its input, or the signal, then force. */
  async stop(how: "input" | "SIGTERM"): Promise<number> {
    // A pipe that broke is closed already: the process has ended, or is about to.
    await this.#input.close().catch(() => {});
    if (how === "SIGTERM") this.#kill("SIGTERM");
    const forced = setTimeout(() => this.#kill("SIGKILL"), graceMs);
    const code = await this.ended;
    clearTimeout(forced);
    this.#reading.abort();
    await this.#logged;
    return code;
  }

  #kill(signal: Deno.Signal): void {
    if (this.#ended) return;
    try {
      this.#child.kill(signal);
    } catch (error) {
      // It ended a moment ago, and nobody has told us yet.
      if (!(error instanceof TypeError) && !(error instanceof Deno.errors.NotFound)) throw error;
    }
  }
}

/** How `deno` is called to run `program` with `folder`, loopback and nothing else. */
export function programCall(program: ProcessWishes["program"], folder: string): readonly string[] {
  const path = listed(folder);
  return [
    "run",
    "--no-prompt",
    `--allow-read=lib,${path}`,
    `--allow-write=${path}`,
    "--allow-net=127.0.0.0/8,224.0.0.0/4",
    `--allow-env=${variables}`,
    program,
  ];
}

/** A path as an entry of a permission flag, which separates its entries by commas. */
function listed(path: string): string {
  return path.replaceAll(",", ",,");
}
