// PROTOCOL §4 and §8: the clear header, the seal around what the group hears, and its next key.

import { type Bytes, concat } from "../../lib/base/bytes.ts";
import {
  accepted,
  batchBody,
  datagram,
  epoch,
  flipped,
  groupKey,
  header,
  heartbeatBody,
  opened,
  sale,
  session,
  signedMessage,
  toHouseKey,
} from "./_stage.ts";
import { house, type RawSealKey, stranger } from "./_test_keys.ts";
import { bytesCases, type Case, family, type Vector, type VectorInput } from "./_vector.ts";

const channel = "0000000000000001";
const rightHeader = header({ kind: 1, channel, counter: 5 });
const batch = signedMessage(batchBody([opened, accepted]));
const rightFrame = datagram(rightHeader, { key: groupKey, plaintext: batch });
const body = new Uint8Array(16);

/** The group's next key, that of epoch 2, and a frame under it. */
const nextKey: RawSealKey = {
  key: new Uint8Array(32).fill(0x6c),
  salt: Uint8Array.fromHex("5a175a18"),
};
const nextHeader = header({ kind: 1, channel: "0000000000000002", counter: 0 });
const nextFrame = datagram(nextHeader, { key: nextKey, plaintext: batch });
const nextEpoch: VectorInput = {
  nextEpoch: 2,
  nextKey: nextKey.key.toHex(),
  nextSalt: nextKey.salt.toHex(),
};

const headers = family("header", {
  section: "4.1",
  cases: bytesCases("datagram", [
    [
      "right",
      "A header and the shortest body that a seal can leave: its tag.",
      concat(rightHeader, body),
    ],
    [
      "kind_2",
      "From a bidder to the house.",
      concat(header({ kind: 2, channel, counter: 0 }), body),
    ],
    [
      "kind_3",
      "From the house to a bidder.",
      concat(header({ kind: 3, channel, counter: 0 }), body),
    ],
    [
      "counter_largest",
      "The counter is 2^53 - 1.",
      concat(header({ kind: 1, channel, counter: Number.MAX_SAFE_INTEGER }), body),
    ],
    ["longest", "1,200 bytes in all.", concat(rightHeader, new Uint8Array(1_168))],
    ["empty", "No byte at all.", new Uint8Array(0), "too_short"],
    ["header_alone", "The header and nothing behind it.", rightHeader, "too_short"],
    [
      "one_byte_short",
      "A body one byte shorter than a tag.",
      concat(rightHeader, body.slice(1)),
      "too_short",
    ],
    ["one_byte_long", "1,201 bytes.", concat(rightHeader, new Uint8Array(1_169)), "too_long"],
    ["magic_wrong", "LEIM in the place of LEIL.", flipped(concat(rightHeader, body), 3), "magic"],
    [
      "version_2",
      "A version that is not ours.",
      concat(header({ kind: 1, channel, counter: 5, version: 2 }), body),
      "version",
    ],
    [
      "version_0",
      "Version 0.",
      concat(header({ kind: 1, channel, counter: 5, version: 0 }), body),
      "version",
    ],
    ["kind_0", "Kind 0 is none.", concat(header({ kind: 0, channel, counter: 5 }), body), "kind"],
    ["kind_4", "Kind 4 is none.", concat(header({ kind: 4, channel, counter: 5 }), body), "kind"],
    [
      "reserved_first",
      "The first reserved byte is 1.",
      flipped(concat(rightHeader, body), 6),
      "header",
    ],
    [
      "reserved_second",
      "The second reserved byte is 1.",
      flipped(concat(rightHeader, body), 7),
      "header",
    ],
    [
      "counter_2_53",
      "The counter is 2^53.",
      flipped(concat(header({ kind: 1, channel, counter: 0 }), body), 25, 5),
      "header",
    ],
    [
      "counter_2_63",
      "The counter is 2^63.",
      flipped(concat(header({ kind: 1, channel, counter: 0 }), body), 24, 7),
      "header",
    ],
  ]),
});

/** What a receiver of the group knows. */
const receiver: VectorInput = {
  session,
  sale,
  epoch,
  key: groupKey.key.toHex(),
  salt: groupKey.salt.toHex(),
  house: house.x,
  nextSeq: 1,
};

/** What came from the group: the last datagram is the one that is judged. */
function frames(datagrams: readonly Uint8Array[], changes: VectorInput = {}): VectorInput {
  return { ...receiver, ...changes, datagrams: datagrams.map((one) => one.toHex()) };
}

function frame(bytes: Uint8Array, changes: VectorInput = {}): VectorInput {
  return frames([bytes], changes);
}

/** What a member can do that knows the group key: a frame of its own under any number. */
function insidersFrame(counter: number): Bytes {
  const plaintext = signedMessage(batchBody([opened]), { key: stranger });
  return datagram(header({ kind: 1, channel, counter }), { key: groupKey, plaintext });
}

/**
 * One vector for each byte of the header: what the seal covers, no relay may change. Where session
 * or epoch are changed, the receiver expects the changed one, so that only the seal is left.
 */
