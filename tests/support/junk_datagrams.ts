// What a stranger on the network can send at a house and its group: random bytes, and frames made
// by cutting and patching what was overheard. The clear header tells session, member and epoch.

import { concat } from "../../lib/base/bytes.ts";
import { HEADER_BYTES, TAG_BYTES } from "../../lib/wire/limits.ts";
import { seededBytes, seededRandom } from "./seeded_bytes.ts";

/** What passed on the network, as anyone there could read it. */
export interface Overheard {
  /** A bidder's first frame to the join port. */
  readonly join: Uint8Array;
  /** What a bidder sent to the house: its session and member id stand in clear. */
  readonly toHouse: readonly Uint8Array[];
  /** What the house sent to the group. */
  readonly toGroup: readonly Uint8Array[];
}

/** One datagram of a flood. */
export interface JunkDatagram {
  readonly to: "house" | "group";
  readonly bytes: Uint8Array;
}

const lengthMax = 1_400;
const bodyBytes = 256 + TAG_BYTES;
/** Where the header has its version, its channel (member or epoch) and its counter. */
const versionAt = 4;
const channelAt = 16;
const counterAt = 24;

/**
 * `rounds` times each kind of junk at both targets, in turn: random bytes, another version, an
 * unknown member or epoch, a known one with a junk body and a counter of the future, a frame cut
 * short, a frame as it was.
 */
export function junkDatagrams(
  overheard: Pick<Overheard, "toHouse" | "toGroup">,
  { rounds, seed }: { readonly rounds: number; readonly seed: number },
): readonly JunkDatagram[] {
  const bytes = seededBytes(seed);
  const random = seededRandom(seed + 1);
  const junk: JunkDatagram[] = [];
  for (let round = 0; round < rounds; round++) {
    const house = junkOf(pick(overheard.toHouse, round), { bytes, random });
    const group = junkOf(pick(overheard.toGroup, round), { bytes, random });
    house.forEach((made, i) => {
      junk.push({ to: "house", bytes: made }, { to: "group", bytes: group[i] ?? made });
    });
  }
  return junk;
}

function junkOf(
  frame: Uint8Array,
  { bytes, random }: {
    readonly bytes: (length: number) => Uint8Array;
    readonly random: () => number;
  },
): readonly Uint8Array[] {
  const header = frame.slice(0, HEADER_BYTES);
  header.set(bytes(5), counterAt + 3);
  return [
    bytes(Math.floor(random() * lengthMax)),
    frame.with(versionAt, 2),
    frame.with(channelAt, (frame[channelAt] ?? 0) ^ 0xff),
    concat(header, bytes(bodyBytes)),
    frame.subarray(0, Math.floor(random() * frame.length)),
    frame,
  ];
}

function pick(frames: readonly Uint8Array[], at: number): Uint8Array {
  const frame = frames[at % frames.length];
  if (frame === undefined) throw new Error("Nothing was overheard");
  return frame;
}
