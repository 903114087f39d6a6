// Bold and colour for a terminal, and plain text everywhere else.
//
// Whether a stream may be styled is decided once, by its caller: it is a terminal, and NO_COLOR
// (no-color.org) is unset or empty.

/** Wraps a text in the marks of one look, or returns it as it is where the stream is plain. */
export type Paint = (text: string) => string;

/** The few looks that commands use. */
export interface Style {
  readonly bold: Paint;
  readonly dim: Paint;
  readonly red: Paint;
  readonly green: Paint;
  readonly yellow: Paint;
}

/** The looks of a stream; `styled` false makes each of them the identity. */
export function styleFor(styled: boolean): Style {
  return {
    bold: paint(styled, 1, 22),
    dim: paint(styled, 2, 22),
    red: paint(styled, 31, 39),
    green: paint(styled, 32, 39),
    yellow: paint(styled, 33, 39),
  };
}

/** Whether a stream may be styled: a terminal, and nobody asked for none with NO_COLOR. */
export function mayStyle(isTerminal: boolean, noColor: string | undefined): boolean {
  return isTerminal && (noColor === undefined || noColor === "");
}

function paint(styled: boolean, on: number, off: number): Paint {
  return styled ? (text) => `\x1b[${on}m${text}\x1b[${off}m` : (text) => text;
}
