// How far a long piece of work has come, on stderr and only where a person watches it.

import type { CommandIo } from "./run_main.ts";

const WIDTH = 30;

/** Shows how far a work of `total` steps has come; nothing where stderr is no terminal. */
export class ProgressBar {
  readonly #io: Pick<CommandIo, "err" | "errIsTerminal">;
  readonly #total: number;
  #percent = -1;

  constructor(io: Pick<CommandIo, "err" | "errIsTerminal">, total: number) {
    this.#io = io;
    this.#total = total;
  }

  /** Tells that `done` steps of the work are done. */
  at(done: number): void {
    if (!this.#io.errIsTerminal || this.#total === 0) return;
    const percent = Math.min(100, Math.floor(done * 100 / this.#total));
    if (percent === this.#percent) return; // A terminal is slower than the work.
    this.#percent = percent;
    const full = Math.floor(percent * WIDTH / 100);
    this.#io.err(`\r[${"#".repeat(full)}${".".repeat(WIDTH - full)}] ${percent} %`);
  }

  /** Takes the bar away. */
  clear(): void {
    if (this.#percent >= 0) this.#io.err(`\r${" ".repeat(WIDTH + 8)}\r`);
    this.#percent = -1;
  }
}
