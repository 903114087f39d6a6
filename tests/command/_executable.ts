// What `deno compile` has put into an executable: its permissions, its entry, its files.
//
// Behind the runtime lies a section that begins with a magic word: the length of a JSON text and
// that text (how to run), then npm's packages, then the length of another JSON text and that text
// (the tree of files). A format that has changed makes this fail, never pass.

import { assert } from "@std/assert";

/** An executable's own description. */
export interface Executable {
  readonly entry: string;
  /** As deno spells them: `allow_net` is a list, null where nothing is allowed. */
  readonly permissions: Readonly<Record<string, unknown>>;
  /** The paths of all embedded files, sorted. */
  readonly files: readonly string[];
}

const magic = new TextEncoder().encode("d3n0l4nd");

/** Reads the executable at `path`. */
export async function readExecutable(path: string): Promise<Executable> {
  const bytes = await Deno.readFile(path);
  // The runtime holds the magic word too, in its own code: what follows it tells them apart.
  for (let at = indexOf(bytes, magic, 0); at !== -1; at = indexOf(bytes, magic, at + 1)) {
    const metadata = jsonAt(bytes, at + magic.length);
    if (!isObject(metadata?.value)) continue;
    const { permissions, entrypoint_key: entry } = metadata.value;
    if (!isObject(permissions) || typeof entry !== "string") continue;
    const tree = indexOf(bytes, new TextEncoder().encode('[{"Dir":{"n":'), metadata.end);
    const files = tree === -1 ? null : jsonAt(bytes, tree - lengthBytes);
    assert(files !== null, "The tree of files could not be read");
    return { entry, permissions, files: pathsIn(files.value, "").sort() };
  }
  throw new Error(`"${path}" holds no description of an executable`);
}

const lengthBytes = 8;
type Json = { readonly value: unknown; readonly end: number };
type Members = Readonly<Record<string, unknown>>;

/** A JSON text behind its length in eight bytes, the least first. */
function jsonAt(bytes: Uint8Array, at: number): Json | null {
  if (at + lengthBytes > bytes.length) return null;
  const length = new DataView(bytes.buffer).getBigUint64(at, true);
  if (length === 0n || length > 16_777_216n) return null;
  const start = at + lengthBytes;
  const end = start + Number(length);
  try {
    return { value: JSON.parse(new TextDecoder().decode(bytes.subarray(start, end))), end };
  } catch {
    return null; // Bytes that only look like the beginning of one.
  }
}

function pathsIn(entries: unknown, folder: string): string[] {
  assert(Array.isArray(entries), `No list of entries in "${folder}"`);
  return entries.flatMap((entry: unknown) => {
    assert(isObject(entry), `No entry in "${folder}"`);
    const [kind, node] = Object.entries(entry)[0] ?? [];
    assert(isObject(node), `No node in "${folder}"`);
    const path = `${folder}${String(node["n"])}`;
    return kind === "Dir" ? pathsIn(node["e"], `${path}/`) : [path];
  });
}

function isObject(value: unknown): value is Members {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function indexOf(bytes: Uint8Array, word: Uint8Array, from: number): number {
  const first = word[0] ?? 0;
  for (let at = bytes.indexOf(first, from); at !== -1; at = bytes.indexOf(first, at + 1)) {
    if (word.every((byte, offset) => bytes[at + offset] === byte)) return at;
  }
  return -1;
}
