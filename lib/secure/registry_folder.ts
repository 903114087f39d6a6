// The house's list of bidders as a folder: one file a bidder, `keys/registered/paddle-12.jwks.json`.
//
// Files may also be put there by hand, under any name that ends in .jwks.json. A file that is
// unfit is reported and leaves the others alone. Where two files claim the same key or paddle,
// neither counts: choosing one would let a copied file undo a ban.

import { join } from "@std/path";
import { asFault, Fault, type FaultCode } from "../base/fault.ts";
import {
  createFileAtomically,
  makeFolder,
  readBoundedFile,
  writeFileAtomically,
} from "./atomic_file.ts";
import { floorClaimFile, floorPaddles } from "./floor_paddles.ts";
import { KEY_FILE_BYTES_MAX, toJsonText } from "./key_file.ts";
import type { PublicKeySet } from "./key_set.ts";
import {
  BIDDER_NAME_CHARS_MAX,
  type BidderStatus,
  checkBidderName,
  isPaddle,
  nameKey,
  nextPaddle,
  paddleKey,
  parseRegisteredBidder,
  type RegisteredBidder,
  registeredBidder,
  sharedBy,
  toRegistryFile,
} from "./registry.ts";

/** The most files that are looked at: twice the bidders that a house is built for. */
export const REGISTRY_FILES_MAX = 20_000;

/** How many files are read at the same time. */
const readsAtOnce = 64;

/** A bidder and the file that it stands in. */
export interface RegistryEntry {
  readonly file: string;
  readonly bidder: RegisteredBidder;
}

/** A file of the folder that does not count, and why, for the operator. */
export interface RegistryProblem {
  readonly file: string;
  readonly code: FaultCode;
  readonly message: string;
}

/** What the folder says, in the order of the files' names. */
export interface RegistryReading {
  readonly entries: readonly RegistryEntry[];
  readonly problems: readonly RegistryProblem[];
}

/**
 * All bidders of `folder`; a folder that is not there holds none.
 *
 * Throws a Fault `file_unreadable`, or `bad_file` where there are too many files.
 */
export async function readRegistry(folder: string): Promise<RegistryReading> {
  const files = await registryFiles(folder);
  const entries: RegistryEntry[] = [];
  const problems: RegistryProblem[] = [];
  for (let at = 0; at < files.length; at += readsAtOnce) {
    const batch = files.slice(at, at + readsAtOnce);
    for (const read of await Promise.all(batch.map((file) => readEntry(folder, file)))) {
      if ("bidder" in read) entries.push(read);
      else problems.push(read);
    }
  }
  const clashes = findClashes(entries);
  const clashing = new Set(clashes.map(({ file }) => file));
  return {
    entries: entries.filter(({ file }) => !clashing.has(file)),
    problems: [...problems, ...clashes],
  };
}

/**
 * Adds a bidder under `paddle`, or under the next free number.
 *
 * Throws a Fault `already_registered` where the key, the name or the paddle is taken,
 * `bad_arguments` for a name or paddle that cannot be one, and `bad_file` while a file of the
 * folder is unfit: what it hides could be the same bidder.
 */
export async function registerBidder(
  folder: string,
  wish: {
    readonly keySet: PublicKeySet;
    readonly name: string;
    readonly paddle?: string;
  },
): Promise<RegistryEntry> {
  const name = checkBidderName(wish.name);
  if (name === null) throw badName(wish.name);
  if (wish.paddle !== undefined && !isPaddle(wish.paddle)) throw badPaddle(wish.paddle);
  const { entries } = await readSoundRegistry(folder);
  const others = entries.map(({ bidder }) => bidder);
  const onTheFloor = await floorPaddles(folder);
  const given = [...others, ...onTheFloor.map((paddle) => ({ paddle }))];
  const paddle = wish.paddle ?? nextPaddle(given);
  if (onTheFloor.includes(paddleKey(paddle))) {
    throw taken(`paddle ${paddle} is held by someone in the room`);
  }
  const bidder = registeredBidder(wish.keySet, { name, paddle, status: "registered" });
  refuseTaken(bidder, others);
  await makeFolder(folder);
  const file = `paddle-${paddleKey(paddle)}.jwks.json`;
  const text = toJsonText(toRegistryFile(bidder));
  // Two registrations at the same time may choose one number: the file's name decides.
  if (await createFileAtomically(join(folder, file), text, { mode: 0o644 })) {
    return { file, bidder };
  }
  throw taken(`the file "${file}" is there already`);
}

/**
 * Claims `paddle` for someone without keys: no bidder can be registered under it from now on. A
 * claim that is there already, from an earlier sale, is left as it is.
 *
 * Throws a Fault `already_registered` where a bidder has the paddle, and `bad_file` while a file of
 * the folder is unfit.
 */
export async function claimFloorPaddle(folder: string, paddle: string): Promise<void> {
  const { entries } = await readSoundRegistry(folder);
  const owner = entries.find(({ bidder }) => paddleKey(bidder.paddle) === paddleKey(paddle));
  if (owner !== undefined) {
    throw taken(`paddle ${paddle} belongs to the bidder "${owner.bidder.name}"`);
  }
  await makeFolder(folder);
  const path = join(folder, floorClaimFile(paddle));
  await createFileAtomically(path, toJsonText({ paddle }), { mode: 0o644 });
}

