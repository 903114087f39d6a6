// What @std/assert means by equal. The same tests must pass with the package itself.
import { assert, assertFalse, assertThrows, equal } from "@std/assert";

const circle = (): { self?: unknown } => {
  const made: { self?: unknown } = {};
  made.self = made;
  return made;
};

class Meters {
  readonly #value: number;
  constructor(value: number) {
    this.#value = value;
  }
  get value(): number {
    return this.#value;
  }
}

class Feet extends Meters {}

const SYMBOL = Symbol("lot");

const SAME: Readonly<Record<string, readonly [unknown, unknown]>> = {
  "numbers": [7, 7],
  "0 and -0": [0, -0],
  "NaN and NaN": [[NaN], [NaN]],
  "big integers": [7n, 7n],
  "nested objects": [{ lot: { bids: [1, { by: "ana" }] } }, { lot: { bids: [1, { by: "ana" }] } }],
  "keys in another order": [{ a: 1, b: 2 }, { b: 2, a: 1 }],
  "symbol keys": [{ [SYMBOL]: 1 }, { [SYMBOL]: 1 }],
  "an object without a prototype": [{ a: 1 }, Object.assign(Object.create(null), { a: 1 })],
  "bytes": [new Uint8Array([1, 2]), new Uint8Array([1, 2])],
  "bytes of a larger buffer": [
    new Uint8Array([0, 1, 2]).subarray(1),
    new Uint8Array([1, 2]),
  ],
  "floats": [new Float64Array([NaN, 0]), new Float64Array([NaN, -0])],
  "buffers": [new Uint8Array([1, 2]).buffer, new Uint8Array([1, 2]).buffer],
  "data views": [new DataView(new ArrayBuffer(2)), new DataView(new ArrayBuffer(2))],
  "dates": [new Date(5), new Date(5)],
  "invalid dates": [new Date(NaN), new Date(NaN)],
  "patterns": [/a/g, /a/g],
  "URLs": [new URL("https://a.test/?b"), new URL("https://a.test/?b")],
  "query parameters": [new URLSearchParams("a=1"), new URLSearchParams("a=1")],
  "sets in another order": [new Set([1, { a: 1 }]), new Set([{ a: 1 }, 1])],
  "sets of two alike": [new Set([{ a: 1 }, { a: 2 }]), new Set([{ a: 2 }, { a: 1 }])],
  "maps in another order": [
    new Map<unknown, unknown>([["a", 1], [{ b: 2 }, [2]]]),
    new Map<unknown, unknown>([[{ b: 2 }, [2]], ["a", 1]]),
  ],
  "circles": [circle(), circle()],
  "a class by what it tells": [new Meters(7), new Meters(7)],
};

const DIFFERENT: Readonly<Record<string, readonly [unknown, unknown]>> = {
  "numbers": [7, 8],
  "a number and its text": [7, "7"],
  "null and undefined": [null, undefined],
  "null and an object": [null, {}],
  "an undefined property and a missing one": [{ a: undefined }, {}],
  "undefined properties of other names": [{ a: undefined }, { b: undefined }],
  "nested objects": [{ lot: { bids: [1] } }, { lot: { bids: [2] } }],
  "symbol values": [{ [SYMBOL]: 1 }, { [SYMBOL]: 2 }],
  "arrays in another order": [[1, 2], [2, 1]],
  "arrays of other lengths": [[1], [1, 2]],
  "an array and its object": [[1], { 0: 1 }],
  "bytes": [new Uint8Array([1, 2]), new Uint8Array([1, 3])],
  "bytes of other lengths": [new Uint8Array([0]), new Uint8Array([0, 0])],
  "bytes and numbers": [new Uint8Array([1, 2]), [1, 2]],
  "bytes of another kind": [new Uint8Array([1]), new Uint16Array([1])],
  "buffers": [new Uint8Array([1, 2]).buffer, new Uint8Array([1, 3]).buffer],
  "dates": [new Date(5), new Date(6)],
  "a date and an invalid one": [new Date(5), new Date(NaN)],
  "patterns": [/a/, /a/g],
  "URLs": [new URL("https://a.test/"), new URL("https://b.test/")],
  "sets": [new Set([1]), new Set([2])],
  "sets of objects": [new Set([{ a: 1 }, { a: 1 }]), new Set([{ a: 1 }, { a: 2 }])],
  "sets of other sizes": [new Set([1]), new Set([1, 2])],
  "map values": [new Map([["a", { b: 1 }]]), new Map([["a", { b: 2 }]])],
  "map keys": [new Map([[{ a: 1 }, 1]]), new Map([[{ a: 2 }, 1]])],
  "a map and a set": [new Map(), new Set()],
  "classes": [new Meters(7), new Feet(7)],
  "a class by what it tells": [new Meters(7), new Meters(8)],
};

for (const [name, [a, b]] of Object.entries(SAME)) {
  Deno.test(`equal() takes for the same: ${name}`, () => {
    assert(equal(a, b));
    assert(equal(b, a));
  });
}

for (const [name, [a, b]] of Object.entries(DIFFERENT)) {
  Deno.test(`equal() tells apart: ${name}`, () => {
    assertFalse(equal(a, b));
    assertFalse(equal(b, a));
  });
}

Deno.test("equal() refuses to compare what cannot be looked into", () => {
  assertThrows(() => equal(new WeakMap(), new WeakMap()), TypeError);
  assertThrows(() => equal(new WeakSet(), new WeakSet()), TypeError);
});

Deno.test("equal() compares large sets and maps of plain values quickly", () => {
  const numbers = Array.from({ length: 20_000 }, (_, at) => at);
  assert(equal(new Set(numbers), new Set(numbers.toReversed())));
  const pairs = numbers.map((at): [number, number] => [at, at]);
  assertFalse(equal(new Map(pairs), new Map(pairs.with(-1, [19_999, 0]))));
});
