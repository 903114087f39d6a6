// Changes to CBOR that keep most of it whole: items swapped, retyped, nested, counted wrongly.
//
// The bytes are taken apart into items and written again, with heads that may lie. Bytes that are
// no CBOR are left to changedBytes.

import { type Bytes, concat, toUtf8, u64 } from "../../lib/base/bytes.ts";
import { PADDED_BYTES } from "../../lib/wire/limits.ts";
import { type Chance, type Change, changedBytes } from "./_mutator.ts";

/** One item: a head's type and argument, and what follows it. */
interface Item {
  readonly major: number;
  readonly argument: bigint;
  /** The text or bytes that follow, or the raw bytes of an item that is written as it stands. */
  readonly content: Uint8Array;
  readonly items: readonly Item[];
  readonly isRaw: boolean;
}

const nothing = new Uint8Array(0);
const widths = [0, 1, 2, 4, 8] as const;

/** Deeper items are changed as bytes: this file goes down them by calling itself. */
const depthMax = 700;

/** Items of every kind that a decoder may meet, right and wrong. */
const strangers: readonly string[] = [
  ...["00", "17", "1818", "18ff", "190100", "1a00010000", "1a7fffffff", "1b001fffffffffffff"],
  ...["1b0020000000000000", "1bffffffffffffffff", "20", "3b001fffffffffffff", "3bffffffffffffffff"],
  ...["f4", "f5", "f6", "f7", "f97e00", "f97c00", "f93c00", "fb3ff8000000000000", "fa7fc00000"],
  ...["fb7ff8000000000000", "fbc1e0000000000000", "f8ff", "e0", "ff", "1f", "1c", "5b"],
  ...["40", "60", "80", "a0", "a10000", "a200000000", "c000", "c11a514b67b0", "c24101", "d9d9f700"],
  ...["63efbbbf", "64efbbbf61", "62c328", "61ff", "6161", "67e280ae313030", "9f00ff", "5f4100ff"],
  ...["5affffffff", "9affffffff", "9b001fffffffffffff", "7b7fffffffffffffff", "bb00000000ffffffff"],
];

/** Bytes as CBOR with one thing about one item changed; other bytes as {@link changedBytes}. */
export const changedCbor: Change<Bytes> = (bytes, chance, other) => {
  const top = itemAt(bytes, { at: 0, depth: 0 });
  if (top === null || top.next !== bytes.length) return changedBytes(bytes, chance, other);
  const target = chance.below(count(top.item));
  const donor = itemAt(other, { at: 0, depth: 0 })?.item ?? top.item;
  return written(replaced(top.item, target, (item) => changedItem(item, chance, donor)).item);
};

/** A message of one member has its length before it and zeros behind it: only its inside is CBOR. */
export const changedMemberMessage: Change<Bytes> = (padded, chance, other) => {
  const message = changedCbor(insideOf(padded), chance, insideOf(other));
  const size = chance.one([...PADDED_BYTES, message.length + 2]);
  const whole = new Uint8Array(Math.max(size, message.length + 2));
  whole.set(u64(message.length).subarray(6));
  whole.set(message, 2);
  return whole;
};

function insideOf(padded: Bytes): Bytes {
  const [high = 0, low = 0] = padded;
  return padded.slice(2, 2 + (high << 8 | low));
}

function changedItem(item: Item, chance: Chance, donor: Item): Item {
  switch (chance.below(9)) {
    case 0:
      return raw(Uint8Array.fromHex(chance.one(strangers)));
    case 1:
      return { ...item, major: chance.below(8) };
    case 2:
      return { ...item, argument: item.argument + chance.one([1n, -1n, 2n, 256n, 1n << 32n]) };
    case 3:
      return raw(overlong(item, chance));
    case 4:
      return nested(item, chance.one([1, 2, 40, 600]));
    case 5:
      return item.items.length === 0 ? withContent(item, chance) : withItems(item, chance, donor);
    case 6:
      return withItems(item, chance, donor);
    case 7:
      return replaced(donor, chance.below(count(donor)), (piece) => piece).picked;
    default:
      return withContent(item, chance);
  }
}

/** The item's list with an entry out, doubled, swapped or taken from elsewhere. */
function withItems(item: Item, chance: Chance, donor: Item): Item {
  const { items } = item;
  const at = chance.below(items.length);
  const [before, here, after] = [items.slice(0, at), items.slice(at, at + 1), items.slice(at + 1)];
  const lists: readonly (readonly Item[])[] = [
    [...before, ...after],
    [...before, ...here, ...here, ...after],
    [...before, ...after.slice(0, 1), ...here, ...after.slice(1)],
    [...items, ...donor.items.slice(0, 1 + chance.below(4))],
    Array<readonly Item[]>(chance.one([20, 70, 300])).fill(here).flat(),
  ];
  const list = chance.one(lists);
  return { ...item, items: list, argument: BigInt(list.length) };
}

