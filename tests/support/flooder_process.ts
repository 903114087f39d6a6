// A flood under way, as a process that this one started and that it can end.

import { toHex } from "../../lib/base/bytes.ts";
import { inTime } from "./bounded.ts";
import type { FloodPlan, FloodReport } from "./flooder.ts";
import type { HouseProcess } from "./house_process.ts";
import type { Overheard } from "./junk_datagrams.ts";
import { projectPath } from "./task_flags.ts";

/** How much, for how long. */
export type FloodSize = Omit<FloodPlan, "target" | "overheard">;

/** A running flood. */
export class FlooderProcess implements AsyncDisposable {
  readonly #child: Deno.ChildProcess;
  readonly #said = Promise.withResolvers<void>();
  readonly #report: Promise<FloodReport>;

  private constructor(plan: FloodPlan) {
    this.#child = new Deno.Command(Deno.execPath(), {
      args: [
        "run",
        `--config=${projectPath("deno.json")}`,
        "--no-prompt",
        "--allow-net=127.0.0.0/8,224.0.0.0/4",
        projectPath("tests/support/flooder.ts"),
        JSON.stringify(plan),
      ],
      stdin: "piped",
      stdout: "piped",
      stderr: "inherit",
    }).spawn();
    this.#report = this.#listen();
    this.#report.catch(this.#said.reject);
    this.#said.promise.catch(() => {}); // Told by started() and report(), whichever is asked.
  }

  /** Starts a flood of `house` and waits until it has begun. */
  static async start(
    house: HouseProcess,
    { overheard, size }: { readonly overheard: Overheard; readonly size: FloodSize },
  ): Promise<FlooderProcess> {
    const { bids, group, join } = house.ready;
    const flooder = new FlooderProcess({
      ...size,
      target: { bids, group, join },
      overheard: {
        join: toHex(overheard.join),
        toHouse: overheard.toHouse.map(toHex),
        toGroup: overheard.toGroup.map(toHex),
      },
    });
    try {
      await inTime(flooder.#said.promise, { what: "the beginning of the flood" });
      return flooder;
    } catch (error) {
      await flooder[Symbol.asyncDispose]();
      throw error;
    }
  }

  /** Ends it, and gives what it has done. */
  async stop(): Promise<FloodReport> {
    await this.#child.stdin.close();
    return await inTime(this.#report, { what: "the end of the flood" });
  }

  async #listen(): Promise<FloodReport> {
    let said = "";
    for await (const text of this.#child.stdout.pipeThrough(new TextDecoderStream())) {
      said += text;
      if (said.includes("\n")) this.#said.resolve();
    }
    const { code } = await this.#child.status;
    const report = said.split("\n")[1] ?? "";
    if (code !== 0 || report === "") throw new Error(`The flood ended with code ${code}`);
    return JSON.parse(report);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    try {
      this.#child.kill("SIGKILL");
    } catch (error) {
      // It has ended by itself before.
      if (!(error instanceof TypeError || error instanceof Deno.errors.NotFound)) throw error;
    }
    await this.#child.stdin.abort().catch(() => {}); // Closed by stop() where all went well.
    await this.#report.catch(() => {}); // Asked for by report() where anybody wants it.
  }
}
