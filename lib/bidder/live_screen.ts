// A screen that is redrawn in place: writes only the lines that changed and leaves the cursor at
// the prompt, on the terminal's second page, so that what was there before comes back at the end.
//
// While the terminal is still busy with one drawing the next is skipped: a slow line shows fewer
// pictures, never old ones.

import { toUtf8 } from "../base/bytes.ts";
import { renderScreen, type ScreenInput } from "./screen.ts";
import type { Terminal } from "./terminal.ts";
import type { TerminalModel } from "./terminal_model.ts";

// Second page on, autowrap off (a line that a terminal draws wider than measured stays one line).
const enter = "\x1b[?1049h\x1b[?7l\x1b[2J";
const leave = "\x1b[?7h\x1b[?1049l";
// Synchronised output: a terminal that knows it shows the drawing at once; others ignore it.
const drawingStarts = "\x1b[?2026h";
const drawingEnds = "\x1b[?2026l";

/** The drawn screen of one terminal. */
export class LiveScreen {
  readonly #terminal: Terminal;
  readonly #writer: WritableStreamDefaultWriter<Uint8Array>;
  #shown: readonly string[] = [];
  #shownSize = "";
  #shownCursor = -1;
  #busy: Promise<void> | null = null;

  constructor(terminal: Terminal) {
    this.#terminal = terminal;
    this.#writer = terminal.output.getWriter();
    terminal.setRaw(true);
    void this.#write(enter);
  }

  /** Draws the difference to what is shown; does nothing while the last drawing is being written. */
  draw(model: TerminalModel, input: ScreenInput): void {
    if (this.#busy !== null) return;
    const { width, height } = this.#terminal.size();
    const colour = this.#terminal.colour;
    const { lines, cursorColumn } = renderScreen(model, input, { width, height, colour });
    const size = `${width}x${height}`;
    const shown = size === this.#shownSize ? this.#shown : [];
    const changes = lines.map((line, index) =>
      // The row is cleared first: clearing after a full row would take its last character.
      line === shown[index] ? "" : `\x1b[${index + 1};1H\x1b[2K${line}`
    ).join("");
    if (changes === "" && cursorColumn === this.#shownCursor) return;
    const clear = size === this.#shownSize ? "" : "\x1b[2J";
    const cursor = `\x1b[${lines.length};${cursorColumn + 1}H`;
    this.#shown = lines;
    this.#shownSize = size;
    this.#shownCursor = cursorColumn;
    this.#busy = this.#write(drawingStarts + clear + changes + cursor + drawingEnds)
      .finally(() => this.#busy = null);
  }

  /** Gives the terminal back as it was, with `lastLines` below what was there. */
  async close(lastLines: readonly string[]): Promise<void> {
    await this.#busy;
    await this.#write(leave + lastLines.map((line) => `${line}\n`).join(""));
    this.#terminal.setRaw(false);
    this.#writer.releaseLock();
  }

  async #write(text: string): Promise<void> {
    try {
      await this.#writer.write(toUtf8(text));
    } catch {
      // The terminal is gone (a closed window): its input ends too, and that ends the face.
    }
  }
}
