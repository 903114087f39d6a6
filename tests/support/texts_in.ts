// The texts inside a table of texts: finished ones, and those that functions make of their arguments.

/** What stands for every argument of a text. */
export const ARGUMENT_MARK = "§";

/** Arguments that a text looks up a word by, by the end of the way to it. */
const lookedUp: Readonly<Record<string, readonly unknown[]>> = {
  ".passed": [ARGUMENT_MARK, "no_bids"],
};

/** An argument of any type: a mark as a text, and marks in whatever is looked for in it. */
export const anyArgument: unknown = new Proxy(function () {}, {
  get: (_target, name) => {
    if (name === Symbol.toPrimitive) return () => ARGUMENT_MARK;
    if (name === Symbol.iterator) return () => [anyArgument].values();
    return anyArgument;
  },
  apply: () => anyArgument,
});

/** Each text below `value`, by the way to it. */
export function textsIn(value: unknown, path = ""): ReadonlyMap<string, string> {
  if (typeof value === "string") return new Map([[path, value]]);
  if (value === anyArgument) return new Map([[path, ARGUMENT_MARK]]);
  if (typeof value === "function") {
    return textsIn(
      value(...lookedUp[path] ?? [anyArgument, anyArgument, anyArgument]),
      `${path}()`,
    );
  }
  if (typeof value !== "object" || value === null) return new Map();
  return new Map(
    Object.entries(value).flatMap(([key, part]) => [...textsIn(part, `${path}.${key}`)]),
  );
}
