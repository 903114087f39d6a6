// The project as somebody else gets it: its files in a new folder, and nothing that was made here.

import { dirname, join } from "@std/path";
import { projectFiles } from "./source_files.ts";

/** How a task ended. */
export interface TaskEnd {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** What a task is run with, beside its name. */
export interface TaskStart {
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** What is piped in; without it there is no input at all. */
  readonly input?: ReadableStream<Uint8Array>;
  /** Called with all of stdout so far whenever there is more; may send a signal. */
  readonly heard?: (out: string, child: Deno.ChildProcess) => void;
  /** After this long the task is told to end, and soon after that it is killed. */
  readonly ms: number;
}

const graceMs = 15_000;
const quiet = { LANG: "C", LC_ALL: "", LC_MESSAGES: "", NO_COLOR: "1", LEILAO_DEBUG: "" };

/** A folder with all files of the repository, which goes away at the end of the test. */
export class FreshCheckout {
  readonly path: string;

  private constructor(path: string) {
    this.path = path;
  }

  /** Copies the files; git ignores none of them. */
  static async make(): Promise<FreshCheckout> {
    const path = await Deno.realPath(await Deno.makeTempDir({ prefix: "leilao-checkout-" }));
    for (const file of await projectFiles()) {
      await Deno.mkdir(dirname(join(path, file.path)), { recursive: true });
      await Deno.writeTextFile(join(path, file.path), file.text);
    }
    return new FreshCheckout(path);
  }

  /** Runs `deno task NAME` to its end. */
  async task(name: string, start: TaskStart): Promise<TaskEnd> {
    const { args = [], env = {}, heard = () => {}, input, ms } = start;
    const child = new Deno.Command(Deno.execPath(), {
      args: ["task", "--quiet", name, ...args],
      cwd: this.path,
      env: { ...quiet, ...env },
      stdin: input === undefined ? "null" : "piped",
      stdout: "piped",
      stderr: "piped",
    }).spawn();
    // The task ends when it likes, and then nobody reads the rest.
    const ended = new AbortController();
    const said = input?.pipeTo(child.stdin, { signal: ended.signal }).catch(() => {});
    const given = new AbortController();
    const timers = [
      setTimeout(() => child.kill("SIGTERM"), ms),
      setTimeout(() => {
        child.kill("SIGKILL");
        given.abort(); // What the task has started may hold the pipes open for ever.
      }, ms + graceMs),
    ];
    const [out, err, { code }] = await Promise.all([
      readAll(child.stdout, { heard: (text) => heard(text, child), signal: given.signal }),
      readAll(child.stderr, { heard: () => {}, signal: given.signal }),
      child.status,
    ]);
    timers.forEach(clearTimeout);
    ended.abort();
    await said;
    return { code, out, err };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Deno.remove(this.path, { recursive: true });
  }
}

async function readAll(
  stream: ReadableStream<Uint8Array>,
  { heard, signal }: { readonly heard: (text: string) => void; readonly signal: AbortSignal },
): Promise<string> {
  let text = "";
  const decoder = new TextDecoderStream();
  const piped = stream.pipeTo(decoder.writable, { signal }).catch((error) => {
    if (!signal.aborted) throw error;
  });
  try {
    for await (const chunk of decoder.readable) {
      text += chunk;
      heard(text);
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  }
  await piped;
  return text;
}
