// One row of a terminal screen: pieces of text with a look, fitted to a width in columns.
//
// This is the only way from a text to the terminal: here each piece is made harmless, measured as
// the terminal will draw it (a wide character takes two columns), cut, and given its colour.

import { unicodeWidth } from "@std/cli/unicode-width";
import type { Look } from "./look.ts";
import { drawnText } from "./drawn_text.ts";

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

const segmenter = new Intl.Segmenter(undefined, { granularity: "grapheme" });

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
  return unicodeWidth(drawnText(text));
}

/** `text` followed by spaces up to `columns`. */
export function padTo(text: string, columns: number): string {
  return text + " ".repeat(Math.max(0, columns - columnsOf(text)));
}

/** `text` in exactly `columns`: cut with a mark, or followed by spaces. */
export function fitTo(text: string, columns: number): string {
  const safe = drawnText(text);
  return padTo(unicodeWidth(safe) > columns ? headOf(safe, columns) : safe, columns);
}

/** The end of `text` that fits into `columns`: for what is being typed. */
export function tailOf(text: string, columns: number): string {
  const characters = charactersOf(drawnText(text));
  while (unicodeWidth(characters.join("")) > columns) characters.shift();
  return characters.join("");
}

/** `text` in lines of at most `columns`, broken at spaces; a longer word is broken within. */
export function wrapText(text: string, columns: number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ").flatMap((each) => broken(each, columns))) {
    const longer = line === "" ? word : `${line} ${word}`;
    if (line === "" || columnsOf(longer) <= columns) line = longer;
    else {
      lines.push(line);
      line = word;
    }
  }
  return [...lines, line];
}

// Chinese and Japanese have no spaces: their lines may break anywhere.
function broken(word: string, columns: number): string[] {
  const parts: string[] = [];
  let rest = word;
  while (columns > 1 && columnsOf(rest) > columns) {
    const head = startOf(rest, columns);
    if (head === "") break;
    parts.push(head);
    rest = rest.slice(head.length);
  }
  return [...parts, rest];
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
    const safe = drawnText(text);
    const width = unicodeWidth(safe);
    if (width > left) return [...kept, { text: headOf(safe, left), look }];
    kept.push({ text: safe, look });
    left -= width;
  }
  return kept;
}

function headOf(text: string, room: number): string {
  if (room <= 0) return "";
  return `${startOf(text, room - 1)}…`; // One column is for the mark.
}

/** As many whole characters from the start of `text` as fit into `columns`. */
function startOf(text: string, columns: number): string {
  let start = "";
  let width = 0;
  for (const character of charactersOf(text)) {
    width += columnsOf(character);
    if (width > columns) break;
    start += character;
  }
  return start;
}

/** What a person sees as single characters: a letter is not torn from its accent. */
function charactersOf(text: string): string[] {
  return Array.from(segmenter.segment(text), ({ segment }) => segment);
}