/** The item's bytes or text a little longer, shorter, or other; a number at another place. */
function withContent(item: Item, chance: Chance): Item {
  if (item.major !== 2 && item.major !== 3) {
    return { ...item, argument: BigInt(chance.below(2 ** 31)) >> BigInt(chance.below(31)) };
  }
  const { content } = item;
  const tail = chance.one(["", "a", "\u202e", "\0", "é", " ", "\ufeff", "A".repeat(300)]);
  const changed = chance.one([
    concat(content, toUtf8(tail)),
    concat(toUtf8(tail), content),
    content.subarray(1),
    concat(content.subarray(0, -1), Uint8Array.of(chance.below(256))),
    nothing,
  ]);
  return { ...item, content: changed, argument: BigInt(changed.length) };
}

function nested(item: Item, depth: number): Item {
  let inner = item;
  for (let i = 0; i < depth; i++) {
    inner = { major: 4, argument: 1n, content: nothing, items: [inner], isRaw: false };
  }
  return inner;
}

function overlong(item: Item, chance: Chance): Uint8Array {
  const width = chance.one([1, 2, 4, 8]);
  return concat(head(item.major, item.argument, width), item.content, ...item.items.map(written));
}

function raw(content: Uint8Array): Item {
  return { major: 0, argument: 0n, content, items: [], isRaw: true };
}

function count({ items }: Item): number {
  return items.reduce((sum, item) => sum + count(item), 1);
}

/** The item with the one at place `at` (in the order of the bytes) changed, and that one as it was. */
function replaced(
  item: Item,
  at: number,
  change: (item: Item) => Item,
): { readonly item: Item; readonly picked: Item } {
  if (at === 0) return { item: change(item), picked: item };
  let left = at - 1;
  for (const [index, inner] of item.items.entries()) {
    const size = count(inner);
    if (left < size) {
      const { item: changed, picked } = replaced(inner, left, change);
      return { item: { ...item, items: item.items.with(index, changed) }, picked };
    }
    left -= size;
  }
  return { item, picked: item };
}

function written(item: Item): Bytes {
  if (item.isRaw) return new Uint8Array(item.content);
  return concat(head(item.major, item.argument), item.content, ...item.items.map(written));
}

/** A head in its shortest form, or in one of `width` bytes after the first. */
function head(major: number, argument: bigint, width?: number): Bytes {
  const value = BigInt.asUintN(64, argument);
  const least = value < 24n
    ? 0
    : widths.find((bytes) => bytes > 0 && value >> BigInt(8 * bytes) === 0n);
  const size = Math.max(width ?? 0, least ?? 8);
  if (size === 0) return Uint8Array.of(major << 5 | Number(value));
  const bytes = new Uint8Array(9);
  new DataView(bytes.buffer).setBigUint64(1, value);
  return concat(Uint8Array.of(major << 5 | 24 + Math.log2(size)), bytes.subarray(9 - size));
}

interface Place {
  readonly at: number;
  readonly depth: number;
}

/** The item that begins at a place and where the next one does, or null. */
function itemAt(
  bytes: Uint8Array,
  { at, depth }: Place,
): { readonly item: Item; readonly next: number } | null {
  if (depth > depthMax) return null;
  const first = bytes[at];
  const width = first === undefined ? undefined : widthOf(first & 31);
  if (first === undefined || width === undefined || at + 1 + width > bytes.length) return null;
  const major = first >> 5;
  const argument = width === 0
    ? BigInt(first & 31)
    : BigInt(`0x${bytes.subarray(at + 1, at + 1 + width).toHex()}`);
  let next = at + 1 + width;
  if (major === 7) return { item: raw(bytes.subarray(at, next)), next };
  if (major === 2 || major === 3) {
    const end = next + Number(argument);
    if (end > bytes.length) return null;
    const content = bytes.subarray(next, end);
    return { item: { major, argument, content, items: [], isRaw: false }, next: end };
  }
  const items: Item[] = [];
  const entries = major === 4 ? Number(argument) : major === 5 ? 2 * Number(argument) : 0;
  while (items.length < entries) {
    const inner = itemAt(bytes, { at: next, depth: depth + 1 });
    if (inner === null) return null;
    items.push(inner.item);
    next = inner.next;
  }
  return { item: { major, argument, content: nothing, items, isRaw: false }, next };
}

function widthOf(argument: number): number | undefined {
  return argument < 24 ? 0 : argument < 28 ? 1 << (argument - 24) : undefined;
}
