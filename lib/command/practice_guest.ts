// The person who practises: the real client as a process, at this very terminal.
//
// At a terminal the client has it all to itself. Where the input is piped, it is held back until
// the client has joined: what a script says at once would be said to nobody.

import type { Language } from "../base/language.ts";
import { programCall } from "./demo_process.ts";
import type { DemoStage, StagedBidder } from "./demo_stage.ts";

const graceMs = 8_000;

/** A running client with a person at it. */
export class PracticeGuest {
  readonly #child: Deno.ChildProcess;
  readonly #isPiped: boolean;
  #ended = false;

  private constructor(child: Deno.ChildProcess, isPiped: boolean) {
    this.#child = child;
    this.#isPiped = isPiped;
    void child.status.then(() => this.#ended = true);
  }

  /** Starts the client; {@link ended} tells how it went. */
  static start(
    { keyPath, folder }: StagedBidder,
    { stage, language }: { readonly stage: DemoStage; readonly language: Language },
  ): PracticeGuest {
    const own = ["--key", keyPath, "--invite", stage.invitation, "--data", folder];
    const isPiped = !Deno.stdin.isTerminal();
    const command = new Deno.Command(Deno.execPath(), {
      args: [
        ...programCall("main_client.ts", stage.folder),
        ...own,
        "--terminal",
        "--lang",
        language,
      ],
      stdin: isPiped ? "piped" : "inherit",
      stdout: "inherit",
      stderr: "inherit",
    });
    return new PracticeGuest(command.spawn(), isPiped);
  }

  /** The client's exit code, once it has ended: 0 where the person left. */
  get ended(): Promise<number> {
    return this.#child.status.then(({ code }) => code);
  }

  /** Hands on what is piped in, to its end. */
  listen(): void {
    if (!this.#isPiped) return;
    // The client ends when it likes, and then nobody reads the rest.
    void Deno.stdin.readable.pipeTo(this.#child.stdin).catch(() => {});
  }

  /** Ends the client, which gives the terminal back; returns once it has. */
  async stop(): Promise<void> {
    this.#kill("SIGTERM");
    const forced = setTimeout(() => this.#kill("SIGKILL"), graceMs);
    await this.ended;
    clearTimeout(forced);
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
