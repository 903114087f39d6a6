// The admin token in its file: made once, readable by its owner alone, and never shown elsewhere.

import { join } from "@std/path";
import { fromBase64url, toBase64url } from "../base/bytes.ts";
import { Fault } from "../base/fault.ts";
import { createFileAtomically, makeFolder, readBoundedFile } from "../secure/atomic_file.ts";

const tokenBytes = 32;
const fileBytesMax = 256;
const startAgain = "Delete the file and start again: the house makes a new token.";

/** The path of the token's file in the folder `keysFolder`. */
export function adminTokenPath(keysFolder: string): string {
  return join(keysFolder, "admin.token");
}

/**
 * The house's admin token, 32 random bytes in base64url: made at the first call, and kept in
 * `keysFolder` with mode 0600. A file that others can read is refused, as ssh does: what is in it
 * is no secret any more. Faults: `key_exposed`, `bad_file`, `file_unreadable`, `file_unwritable`.
 */
export async function loadAdminToken(keysFolder: string): Promise<string> {
  await makeFolder(keysFolder);
  const path = adminTokenPath(keysFolder);
  const token = toBase64url(crypto.getRandomValues(new Uint8Array(tokenBytes)));
  // Of two houses that start at once, one makes the token and the other one reads it.
  if (await createFileAtomically(path, `${token}\n`, { mode: 0o600 })) return token;
  return await readToken(path);
}

async function readToken(path: string): Promise<string> {
  const { text, mode } = await readBoundedFile(path, { bytesMax: fileBytesMax });
  if (mode !== null && (mode & 0o077) !== 0) {
    const found = (mode & 0o777).toString(8).padStart(4, "0");
    throw new Fault("key_exposed", `admin token "${path}": found mode ${found}, want 0600`, {
      hint: startAgain,
    });
  }
  const token = text.endsWith("\n") ? text.slice(0, -1) : text;
  if (fromBase64url(token)?.length === tokenBytes) return token;
  throw new Fault("bad_file", `admin token "${path}": want 32 bytes in base64url`, {
    hint: startAgain,
  });
}
