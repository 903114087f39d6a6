// The house's own key: Ed25519, made at the first start, in `keys/house.private.jwks.json`.
//
// Bidders pin its thumbprint, so it is made once and kept: losing the file means new invitations
// for everyone. It signs everything that the house says and never encrypts.

import { join } from "@std/path";
import { Fault } from "../base/fault.ts";
import { createFileAtomically, makeFolder, readBoundedFile } from "./atomic_file.ts";
import { KEY_FILE_BYTES_MAX, parseJson, readPrivateJson, toJsonText } from "./key_file.ts";
import { checkSigningJwk, type SigningJwk, thumbprint } from "./key_set.ts";
import { generateSigningJwk, importSigningJwk, type PrivateSigningJwk } from "./private_key_set.ts";

/** The name that no bidder's key may have. */
export const HOUSE_KEY_NAME = "house";

/** The house's key, ready for use. */
export interface HouseKey {
  /** Not extractable; for WebCrypto. */
  readonly sign: CryptoKey;
  /** For the thread that signs with node:crypto. Never log, print or send it. */
  readonly privateJwk: PrivateSigningJwk;
  readonly publicJwk: SigningJwk;
  /** RFC 7638, SHA-256, of the Ed25519 key: what bidders pin. */
  readonly thumbprint: string;
  /** True where this call made the key. */
  readonly isNew: boolean;
}

/** The path of the house's key in the folder `keysFolder`. */
export function houseKeyPath(keysFolder: string): string {
  return join(keysFolder, `${HOUSE_KEY_NAME}.private.jwks.json`);
}

/**
 * The house's key in the file at `path`, whoever may read that file: for copies of it, on a stick
 * that knows no modes. Faults: `not_found`, `bad_key`, `bad_file`, `file_unreadable`.
 */
export async function readHouseKeyCopy(path: string): Promise<HouseKey> {
  const { text } = await readBoundedFile(path, { bytesMax: KEY_FILE_BYTES_MAX });
  return await houseKeyFrom(path, { value: parseJson(path, text), isNew: false });
}

/**
 * The house's key in `folder`, made now where there is none.
 *
 * Throws a Fault `key_exposed`, `bad_key`, `bad_file`, `file_unreadable` or `file_unwritable`: a
 * key that is there but unfit is never replaced.
 */
export async function loadOrCreateHouseKey(folder: string): Promise<HouseKey> {
  const path = houseKeyPath(folder);
  const found = await readIfThere(path);
  if (found !== null) return await houseKeyFrom(path, { value: found.value, isNew: false });
  await makeFolder(folder);
  const jwks = { keys: [await generateSigningJwk()] };
  const isNew = await createFileAtomically(path, toJsonText(jwks), { mode: 0o600 });
  // Where another process was first, its key is the house's.
  const value = isNew ? jwks : await readPrivateJson(path);
  return await houseKeyFrom(path, { value, isNew });
}

async function readIfThere(path: string): Promise<{ readonly value: unknown } | null> {
  try {
    return { value: await readPrivateJson(path) };
  } catch (error) {
    if (error instanceof Fault && error.code === "not_found") return null;
    throw error;
  }
}

async function houseKeyFrom(
  path: string,
  { value, isNew }: { readonly value: unknown; readonly isNew: boolean },
): Promise<HouseKey> {
  const privateJwk = parseHouseJwks(value);
  if (privateJwk === null) {
    throw new Fault("bad_key", `"${path}": want a JWK Set of one private Ed25519 key`, {
      hint: "Bring the file back from a backup; a new key means new invitations for everyone.",
    });
  }
  const { d: _d, ...publicJwk } = privateJwk;
  const sign = await importSigningJwk(privateJwk);
  return { sign, privateJwk, publicJwk, thumbprint: thumbprint(publicJwk), isNew };
}

function parseHouseJwks(value: unknown): PrivateSigningJwk | null {
  if (typeof value !== "object" || value === null || !("keys" in value)) return null;
  if (!Array.isArray(value.keys) || value.keys.length !== 1) return null;
  const jwk: unknown = value.keys[0];
  if (typeof jwk !== "object" || jwk === null || !("d" in jwk)) return null;
  const { d, ...rest } = jwk;
  const signing = checkSigningJwk({ ...rest });
  if (typeof signing === "string" || typeof d !== "string" || d.length !== 43) return null;
  return { ...signing, d };
}
