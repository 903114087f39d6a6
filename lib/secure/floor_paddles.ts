// Paddles of people who have no keys: someone in the room, or absent, for whom the clerk bids.
//
// Beside the registered bidders an empty claim is kept for each, `paddle-40.floor.json`, so that
// no number is given out twice, whoever gives it out. Who holds the paddle is in the record alone.

import { Fault } from "../base/fault.ts";
import { paddleKey } from "./registry.ts";

const claimPattern = /^paddle-([A-Z0-9][A-Z0-9-]{0,11})\.floor\.json$/;

/** The name of the file that claims `paddle` in the registry's folder. */
export function floorClaimFile(paddle: string): string {
  return `paddle-${paddleKey(paddle)}.floor.json`;
}

/** The paddles that are claimed in `folder`, in upper case. Fault: `file_unreadable`. */
export async function floorPaddles(folder: string): Promise<readonly string[]> {
  const paddles: string[] = [];
  try {
    for await (const { name } of Deno.readDir(folder)) {
      const paddle = claimPattern.exec(name)?.[1];
      if (paddle !== undefined) paddles.push(paddle);
    }
  } catch (cause) {
    if (cause instanceof Deno.errors.NotFound) return [];
    throw new Fault("file_unreadable", `"${folder}": cannot be read`, { cause });
  }
  return paddles;
}

/**
 * What the record keeps of who holds such a paddle, as one line of JSON: there are no keys in it.
 * `salt` is random: a bidder's keys keep the name behind the command's digest from being guessed,
 * and here there are none.
 */
export function floorIdentity(
  { name, salt }: { readonly name: string | null; readonly salt: string },
): string {
  return JSON.stringify({ name, floor: true, salt });
}

/** Whether an identity is one that {@link floorIdentity} made, to the byte. */
export function isFloorIdentity(identity: string): boolean {
  try {
    const { name, salt } = Object(JSON.parse(identity));
    const isName = name === null || typeof name === "string";
    return isName && typeof salt === "string" && identity === floorIdentity({ name, salt });
  } catch {
    return false; // The rules take any text.
  }
}
