// Walks through a folder and all below it, with the behaviour of @std/fs.
// The order within a folder is the system's own. With `followSymlinks` a circle of links would
// never end: that is the caller's to know, as it is with the original.
import { basename, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";

/** Which entries {@linkcode walk} gives and into which folders it goes. */
export interface WalkOptions {
  /** How many folders deep to go; 0 is the root alone. Default: without limit. */
  maxDepth?: number;
  /** Default: true. */
  includeFiles?: boolean;
  /** Default: true. */
  includeDirs?: boolean;
  /** Default: true. Only where `followSymlinks` is not set. */
  includeSymlinks?: boolean;
  /** Default: false. */
  followSymlinks?: boolean;
  /** With `followSymlinks`: paths with the links resolved. Default: true. */
  canonicalize?: boolean;
  /** Endings of which one must fit, with or without their dot. */
  exts?: string[];
  /** Patterns of which one must fit the path. */
  match?: RegExp[];
  /** Patterns of which none may fit the path; a folder that fits is not entered. */
  skip?: RegExp[];
}

/** One entry of a walk; `path` starts with the root as it was given. */
export interface WalkEntry extends Deno.DirEntry {
  path: string;
}

/** Gives the root and everything below it that the options let through. */
export async function* walk(
  root: string | URL,
  options: WalkOptions = {},
): AsyncIterableIterator<WalkEntry> {
  const plan = planFor(options);
  const path = asPath(root);
  if (plan.depth < 0) return;
  if (wanted({ path, name: basename(path), ...FOLDER }, plan)) yield entryFor(path, FOLDER);
  if (plan.depth < 1 || !within(path, [], plan.skip)) return;
  for await (const found of Deno.readDir(path)) {
    let entry: WalkEntry = { ...found, path: join(path, found.name) };
    if (found.isSymlink) {
      if (!options.followSymlinks) {
        if (plan.symlinks && within(entry.path, plan.match, plan.skip, plan.exts)) yield entry;
        continue;
      }
      const target = await Deno.realPath(entry.path);
      entry = entryFor(plan.canonicalize ? target : entry.path, await Deno.lstat(target));
    }
    if (entry.isDirectory) yield* walk(entry.path, deeper(options));
    else if (wanted(entry, plan)) yield entry;
  }
}

/** {@linkcode walk} without waiting. */
export function* walkSync(
  root: string | URL,
  options: WalkOptions = {},
): IterableIterator<WalkEntry> {
  const plan = planFor(options);
  const path = asPath(root);
  if (plan.depth < 0) return;
  if (wanted({ path, name: basename(path), ...FOLDER }, plan)) yield entryFor(path, FOLDER);
  if (plan.depth < 1 || !within(path, [], plan.skip)) return;
  for (const found of Deno.readDirSync(path)) {
    let entry: WalkEntry = { ...found, path: join(path, found.name) };
    if (found.isSymlink) {
      if (!options.followSymlinks) {
        if (plan.symlinks && within(entry.path, plan.match, plan.skip, plan.exts)) yield entry;
        continue;
      }
      const target = Deno.realPathSync(entry.path);
      entry = entryFor(plan.canonicalize ? target : entry.path, Deno.lstatSync(target));
    }
    if (entry.isDirectory) yield* walkSync(entry.path, deeper(options));
    else if (wanted(entry, plan)) yield entry;
  }
}

interface Plan {
  readonly depth: number;
  readonly files: boolean;
  readonly folders: boolean;
  readonly symlinks: boolean;
  readonly canonicalize: boolean;
  readonly exts: readonly string[] | undefined;
  readonly match: readonly RegExp[];
  readonly skip: readonly RegExp[];
}

const FOLDER = { isFile: false, isDirectory: true, isSymlink: false } as const;

function planFor(options: WalkOptions): Plan {
  return {
    depth: options.maxDepth ?? Infinity,
    files: options.includeFiles ?? true,
    folders: options.includeDirs ?? true,
    symlinks: options.includeSymlinks ?? true,
    canonicalize: options.canonicalize ?? true,
    exts: options.exts?.map((ext) => ext.startsWith(".") ? ext : `.${ext}`),
    match: options.match ?? [],
    skip: options.skip ?? [],
  };
}

function deeper(options: WalkOptions): WalkOptions {
  return { ...options, maxDepth: (options.maxDepth ?? Infinity) - 1 };
}

function wanted(entry: WalkEntry, plan: Plan): boolean {
  const kind = entry.isDirectory ? plan.folders : plan.files;
  return kind && within(entry.path, plan.match, plan.skip, plan.exts);
}

function within(
  path: string,
  match: readonly RegExp[],
  skip: readonly RegExp[],
  exts?: readonly string[],
): boolean {
  if (exts && !exts.some((ext) => path.endsWith(ext))) return false;
  if (match.length > 0 && !match.some((pattern) => path.search(pattern) >= 0)) return false;
  return !skip.some((pattern) => path.search(pattern) >= 0);
}

function entryFor(path: string, kind: Omit<Deno.DirEntry, "name">): WalkEntry {
  const { isFile, isDirectory, isSymlink } = kind;
  return { path, name: basename(path), isFile, isDirectory, isSymlink };
}

function asPath(path: string | URL): string {
  return normalize(path instanceof URL ? fileURLToPath(path) : path);
}
