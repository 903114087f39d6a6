// Key sets as files: `keys/<name>.private.jwks.json` and `keys/<name>.public.jwks.json`.
//
// A private file belongs to its owner alone (mode 0600 from its first byte; one that others can
// read is refused, as ssh does), is never overwritten, and may be locked with a passphrase. What
// stands in a private file never reaches a message: JSON errors quote their input, so even those
// are replaced.

import { compactDecrypt, CompactEncrypt, errors } from "jose";
import { exists } from "@std/fs/exists";
import { join } from "@std/path";
import { type Bytes, fromUtf8, toUtf8 } from "../base/bytes.ts";
import { Fault } from "../base/fault.ts";
import { createFileAtomically, makeFolder, readBoundedFile } from "./atomic_file.ts";
import {
  checkPublicKeySet,
  parsePublicKeySet,
  type PublicKeySet,
  toPublicJwks,
} from "./key_set.ts";
import { parsePrivateKeySet, type PrivateKeySet, publicHalf } from "./private_key_set.ts";

/** The most that a key file may have: an RSA key of 8,192 bits, locked, takes about 12,000. */
export const KEY_FILE_BYTES_MAX = 65_536;

/** Rounds of PBKDF2 with SHA-512: over OWASP's advice (210,000); about half a second a try. */
export const PASSPHRASE_ROUNDS = 600_000;

/** A foreign file may ask for more rounds, but not for an hour of them. */
const passphraseRoundsMax = 4_000_000;

/** The fewest characters of a new passphrase. */
export const PASSPHRASE_CHARS_MIN = 8;

/** Gives the passphrase when a file turns out to need one; null where nobody can be asked. */
export type AskPassphrase = () => string | null;

/** The two files of a new key set. */
export interface KeyFiles {
  readonly privatePath: string;
  readonly publicPath: string;
}

/** Where the key files of `name`, a name that {@link isKeyName} accepts, lie in `folder`. */
export function keyFilePaths(folder: string, name: string): KeyFiles {
  return {
    privatePath: join(folder, `${name}.private.jwks.json`),
    publicPath: join(folder, `${name}.public.jwks.json`),
  };
}

/** The name of key files has this many characters at most. */
export const KEY_NAME_CHARS_MAX = 32;

/** Whether `name` can name key files: lower-case letters, digits, "-" and "_", 32 at most. */
export function isKeyName(name: string): boolean {
  return name.length <= KEY_NAME_CHARS_MAX && /^[a-z0-9](?:[a-z0-9_-]*[a-z0-9])?$/.test(name);
}

/** Throws a Fault `key_exists` where one of the two files is there, before any work is done. */
export async function refuseExistingKey({ privatePath, publicPath }: KeyFiles): Promise<void> {
  for (const path of [privatePath, publicPath]) if (await exists(path)) throw keyExists(path);
}

/**
 * Writes both files of `keySet`, the private one locked where a passphrase is given.
 *
 * Throws a Fault `key_exists` where either file is there, and then changes nothing.
 */
export async function createKeyFiles(
  keySet: PrivateKeySet,
  place: { readonly folder: string; readonly name: string; readonly passphrase: string | null },
): Promise<KeyFiles> {
  const paths = keyFilePaths(place.folder, place.name);
  const jwks = { keys: [keySet.encryption, keySet.signing] };
  const content = place.passphrase === null ? jwks : await lock(jwks, place.passphrase);
  await makeFolder(place.folder);
  // The public file first: a crash between the two then leaves nothing that is secret.
  const publicText = toJsonText(toPublicJwks(publicHalf(keySet)));
  if (!await createFileAtomically(paths.publicPath, publicText, { mode: 0o644 })) {
    throw keyExists(paths.publicPath);
  }
  if (!await createFileAtomically(paths.privatePath, toJsonText(content), { mode: 0o600 })) {
    await Deno.remove(paths.publicPath);
    throw keyExists(paths.privatePath);
  }
  return paths;
}

/**
 * The private key set in the file at `path`; `askPassphrase` is called only where it is locked.
 *
 * Throws a Fault `key_exposed` where others can read the file, `wrong_passphrase`, `bad_key`,
 * `bad_file`, `not_found` or `file_unreadable`.
 */
