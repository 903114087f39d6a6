// One row of a terminal screen: pieces of text with a look, fitted to a width in columns.
//
// This is the only way from a text to the terminal: here each piece is made harmless, measured as
// the terminal will draw it (a wide character takes two columns), cut, and given its colour.

import { unicodeWidth } from "@std/cli/unicode-width";
import { safeText } from "./safe_text.ts";

/** How a piece looks. Where there is no colour every look is plain. */
export type Look = "plain" | "bold" | "dim" | "good" | "bad" | "warn";

/** A text and its look. */
export interface Piece {
  readonly text: string;
  readonly look: Look;
}

/** A row: what stands at the left, and what is pushed to the right edge. */
export interface Row {
  readonly left: readonly Piece[];
  readonly right: readonly Piece[];
}

const sgr: Readonly<Record<Look, string>> = {
  plain: "",
  bold: "1",
  dim: "2",
  good: "1;32",
  bad: "1;31",
  warn: "33",
};

/** A piece; plain where no look is named. */
export function piece(text: string, look: Look = "plain"): Piece {
  return { text, look };
}

/** A row of pieces from the left. */
export function row(...left: readonly Piece[]): Row {
  return { left, right: [] };
}

/** A row with pieces at both edges; where it is too narrow the left side is cut. */
export function spread(left: readonly Piece[], right: readonly Piece[]): Row {
  return { left, right };
}

/** How many columns `text` takes once it is made harmless. */
export function columnsOf(text: string): number {
  return unicodeWidth(safeText(text));
}

/** `text` followed by spaces up to `columns`. */
export function padTo(text: string, columns: number): string {
  return text + " ".repeat(Math.max(0, columns - columnsOf(text)));
}

/** The end of `text` that fits into `columns`: for what is being typed. */
export function tailOf(text: string, columns: number): string {
  const characters = [...safeText(text)];
  while (unicodeWidth(characters.join("")) > columns) characters.shift();
  return characters.join("");
}

/** `text` in lines of at most `columns`, broken at spaces; a longer word is left to be cut. */
export function wrapText(text: string, columns: number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    const longer = line === "" ? word : `${line} ${word}`;
    if (line === "" || columnsOf(longer) <= columns) line = longer;
    else {
      lines.push(line);
      line = word;
    }
  }
  return [...lines, line];
}

/** The row as text of at most `width` columns, with colours where `colour` says so. */
export function paintRow(
  { left, right }: Row,
  { width, colour }: { readonly width: number; readonly colour: boolean },
): string {
  const rightPieces = cut(right, width);
  const rightWidth = widthOf(rightPieces);
  const room = rightWidth === 0 ? width : Math.max(0, width - rightWidth - 1);
  const leftPieces = cut(left, room);
  const gap = rightWidth === 0 ? 0 : width - rightWidth - widthOf(leftPieces);
  return paint(leftPieces, colour) + " ".repeat(gap) + paint(rightPieces, colour);
}

function paint(pieces: readonly Piece[], colour: boolean): string {
  return pieces.map(({ text, look }) =>
    colour && sgr[look] !== "" ? `\x1b[${sgr[look]}m${text}\x1b[0m` : text
  ).join("");
}

function widthOf(pieces: readonly Piece[]): number {
  return pieces.reduce((width, { text }) => width + unicodeWidth(text), 0);
}

/** Harmless pieces that fit, the last one marked where something was cut away. */
function cut(pieces: readonly Piece[], room: number): Piece[] {
  const kept: Piece[] = [];
  let left = room;
  for (const { text, look } of pieces) {
    const safe = safeText(text);
    const width = unicodeWidth(safe);
    if (width > left) return [...kept, { text: headOf(safe, left), look }];
    kept.push({ text: safe, look });
    left -= width;
  }
  return kept;
}

function headOf(text: string, room: number): string {
  if (room <= 0) return "";
  const characters: string[] = [];
  let width = 0;
  for (const character of text) {
    width += unicodeWidth(character);
    if (width > room - 1) break; // One column is for the mark.
    characters.push(character);
  }
  return `${characters.join("")}…`;
}
