// How a flag is spelled, and which flag a misspelled one was probably meant to be.

/** The spelling on the command line of a flag's name in code: `fromPem` is `from-pem`. */
export function flagName(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

/** The one of `names` that is nearest to `typed`, or null where none is near enough to suggest. */
export function closestName(typed: string, names: readonly string[]): string | null {
  // Two letters exchanged are two edits: that much is allowed from four letters on.
  const reach = Math.max(typed.length < 4 ? 1 : 2, Math.floor(typed.length / 3));
  let nearest: { readonly name: string; readonly edits: number } | null = null;
  for (const name of names) {
    const edits = name.startsWith(typed) && typed.length > 1 ? 1 : editDistance(typed, name);
    if (edits <= reach && edits < (nearest?.edits ?? Infinity)) nearest = { name, edits };
  }
  return nearest?.name ?? null;
}

/** Levenshtein's distance: the fewest letters to insert, delete or replace. */
function editDistance(from: string, to: string): number {
  let above = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (const [row, letter] of [...from].entries()) {
    const line = [row + 1];
    for (const [column, other] of [...to].entries()) {
      const replaced = (above[column] ?? 0) + (letter === other ? 0 : 1);
      line.push(Math.min(replaced, (above[column + 1] ?? 0) + 1, (line[column] ?? 0) + 1));
    }
    above = line;
  }
  return above.at(-1) ?? 0;
}
