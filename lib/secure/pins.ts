// The houses that a bidder has met: address and key fingerprint, as ssh's known_hosts.
//
// An invitation is the better way, since its fingerprint came from the house itself. Without one
// the person compares once, and from then on the key at that address may not change unnoticed.

import { dirname } from "@std/path";
import { Fault } from "../base/fault.ts";
import { makeFolder, readBoundedFile, writeFileAtomically } from "./atomic_file.ts";
import { isHouseAddress } from "./invitation.ts";
import { isThumbprint } from "./key_set.ts";

/** Fingerprints by address, as the file says. */
export type Pins = ReadonlyMap<string, string>;

/** What the memory says about the house that answered. */
export type PinVerdict =
  | { readonly type: "known" }
  | { readonly type: "unknown" }
  /** Its key is remembered at another address: the house has moved. */
  | { readonly type: "moved"; readonly from: string }
  | { readonly type: "changed"; readonly remembered: string };

/** The most houses that are remembered; the one met longest ago gives way. */
export const PINS_MAX = 1_000;

const pinsBytesMax = 524_288;

/** The remembered houses; none where the file is not there. Throws a Fault `bad_file`. */
export async function readPins(path: string): Promise<Pins> {
  try {
    const { text } = await readBoundedFile(path, { bytesMax: pinsBytesMax });
    return parsePins(text);
  } catch (error) {
    if (error instanceof Fault && error.code === "not_found") return new Map();
    if (!(error instanceof Fault) || error.code !== "bad_file") throw error;
    throw new Fault("bad_file", `"${path}": ${error.message}`, {
      cause: error,
      hint: "Move the file away; you will be asked to compare the house's fingerprint again.",
    });
  }
}

/** Whether the house with that fingerprint is the one remembered at `address`. */
export function checkPin(
  pins: Pins,
  house: { readonly address: string; readonly thumbprint: string },
): PinVerdict {
  const remembered = pins.get(house.address);
  if (remembered === undefined) return elsewhere(pins, house.thumbprint);
  return remembered === house.thumbprint ? { type: "known" } : { type: "changed", remembered };
}

/** A house is its key: who holds that is the same house at any address. */
function elsewhere(pins: Pins, thumbprint: string): PinVerdict {
  const from = [...pins].findLast(([, print]) => print === thumbprint)?.[0];
  return from === undefined ? { type: "unknown" } : { type: "moved", from };
}

/**
 * Remembers a house that the person accepted, in place of what was remembered at its address.
 *
 * Throws a Fault `bad_file`, `file_unreadable` or `file_unwritable`.
 */
export async function rememberPin(
  path: string,
  house: { readonly address: string; readonly thumbprint: string },
): Promise<void> {
  const pins = new Map(await readPins(path));
  pins.delete(house.address);
  pins.set(house.address, house.thumbprint);
  const kept = [...pins].slice(-PINS_MAX).map(([address, print]) => ({ address, house: print }));
  await makeFolder(dirname(path));
  const text = `${JSON.stringify({ leilaoPins: 1, houses: kept }, null, 2)}\n`;
  await writeFileAtomically(path, text, { mode: 0o600 });
}

function parsePins(text: string): Pins {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new Fault("bad_file", "remembered houses: found no JSON", { cause });
  }
  if (typeof value !== "object" || value === null || !("leilaoPins" in value)) throw unfit();
  if (value.leilaoPins !== 1 || !("houses" in value) || !Array.isArray(value.houses)) throw unfit();
  const houses: readonly unknown[] = value.houses;
  return new Map(houses.map(parsePin));
}

function parsePin(value: unknown): readonly [string, string] {
  if (typeof value !== "object" || value === null) throw unfit();
  if (!("address" in value) || !("house" in value)) throw unfit();
  const { address, house } = value;
  if (typeof address !== "string" || typeof house !== "string") throw unfit();
  if (!isHouseAddress(address) || !isThumbprint(house)) throw unfit();
  return [address, house];
}

function unfit(): Fault {
  return new Fault("bad_file", "remembered houses: found something else than addresses and keys");
}
