// The line that a person types on a raw terminal: characters in, finished lines out.
//
// As small as a prompt for amounts may be: typing, backspace, Ctrl-U, Enter, Escape. Arrow keys and
// the like are swallowed whole, so that nothing of them ends up in an amount.

/** The longest line that is kept; more is ignored while it is typed. */
export const typedCharactersMax = 120;

/** What came of the keys. `sinceMs` is when the line's first character came. */
export type KeyResult =
  | { readonly type: "line"; readonly text: string; readonly sinceMs: number }
  | { readonly type: "cancel" }
  | { readonly type: "quit" };

type EscapeState = "none" | "started" | "sequence" | "single";

const keys = { ctrlC: "\x03", ctrlD: "\x04", ctrlU: "\x15", escape: "\x1b" };

/** Holds the line while it is typed. */
export class LineEditor {
  readonly #decoder = new TextDecoder();
  #characters: string[] = [];
  #sinceMs: number | null = null;
  #escape: EscapeState = "none";

  /** What has been typed so far. */
  get text(): string {
    return this.#characters.join("");
  }

  /** Takes the bytes of one read, which came at `nowMs`, and gives what they finished. */
  feed(bytes: Uint8Array, nowMs: number): KeyResult[] {
    const results: KeyResult[] = [];
    for (const character of this.#decoder.decode(bytes, { stream: true })) {
      const result = this.#key(character, nowMs);
      if (result !== null) results.push(result);
    }
    // A key sequence comes in one read; an Escape at the end of a read is the key itself.
    if (this.#escape === "started") {
      this.#escape = "none";
      this.#clear();
      results.push({ type: "cancel" });
    }
    return results;
  }

  #key(character: string, nowMs: number): KeyResult | null {
    if (this.#isPartOfSequence(character)) return null;
    if (character === "\r" || character === "\n") {
      const line: KeyResult = { type: "line", text: this.text, sinceMs: this.#sinceMs ?? nowMs };
      this.#clear();
      return line;
    }
    if (character === keys.ctrlC) return { type: "quit" };
    if (character === keys.ctrlD) return this.#characters.length === 0 ? { type: "quit" } : null;
    if (character === keys.ctrlU) this.#clear();
    else if (character === "\x7f" || character === "\b") this.#backspace();
    else if (!/[\p{Cc}\p{Cf}]/u.test(character)) this.#type(character, nowMs);
    return null;
  }

  /** Whether `character` belongs to an escape sequence (ECMA-48: ESC [ ... final, ESC O x). */
  #isPartOfSequence(character: string): boolean {
    const before = this.#escape;
    if (before === "none") this.#escape = character === keys.escape ? "started" : "none";
    else if (before === "started" && character === "[") this.#escape = "sequence";
    else if (before === "started" && character === "O") this.#escape = "single";
    else if (before === "started" && character === keys.escape) return true;
    else if (before !== "sequence" || /[@-~]/.test(character)) this.#escape = "none";
    return before !== "none" || this.#escape !== "none";
  }

  #type(character: string, nowMs: number): void {
    if (this.#characters.length >= typedCharactersMax) return;
    this.#sinceMs ??= nowMs;
    this.#characters.push(character);
  }

  #backspace(): void {
    this.#characters.pop();
    if (this.#characters.length === 0) this.#sinceMs = null;
  }

  #clear(): void {
    this.#characters = [];
    this.#sinceMs = null;
  }
}
