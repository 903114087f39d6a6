// A check of a receiving path and the change of the source that takes it away. A test must then
// fail: a check that no test misses is not kept by any.

/** One check, and how to take it away so that the program still compiles. */
export interface Check {
  /** What the program does without it: a sentence that begins with the symbol. */
  readonly without: string;
  /** Stands exactly once in the file. */
  readonly search: string;
  readonly replace: string;
  /** A second place that has to change with the first. */
  readonly and?: { readonly search: string; readonly replace: string };
  /** The test files that must miss it, the likeliest first; those of its file where there are none. */
  readonly caughtBy?: readonly string[];
}

/** The checks of one source file. */
export interface CheckedFile {
  readonly file: string;
  readonly caughtBy: readonly string[];
  readonly checks: readonly Check[];
}

/** What is wrong with a check's place in the source, or the source without the check. */
export type Mutation =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly problem: string };

/** `text` without the check. */
export function withoutCheck(text: string, { search, replace, and }: Check): Mutation {
  const first = replaceOnce(text, { search, replace });
  return first.ok && and !== undefined ? replaceOnce(first.text, and) : first;
}

function replaceOnce(
  text: string,
  { search, replace }: { readonly search: string; readonly replace: string },
): Mutation {
  const places = text.split(search).length - 1;
  if (places !== 1) return { ok: false, problem: `found ${places} times: ${search}` };
  if (search === replace) return { ok: false, problem: `replaced by itself: ${search}` };
  // A function, since "$" means something in a text.
  return { ok: true, text: text.replace(search, () => replace) };
}