export async function readPrivateKeyFile(
  path: string,
  { askPassphrase }: { readonly askPassphrase: AskPassphrase },
): Promise<PrivateKeySet> {
  const content = await readPrivateJson(path);
  if (!isLocked(content)) return parsePrivateKeySet(content);
  const passphrase = askPassphrase();
  if (passphrase !== null) return parsePrivateKeySet(await unlock(path, content.jwe, passphrase));
  throw new Fault("wrong_passphrase", `"${path}": locked, and no passphrase was given`, {
    hint: "Run in a terminal to be asked for it, or set LEILAO_PASSPHRASE.",
  });
}

/**
 * The JSON of a private file. Throws a Fault `key_exposed` where others can read the file, and
 * `bad_key` where it is a public key set: that one may be read by all, and is the wrong file.
 */
export async function readPrivateJson(path: string): Promise<unknown> {
  const { text, mode } = await readBoundedFile(path, { bytesMax: KEY_FILE_BYTES_MAX });
  refusePublicKeySet(path, text);
  // Windows has no such bits: there the folder's access list is what guards the file.
  if (mode !== null && Deno.build.os !== "windows" && (mode & 0o077) !== 0) {
    const bits = (mode & 0o777).toString(8).padStart(4, "0");
    throw new Fault("key_exposed", `"${path}": found mode ${bits}, want 0600`, {
      hint: `Others can read this private key. Run: chmod 600 ${path}`,
    });
  }
  return parseJson(path, text);
}

/** Looked at before the mode: to close a public file to others would not make it private. */
function refusePublicKeySet(path: string, text: string): void {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return; // No JSON, so no public key set either: the checks that follow say what it is.
  }
  if (!checkPublicKeySet(value).ok) return;
  throw new Fault("bad_key", `"${path}": this is the public key, want the private one`, {
    hint: "Use the file that ends in .private.jwks.json.",
  });
}

/** The public key set in the file at `path`. Throws a Fault `bad_key`, or as reading does. */
export async function readPublicKeyFile(path: string): Promise<PublicKeySet> {
  const { text } = await readBoundedFile(path, { bytesMax: KEY_FILE_BYTES_MAX });
  return parsePublicKeySet(parseJson(path, text));
}

/** JSON as it stands in the house's files: indented, with a newline at the end. */
export function toJsonText(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

/** The JSON of `text`, which stood in the file at `path`. Throws a Fault `bad_file`. */
export function parseJson(path: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The platform's error quotes the text, which may be a private key: it is left out.
    throw new Fault("bad_file", `"${path}": found no JSON`);
  }
}

interface Locked {
  readonly jwe: string;
}

function isLocked(content: unknown): content is Locked {
  return typeof content === "object" && content !== null && "jwe" in content &&
    typeof content.jwe === "string" && Object.keys(content).length === 1;
}

async function lock(jwks: unknown, passphrase: string): Promise<Locked> {
  const jwe = await new CompactEncrypt(toUtf8(JSON.stringify(jwks)))
    .setProtectedHeader({ alg: "PBES2-HS512+A256KW", enc: "A256GCM", cty: "jwk-set+json" })
    .setKeyManagementParameters({ p2c: PASSPHRASE_ROUNDS })
    .encrypt(passphraseBytes(passphrase));
  return { jwe };
}

async function unlock(path: string, jwe: string, passphrase: string): Promise<unknown> {
  try {
    const { plaintext } = await compactDecrypt(jwe, passphraseBytes(passphrase), {
      keyManagementAlgorithms: ["PBES2-HS512+A256KW"],
      contentEncryptionAlgorithms: ["A256GCM"],
      maxPBES2Count: passphraseRoundsMax,
    });
    return parseJson(path, fromUtf8(plaintext) ?? "");
  } catch (error) {
    if (error instanceof Fault) throw error;
    if (error instanceof errors.JWEDecryptionFailed) {
      throw new Fault("wrong_passphrase", `"${path}": the passphrase does not open it`);
    }
    throw new Fault("bad_file", `"${path}": found a locked key that is not ours`, { cause: error });
  }
}

/** One passphrase typed on two systems may come as two spellings of the same letters. */
function passphraseBytes(passphrase: string): Bytes {
  return toUtf8(passphrase.normalize("NFC"));
}

function keyExists(path: string): Fault {
  return new Fault("key_exists", `"${path}": already exists`);
}