/**
 * Gives the bidder with that paddle, or else that name, another status.
 *
 * Throws a Fault `not_found`, or `bad_file` while a file of the folder is unfit.
 */
export async function setBidderStatus(
  folder: string,
  wish: { readonly who: string; readonly status: BidderStatus },
): Promise<RegistryEntry> {
  const { entries } = await readSoundRegistry(folder);
  const entry = findEntry(entries, wish.who);
  if (entry === null) {
    throw new Fault("not_found", `registry: no one with paddle or name "${wish.who}"`, {
      hint: "See who is registered with `deno task register --list`.",
    });
  }
  const bidder = { ...entry.bidder, status: wish.status };
  const path = join(folder, entry.file);
  await writeFileAtomically(path, toJsonText(toRegistryFile(bidder)), { mode: 0o644 });
  return { file: entry.file, bidder };
}

/** The entry with that paddle, or else that name alone has, or null. */
export function findEntry(entries: readonly RegistryEntry[], who: string): RegistryEntry | null {
  const byPaddle = entries.find(({ bidder }) => paddleKey(bidder.paddle) === paddleKey(who));
  if (byPaddle !== undefined) return byPaddle;
  const named = entries.filter(({ bidder }) => nameKey(bidder.name) === nameKey(who));
  return named.length === 1 ? named[0] ?? null : null;
}

async function readSoundRegistry(folder: string): Promise<RegistryReading> {
  const reading = await readRegistry(folder);
  const problem = reading.problems[0];
  if (problem === undefined) return reading;
  throw new Fault("bad_file", `registry file "${problem.file}": ${problem.message}`, {
    hint: "Correct the file or move it out of the folder; until then the registry is not changed.",
  });
}

async function registryFiles(folder: string): Promise<readonly string[]> {
  const files: string[] = [];
  try {
    for await (const { name, isDirectory } of Deno.readDir(folder)) {
      if (isDirectory || name.startsWith(".") || !name.endsWith(".jwks.json")) continue;
      files.push(name);
      if (files.length > REGISTRY_FILES_MAX) {
        throw new Fault("bad_file", `"${folder}": want at most ${REGISTRY_FILES_MAX} files`);
      }
    }
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return [];
    if (error instanceof Fault) throw error;
    throw new Fault("file_unreadable", `"${folder}": cannot be read`, { cause: error });
  }
  return files.sort();
}

async function readEntry(folder: string, file: string): Promise<RegistryEntry | RegistryProblem> {
  try {
    const path = join(folder, file);
    const { text } = await readBoundedFile(path, { bytesMax: KEY_FILE_BYTES_MAX });
    return { file, bidder: parseRegisteredBidder(parseJson(text)) };
  } catch (error) {
    const { code, message } = asFault(error);
    return { file, code, message };
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The platform's error quotes the text, and someone may have put a private key here.
    throw new Fault("bad_file", "registered bidder: found no JSON");
  }
}

/** One problem for each file whose key or paddle another file has too. */
function findClashes(entries: readonly RegistryEntry[]): readonly RegistryProblem[] {
  const firsts = new Map<string, RegistryEntry>();
  const clashes = new Map<string, RegistryProblem>();
  for (const entry of entries) {
    for (const mark of marksOf(entry.bidder)) {
      const first = firsts.get(mark);
      if (first === undefined) {
        firsts.set(mark, entry);
        continue;
      }
      clashes.set(entry.file, clash(entry, first));
      if (!clashes.has(first.file)) clashes.set(first.file, clash(first, entry));
    }
  }
  return [...clashes.values()];
}

function marksOf({ thumbprint, keySet, paddle }: RegisteredBidder): readonly string[] {
  return [`rsa ${thumbprint}`, `sig ${keySet.signing.x}`, `paddle ${paddleKey(paddle)}`];
}

function clash(entry: RegistryEntry, other: RegistryEntry): RegistryProblem {
  const shared = sharedBy(entry.bidder, other.bidder);
  const message = `registered bidder: the same ${shared} stands in "${other.file}"`;
  return { file: entry.file, code: "already_registered", message };
}

function refuseTaken(bidder: RegisteredBidder, others: readonly RegisteredBidder[]): void {
  for (const other of others) {
    const shared = sharedBy(bidder, other);
    if (shared !== null) {
      throw taken(`the ${shared} belongs to paddle ${other.paddle}, "${other.name}"`);
    }
    if (nameKey(other.name) === nameKey(bidder.name)) {
      throw taken(`the name "${other.name}" belongs to paddle ${other.paddle}`);
    }
  }
}

function taken(found: string): Fault {
  return new Fault("already_registered", `registry: ${found}`);
}

function badName(name: string): Fault {
  const found = JSON.stringify(name.slice(0, BIDDER_NAME_CHARS_MAX));
  const wanted = `1 to ${BIDDER_NAME_CHARS_MAX} visible characters`;
  return new Fault("bad_arguments", `name: found ${found}, want ${wanted}`);
}

function badPaddle(paddle: string): Fault {
  const found = JSON.stringify(paddle.slice(0, 40));
  const wanted = "1 to 12 letters, digits and hyphens";
  return new Fault("bad_arguments", `paddle: found ${found}, want ${wanted}`);
}
