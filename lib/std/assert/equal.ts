// Deep equality as @std/assert documents it: by structure, not by identity.
// 0 equals -0 and NaN equals NaN; a property that is `undefined` is not the same as a missing one;
// sets and maps are compared without regard to order; values of two classes are never equal.

type Pairs = Map<object, object>;

/** Whether the two are equal in structure. Throws `TypeError` for two WeakMaps or WeakSets. */
export function equal(a: unknown, b: unknown): boolean {
  return same(a, b, new Map());
}

function same(a: unknown, b: unknown, seen: Pairs): boolean {
  if (a === b || Object.is(a, b)) return true;
  if (!isObject(a) || !isObject(b) || !sameKind(a, b)) return false;
  if (a instanceof Date && b instanceof Date) return sameTime(a, b);
  if (isWrittenForm(a) && isWrittenForm(b)) return String(a) === String(b);
  if (a instanceof WeakMap || a instanceof WeakSet) {
    throw new TypeError("cannot compare WeakMap or WeakSet instances");
  }
  if (a instanceof WeakRef && b instanceof WeakRef) return same(a.deref(), b.deref(), seen);
  // A pair that is being compared further up holds if the rest of it does: circles end here.
  if (seen.get(a) === b) return true;
  seen.set(a, b);
  const [aBytes, bBytes] = [bytesOf(a), bytesOf(b)];
  if (aBytes && bBytes) return sameItems(aBytes, bBytes);
  return sameMembers(a, b, seen) && sameProperties(a, b, seen);
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

/** Those that say all about themselves as text. */
function isWrittenForm(value: object): boolean {
  return value instanceof RegExp || value instanceof URL || value instanceof URLSearchParams;
}

/** Bytes may be many, and need no comparison property by property. */
function bytesOf(value: object): Uint8Array | undefined {
  if (value instanceof Uint8Array) return value;
  if (value instanceof ArrayBuffer) return new Uint8Array(value);
  if (!(value instanceof DataView)) return undefined;
  return new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
}

function sameItems(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, at) => byte === b[at]);
}

/** One class on both sides; an object without a prototype counts as a plain one. */
function sameKind(a: object, b: object): boolean {
  return kindOf(a) === kindOf(b);
}

function kindOf(value: object): unknown {
  return Object.getPrototypeOf(value) ?? Object.prototype;
}

function sameTime(a: Date, b: Date): boolean {
  return Object.is(a.getTime(), b.getTime());
}

function sameMembers(a: object, b: object, seen: Pairs): boolean {
  if (a instanceof Set && b instanceof Set) return sameSet(a, b, seen);
  if (a instanceof Map && b instanceof Map) return sameMap(a, b, seen);
  return true;
}

/** Plain members are looked up; only those that are objects need to be tried against each other. */
function sameSet(a: ReadonlySet<unknown>, b: ReadonlySet<unknown>, seen: Pairs): boolean {
  if (a.size !== b.size) return false;
  const plain = [...a].filter((member) => !isObject(member));
  if (!plain.every((member) => b.has(member))) return false;
  return pairedOff([...a].filter(isObject), [...b].filter(isObject), seen);
}

function sameMap(
  a: ReadonlyMap<unknown, unknown>,
  b: ReadonlyMap<unknown, unknown>,
  seen: Pairs,
): boolean {
  if (a.size !== b.size) return false;
  const plain = [...a].filter(([key]) => !isObject(key));
  if (!plain.every(([key, value]) => b.has(key) && same(value, b.get(key), seen))) return false;
  return pairedOff(
    [...a].filter(([key]) => isObject(key)),
    [...b].filter(([key]) => isObject(key)),
    seen,
  );
}

/** Every one of the first has its own partner among the second. */
function pairedOff(a: readonly unknown[], b: readonly unknown[], seen: Pairs): boolean {
  if (a.length !== b.length) return false;
  const rest = [...b];
  for (const member of a) {
    // A comparison that fails must leave no trace in `seen`, so each has its own copy.
    const at = rest.findIndex((other) => same(member, other, new Map(seen)));
    if (at < 0) return false;
    rest.splice(at, 1);
  }
  return true;
}

function sameProperties(a: object, b: object, seen: Pairs): boolean {
  const keys = propertiesOf(a);
  if (keys.length !== propertiesOf(b).length) return false;
  if (!keys.every((key) => Object.hasOwn(b, key))) return false;
  return [...keys, ...gettersOf(a)].every((key) =>
    same(Reflect.get(a, key), Reflect.get(b, key), seen)
  );
}

function propertiesOf(value: object): PropertyKey[] {
  const symbols = Object.getOwnPropertySymbols(value)
    .filter((symbol) => Object.prototype.propertyIsEnumerable.call(value, symbol));
  return [...Object.keys(value), ...symbols];
}

/** What the classes of an object tell about it through getters, its hidden state among it. */
function gettersOf(value: object): PropertyKey[] {
  // A view tells where in its buffer it lies, which says nothing about what it holds.
  if (ArrayBuffer.isView(value)) return [];
  const getters: PropertyKey[] = value instanceof Error ? ["name", "message"] : [];
  let level: object | null = Object.getPrototypeOf(value);
  while (level !== null && Object.getPrototypeOf(level) !== null) {
    for (const [key, property] of Object.entries(Object.getOwnPropertyDescriptors(level))) {
      if (property.get !== undefined) getters.push(key);
    }
    level = Object.getPrototypeOf(level);
  }
  return getters;
}
