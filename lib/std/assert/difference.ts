// How a value and the difference of two values are written in a failure's message.
// The lines of both are compared and only those that differ are marked: - what was, + what is
// wanted. Written for a person; no test may depend on it.

/** A value as text, with every level and every entry, in the same order each time. */
export function shown(value: unknown): string {
  return Deno.inspect(value, {
    depth: Infinity,
    sorted: true,
    trailingComma: true,
    compact: false,
    iterableLimit: Infinity,
    strAbbreviateSize: Infinity,
  });
}

/** The lines of both values, those that differ marked with `-` (actual) and `+` (expected). */
export function difference(actual: unknown, expected: unknown): string {
  const was = linesOf(actual);
  const want = linesOf(expected);
  const head = commonLength(was, want);
  const tail = commonLength(was.slice(head).reverse(), want.slice(head).reverse());
  return [
    "    [Diff] - Actual / + Expected",
    "",
    ...was.slice(0, head).map((line) => `    ${line}`),
    ...was.slice(head, was.length - tail).map((line) => `-   ${line}`),
    ...want.slice(head, want.length - tail).map((line) => `+   ${line}`),
    ...was.slice(was.length - tail).map((line) => `    ${line}`),
  ].join("\n");
}

function linesOf(value: unknown): string[] {
  return (typeof value === "string" ? value : shown(value)).split("\n");
}

function commonLength(a: readonly string[], b: readonly string[]): number {
  const end = a.findIndex((line, at) => line !== b[at]);
  return end < 0 ? a.length : end;
}