function eachHeaderByte(): readonly Case[] {
  const early = ["magic", "magic", "magic", "magic", "version", "kind", "header", "header"];
  // Bytes 16 and 24 begin numbers that stay below 2^53: a bit set there is no such number.
  const ends = new Map([...early.entries(), [16, "other_epoch"], [24, "header"]]);
  // Epoch 1 without its one bit is no epoch: another bit is set there, and leaves it to the seal.
  const bits = new Map([[5, 2], [23, 1]]);
  return [...rightHeader.keys()].map((at): Case => {
    const wrong = flipped(rightFrame, at, bits.get(at) ?? 0);
    const expects: VectorInput = at < 16
      ? { session: wrong.slice(8, 16).toHex() }
      : at === 16
      ? {}
      : { epoch: Number(new DataView(wrong.buffer).getBigUint64(16)) };
    const name = `header_byte_${String(at).padStart(2, "0")}_flipped`;
    const says = `One bit of header byte ${at} is changed on the way.`;
    return [name, says, frame(wrong, expects), ends.get(at) ?? "seal"];
  });
}

const sealed = family("group_frame", {
  section: "4.2",
  cases: [
    ["right", "A batch of two events, signed and sealed.", frame(rightFrame)],
    [
      "heartbeat",
      "A heartbeat, signed and sealed.",
      frame(datagram(rightHeader, {
        key: groupKey,
        plaintext: signedMessage(heartbeatBody(), { kind: 2, label: "heartbeat" }),
      })),
    ],
    [
      "largest_number",
      "The frame number is 2^53 - 1: numbers move nothing, so this hurts nobody.",
      frame(
        datagram(header({ kind: 1, channel, counter: Number.MAX_SAFE_INTEGER }), {
          key: groupKey,
          plaintext: batch,
        }),
      ),
    ],
    ["tag_flipped", "The last bit of the tag.", frame(flipped(rightFrame, -1)), "seal"],
    [
      "tag_first_byte_flipped",
      "The first byte of the tag.",
      frame(flipped(rightFrame, -16)),
      "seal",
    ],
    [
      "ciphertext_flipped",
      "The first byte of the ciphertext.",
      frame(flipped(rightFrame, 32)),
      "seal",
    ],
    ["truncated", "The last byte is missing.", frame(rightFrame.slice(0, -1)), "seal"],
    ["lengthened", "A byte was added.", frame(concat(rightFrame, new Uint8Array(1))), "seal"],
    [
      "wrong_salt",
      "The receiver's salt is another.",
      frame(rightFrame, { salt: "5a175a18" }),
      "seal",
    ],
    [
      "wrong_key",
      "Sealed under another key.",
      frame(datagram(rightHeader, { key: toHouseKey, plaintext: batch })),
      "seal",
    ],
    [
      "other_epoch",
      "A frame of epoch 1, whose key ended before the receiver came: it holds that of epoch 2.",
      frame(rightFrame, { epoch: 2, key: nextKey.key.toHex(), salt: nextKey.salt.toHex() }),
      "other_epoch",
    ],
    [
      "epoch_0",
      "The channel names epoch 0, which is none.",
      frame(
        datagram(header({ kind: 1, channel: "0000000000000000", counter: 5 }), {
          key: groupKey,
          plaintext: batch,
        }),
      ),
      "other_epoch",
    ],
    [
      "epoch_ahead",
      "A frame of epoch 2 before its key has come.",
      frame(nextFrame),
      "key_missing",
    ],
    [
      "other_session",
      "A frame of an earlier run of the house.",
      frame(
        datagram(header({ kind: 1, channel, counter: 5, of: "0badc0de0badc0de" }), {
          key: groupKey,
          plaintext: batch,
        }),
      ),
      "other_session",
    ],
    [
      "wrong_kind",
      "A bidder's datagram sent to the group.",
      frame(
        datagram(header({ kind: 2, channel, counter: 5 }), { key: groupKey, plaintext: batch }),
      ),
      "kind",
    ],
    [
      "empty_body",
      "Nothing was sealed.",
      frame(datagram(rightHeader, { key: groupKey, plaintext: new Uint8Array(0) })),
      "malformed",
    ],
    [
      "insider_forgery",
      "A member knows the group key and seals a batch that it signed itself.",
      frame(
        datagram(rightHeader, {
          key: groupKey,
          plaintext: signedMessage(batchBody([opened]), { key: stranger }),
        }),
      ),
      "signature",
    ],
    [
      "insider_took_the_number",
      "A member's junk with the number of the next frame; then the true frame.",
      frames([insidersFrame(5), rightFrame]),
    ],
    [
      "insider_took_all_numbers",
      "A member's junk with the number 2^53 - 1; then the true frame.",
      frames([insidersFrame(Number.MAX_SAFE_INTEGER), rightFrame]),
    ],
    ...eachHeaderByte(),
  ],
});

/** A frame of epoch 2 comes first, and its key after it: what waited is judged then. */
const changes = family("group_epoch", {
  section: "8",
  cases: [
    ["right", "A frame of epoch 2, and then its key.", frame(nextFrame, nextEpoch)],
    [
      "junk",
      "Epoch 2 in the header, but sealed under the key of epoch 1.",
      frame(datagram(nextHeader, { key: groupKey, plaintext: batch }), nextEpoch),
      "seal",
    ],
    [
      "insider_forgery",
      "Sealed by a member that had the key earlier, around a batch that it signed itself.",
      frame(
        datagram(nextHeader, {
          key: nextKey,
          plaintext: signedMessage(batchBody([opened]), { key: stranger }),
        }),
        nextEpoch,
      ),
      "signature",
    ],
    [
      "passed_over",
      "A frame of epoch 2, and then the key of epoch 3: it cannot be opened any more.",
      frame(nextFrame, { ...nextEpoch, nextEpoch: 3 }),
      "other_epoch",
    ],
  ],
});

/** All vectors of §4, and of what a new group key does to frames. */
export const datagramVectors: readonly Vector[] = [...headers, ...sealed, ...changes];
