// Values under names with dots: `a.b` is the member `b` of the member `a`.
// Only own members are looked at, so that `--toString` is a flag like any other and
// `--__proto__.x` never reaches the prototype that all objects share.

/** An object that grows with the flags that are set. */
export type FlagTree = Record<string, unknown>;

/** Whether something was set under the name. */
export function hasFlag(tree: FlagTree, name: string): boolean {
  const { folder, last } = placeOf(tree, name, { make: false });
  return folder !== undefined && Object.hasOwn(folder, last);
}

/** Sets the value, or adds it to the list that is there when `collect` is set. */
export function setFlag(tree: FlagTree, name: string, entry: Entry): void {
  const { folder, last } = placeOf(tree, name, { make: true });
  if (!folder) return;
  const before = Object.hasOwn(folder, last) ? folder[last] : undefined;
  if (!entry.collect) folder[last] = entry.value;
  else folder[last] = Array.isArray(before) ? [...before, entry.value] : [entry.value];
}

/** A value and whether it joins those before it. */
export interface Entry {
  readonly value: unknown;
  readonly collect: boolean;
}

interface Place {
  readonly folder: FlagTree | undefined;
  readonly last: string;
}

function placeOf(tree: FlagTree, name: string, { make }: { make: boolean }): Place {
  const steps = name.split(".");
  const last = steps.pop() ?? name;
  let folder: FlagTree | undefined = tree;
  for (const step of steps) folder = folder && memberOf(folder, step, make);
  return { folder, last };
}

function memberOf(folder: FlagTree, step: string, make: boolean): FlagTree | undefined {
  const found = Object.hasOwn(folder, step) ? folder[step] : undefined;
  if (isTree(found)) return found;
  if (!make) return undefined;
  const made: FlagTree = {};
  folder[step] = made;
  return made;
}

function isTree(value: unknown): value is FlagTree {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
