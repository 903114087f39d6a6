// Stand-in for the JSR package @std/path, for machines that cannot reach JSR.
// It gives the names that a program may expect of @std/path 1.x, over the platform's own
// `node:path`. Only the form of the machine it runs on is here: there is no `posix` and no
// `windows` submodule, and no glob patterns. Deleting `links` in deno.json gives the real package.
import {
  basename as nodeBasename,
  delimiter,
  dirname as nodeDirname,
  extname as nodeExtname,
  format,
  isAbsolute,
  join as nodeJoin,
  normalize as nodeNormalize,
  parse,
  relative,
  resolve,
  sep,
} from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

/** The pieces of a path, as {@linkcode parse} gives and {@linkcode format} takes them. */
export interface ParsedPath {
  root: string;
  dir: string;
  base: string;
  ext: string;
  name: string;
}

/** What separates two folders of a path on this machine: `/`, or `\` on Windows. */
export const SEPARATOR: "/" | "\\" = sep === "\\" ? "\\" : "/";

/** Matches one or more separators in a row. */
export const SEPARATOR_PATTERN: RegExp = sep === "\\" ? /[\\/]+/ : /\/+/;

/** What separates two paths of a list such as `PATH`: `:`, or `;` on Windows. */
export const DELIMITER: ":" | ";" = delimiter === ";" ? ";" : ":";

/** Joins pieces and normalizes the result; file URLs are accepted for the first piece. */
export function join(path: string | URL, ...paths: string[]): string {
  return nodeJoin(asPath(path), ...paths);
}

/** Resolves `..`, `.` and doubled separators; the empty path becomes `.`. */
export function normalize(path: string | URL): string {
  return nodeNormalize(asPath(path));
}

/** The folder part of a path or file URL. */
export function dirname(path: string | URL): string {
  return nodeDirname(asPath(path));
}

/** The last part of a path or file URL, without `suffix` where it ends so. */
export function basename(path: string | URL, suffix = ""): string {
  return nodeBasename(asPath(path), suffix);
}

/** The ending of a path or file URL with its dot, or the empty string. */
export function extname(path: string | URL): string {
  return nodeExtname(asPath(path));
}

/** The path that a `file:` URL names. Throws `TypeError` for any other URL. */
export function fromFileUrl(url: string | URL): string {
  return fileURLToPath(new URL(url));
}

/** The `file:` URL of an absolute path. Throws `TypeError` for a relative path. */
export function toFileUrl(path: string): URL {
  if (!isAbsolute(path)) {
    throw new TypeError(`Path must be absolute: received "${path}"`);
  }
  return pathToFileURL(path);
}

/** The path of either form; a URL that is not a `file:` URL throws `TypeError`. */
export function toPath(pathUrl: string | URL): string {
  return asPath(pathUrl);
}

function asPath(path: string | URL): string {
  return path instanceof URL ? fromFileUrl(path) : path;
}

export { format, isAbsolute, parse, relative, resolve };
