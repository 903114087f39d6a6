// The terminal as the face needs it, so that a test can be one, and the real one of this process.

/** Where the bidder reads and types. */
export interface Terminal {
  readonly input: ReadableStream<Uint8Array>;
  readonly output: WritableStream<Uint8Array>;
  /** True: both ends are a terminal that can be redrawn and gives single keys. */
  readonly interactive: boolean;
  readonly colour: boolean;
  /** Single keys on, or lines as usual. Only called where `interactive`. */
  setRaw(raw: boolean): void;
  /** In columns and rows; asked anew for each drawing, so that a resize needs no signal. */
  size(): { readonly width: number; readonly height: number };
}

/** What repeats by time. */
export interface Timers {
  /** Calls `callback` every `periodMs` until the returned function is called. */
  every(periodMs: number, callback: () => void): () => void;
}

/** This process's own terminal. NO_COLOR and a redirected end of it are honoured. */
export function processTerminal(): Terminal {
  const interactive = Deno.stdin.isTerminal() && Deno.stdout.isTerminal();
  return {
    input: Deno.stdin.readable,
    output: Deno.stdout.writable,
    interactive,
    colour: interactive && !Deno.noColor,
    setRaw: (raw) => Deno.stdin.setRaw(raw),
    size: () => {
      const { columns, rows } = Deno.consoleSize();
      // Some terminals report 0 until they are shown; the classic size is a sound guess.
      return { width: columns || 80, height: rows || 24 };
    },
  };
}

/** The timers of this process. */
export function processTimers(): Timers {
  return {
    every: (periodMs, callback) => {
      const timer = setInterval(callback, periodMs);
      return () => clearInterval(timer);
    },
  };
}
