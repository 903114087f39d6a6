// The checks of what is read from the wire: bytes into messages, strictly.

import type { CheckedFile } from "./check.ts";

const vectors = "tests/vectors_test.ts";
const spellings = "tests/wire/second_spelling_test.ts";
const cborTest = "tests/wire/cbor_test.ts";

/** The checks of the decoders. */
export const wireChecks: readonly CheckedFile[] = [
  {
    file: "lib/wire/header.ts",
    caughtBy: ["tests/wire/header_test.ts", vectors],
    checks: [
      {
        without: "decodeEnvelope() reads a datagram that is too short for a tag",
        search: `datagram.length < HEADER_BYTES + TAG_BYTES`,
        replace: `datagram.length < HEADER_BYTES * TAG_BYTES - 480`,
      },
      {
        without: "decodeEnvelope() reads a datagram of any length",
        search: `datagram.length > DATAGRAM_BYTES_MAX`,
        replace: `datagram.length > DATAGRAM_BYTES_MAX * 64`,
      },
      {
        without: "decodeEnvelope() looks at half of the magic",
        search: `i < magic.length; i++`,
        replace: `i < magic.length / 2; i++`,
      },
      {
        without: "decodeEnvelope() reads every version",
        search: `datagram[4] !== PROTOCOL_VERSION`,
        replace: `PROTOCOL_VERSION < 1`,
      },
      {
        without: "decodeEnvelope() takes an unknown kind for the group's",
        search: `kinds[(datagram[5] ?? 0) - 1];`,
        replace: `kinds[(datagram[5] ?? 0) - 1] ?? "group";`,
      },
      {
        without: "decodeEnvelope() does not look at the first byte that is zero",
        search: `datagram[6] !== 0 || `,
        replace: ``,
      },
      {
        without: "decodeEnvelope() does not look at the second byte that is zero",
        search: ` || datagram[7] !== 0`,
        replace: ``,
      },
      {
        without: "decodeEnvelope() reads a counter past 2^53",
        search: `if (counter > maxSafe) return "header";`,
        replace: ``,
      },
      {
        without: "epochOf() takes 0 for an epoch",
        search: `number < 1n || `,
        replace: ``,
      },
      {
        without: "epochOf() takes a number past 2^53 for an epoch",
        search: `number < 1n || number > maxSafe`,
        replace: `number < 1n`,
      },
    ],
  },
  {
    file: "lib/wire/cbor.ts",
    caughtBy: [cborTest, vectors, "tests/wire/garbage_test.ts"],
    checks: [
      {
        without: "decodeFields() reads every spelling of a message",
        search: `!equalBytes(encode(value), bytes)`,
        replace: `!equalBytes(bytes, bytes)`,
      },
      {
        without: "decodeFields() reads undefined",
        search: `allowUndefined: false`,
        replace: `allowUndefined: true`,
        caughtBy: [spellings],
      },
      {
        without: "decodeFields() reads infinities",
        search: `allowInfinity: false`,
        replace: `allowInfinity: true`,
        caughtBy: [spellings],
      },
      {
        without: "decodeFields() reads what is no number as one",
        search: `allowNaN: false`,
        replace: `allowNaN: true`,
        caughtBy: [spellings],
      },
      {
        without: "decodeFields() takes one value for an array of it",
        search: `if (!Array.isArray(value)) throw new Malformed();`,
        replace: `if (!Array.isArray(value)) return readAll([value], read);`,
      },
      {
        without: "Fields.end() takes a message with fields more",
        search: `if (this.#next !== this.#values.length) throw new Malformed();`,
        replace: ``,
      },
      {
        without: "Fields.uint() takes fractions and what is past 2^53",
        search: ` || !Number.isSafeInteger(value)`,
        replace: ``,
      },
      {
        without: "Fields.uint() takes less than its least",
        search: `value < min || `,
        replace: `min > value + Infinity || `,
      },
      {
        without: "Fields.uint() takes more than its most",
        search: ` || value > max) throw new Malformed();\n    return value;\n  }\n\n  /** Any`,
        replace:
          ` || max < value - Infinity) throw new Malformed();\n    return value;\n  }\n\n  /** Any`,
      },
      {
        without: "Fields.text() takes texts of any length",
        search: `typeof value !== "string" || value.length > max`,
        replace: `typeof value !== "string" || max < 0`,
      },
      {
        without: "Fields.text() takes texts that are too short",
        search: `if (value.length < (options.min ?? 0)) throw new Malformed();`,
        replace: ``,
      },
      {
        without: "Fields.text() does not ask for its pattern",
        search: `options.pattern !== undefined && !options.pattern.test(value)`,
        replace: `options.pattern?.test("") === null`,
      },
      {
        without: "Fields.bytes() takes fewer bytes",
        search: `if (value.length !== length) throw new Malformed();`,
        replace: ``,
      },
      {
        without: "Fields.bytesUpTo() takes any number of bytes",
        search: `!(value instanceof Uint8Array) || value.length > max`,
        replace: `!(value instanceof Uint8Array) || max < 0`,
      },
      {
        without: "Fields.boolean() takes anything for false",
        search: `if (typeof value !== "boolean") throw new Malformed();\n    return value;`,
        replace: `return value === true;`,
      },
      {
        without: "Fields.oneOf() takes the first name for every unknown code",
        search: `names[this.uint(names.length - 1)];`,
        replace: `names[this.uint()] ?? names[0];`,
      },
      {
        without: "Fields.list() takes more entries than its most",
        search: `fields.left() > max || `,
        replace: `max < 0 || `,
      },
      {
        without: "Fields.list() takes fewer entries than its least",
        search: ` || fields.left() < min`,
        replace: ` || min < 0`,
      },
    ],
  },
  {
    file: "lib/wire/signed_message.ts",
    caughtBy: [vectors, "tests/wire/signed_message_test.ts"],
    checks: [
      {
        without: "decodeSignedMessage() takes an unknown kind for a batch",
        search: `kindCodes[(bytes[0] ?? 0) - 1];`,
        replace: `kindCodes[(bytes[0] ?? 0) - 1] ?? "batch";`,
      },
      {
        without: "decodeSignedMessage() reads a message without a body",
        search: ` || bodyLength < 1`,
        replace: ``,
        caughtBy: [spellings],
      },
      {
        without: "decodeSignedMessage() reads a body of any length",
        search: `bodyLength > SIGNED_BODY_BYTES_MAX`,
        replace: `bodyLength > SIGNED_BODY_BYTES_MAX * 64`,
      },
      {
        without: "decodeBatch() reads event 0",
        search: `firstSeq: fields.uint(undefined, 1),`,
        replace: `firstSeq: fields.uint(),`,
      },
      {
        without: "decodeBatch() reads any number of events",
        search: `fields.list(BATCH_EVENTS_MAX, `,
        replace: `fields.list(BATCH_EVENTS_MAX * 64, `,
      },
      {
        without: "decodeBatch() reads a batch of no events",
        search: `(f) => f.bytesUpTo(EVENT_BYTES_MAX), 1)`,
        replace: `(f) => f.bytesUpTo(EVENT_BYTES_MAX))`,
      },
      {
        without: "decodeBatch() reads events of any length",
        search: `(f) => f.bytesUpTo(EVENT_BYTES_MAX), 1)`,
        replace: `(f) => f.bytesUpTo(EVENT_BYTES_MAX * 64), 1)`,
      },
      {
        without: "decodeHeartbeat() reads next event 0",
        search: `nextSeq: fields.uint(undefined, 1),`,
        replace: `nextSeq: fields.uint(),`,
      },
      {
        without: "decodeHeartbeat() reads any round trip",
        search: `fields.uint(ROUND_TRIP_MS_MAX)`,
        replace: `fields.uint(ROUND_TRIP_MS_MAX * 64)`,
      },
      {
        without: "decodeHeartbeat() reads any number of lots",
        search: `fields.list(HEARTBEAT_LOTS_MAX, `,
        replace: `fields.list(HEARTBEAT_LOTS_MAX * 64, `,
      },
    ],
  },
  {
    file: "lib/wire/member_message.ts",
    caughtBy: [vectors, "tests/wire/member_message_test.ts"],
    checks: [
      {
        without: "decodePadded() reads every size",
        search: `if (!PADDED_BYTES.includes(padded.length)) return null;`,
        replace: `if (padded.length < 2) return null;`,
      },
      {
        without: "decodePadded() reads a length past the end",
        search: `if (length + 2 > padded.length) return null;`,
        replace: ``,
        caughtBy: [spellings],
      },
      {
        without: "decodePadded() does not look at the padding",
        search: `.some((byte) => byte !== 0)`,
        replace: `.some((byte) => byte < 0)`,
      },
      {
        without: "decodeToHouse() reads a NAK of no ranges",
        search: `fields.list(NAK_RANGES_MAX, readRange, 1)`,
        replace: `fields.list(NAK_RANGES_MAX, readRange)`,
      },
      {
        without: "decodeToHouse() reads a NAK of any number of ranges",
        search: `fields.list(NAK_RANGES_MAX, readRange, 1)`,
        replace: `fields.list(NAK_RANGES_MAX * 64, readRange, 1)`,
      },
      {
        without: "readRange() reads event 0",
        search: `const first = pair.uint(undefined, 1);`,
        replace: `const first = pair.uint();`,
      },
      {
        without: "readRange() reads a range that ends before it begins",
        search: `pair.uint(undefined, first);`,
        replace: `pair.uint();`,
      },
      {
        without: "readRange() reads a range of any span",
        search: `last - first < NAK_SPAN_MAX ?`,
        replace: `last - first < NAK_SPAN_MAX * 2 ** 40 ?`,
      },
      {
        without: "decodeToHouse() reads a bid of any length",
        search: `fields.bytesUpTo(BID_BYTES_MAX)`,
        replace: `fields.bytesUpTo(BID_BYTES_MAX * 64)`,
      },
      {
        without: "decodeToHouse() takes an unknown type for a leave",
        search: `return { type: "probe" };\n      default:\n        return fields.refuse();`,
        replace: `return { type: "probe" };\n      default:\n        return { type: "leave" };`,
      },
      {
        without: "readPing() reads next event 0",
        search: `nextSeq: fields.uint(undefined, 1),`,
        replace: `nextSeq: fields.uint(),`,
      },
      {
        without: "readPing() reads epoch 0",
        search: `epoch: fields.uint(undefined, 1),`,
        replace: `epoch: fields.uint(),`,
      },
      {
        without: "readPing() reads a loss of more than all",
        search: `f.uint(1_000)`,
        replace: `f.uint()`,
      },
      {
        without: "decodeToBidder() reads a receipt of any length",
        search: `fields.bytesUpTo(receiptBytesMax)`,
        replace: `fields.bytesUpTo(receiptBytesMax * 64)`,
      },
      {
        without: "decodeToBidder() reads the key of epoch 0",
        search: `number: fields.uint(undefined, 1),`,
        replace: `number: fields.uint(),`,
      },
      {
        without: "decodeReceipt() takes an unknown verdict for an acceptance",
        search: `verdictOf(fields.uint(255)) ?? fields.refuse()`,
        replace: `verdictOf(fields.uint(255)) ?? "accepted"`,
      },
      {
        without: "decodeReceipt() reads event 0",
        search: `seq: fields.uint(undefined, 1),`,
        replace: `seq: fields.uint(),`,
      },
    ],
  },
  {
    file: "lib/wire/bid_codec.ts",
    caughtBy: [vectors, "tests/wire/bid_codec_test.ts"],
    checks: [
      {
        without: "decodeBid() reads any length",
        search: `bytes.length > BID_BYTES_MAX`,
        replace: `bytes.length > BID_BYTES_MAX * 64`,
      },
      {
        without: "decodeBid() reads any kind as a maximum",
        search: `fields.oneOf(BID_KINDS)`,
        replace: `BID_KINDS[fields.uint()] ?? "max"`,
      },
      {
        without: "decodeBid() reads a currency of any length",
        search: `fields.text(3)`,
        replace: `fields.text(99)`,
      },
    ],
  },
  {
    file: "lib/wire/event_codec.ts",
    caughtBy: [vectors, "tests/wire/codecs_test.ts"],
    checks: [
      {
        without: "decodeEvent() reads any length",
        search: `bytes.length > EVENT_BYTES_MAX`,
        replace: `bytes.length > EVENT_BYTES_MAX * 64`,
      },
      {
        without: "decodeEvent() takes an unknown code for the end of the sale",
        search: `reader === undefined ? fields.refuse() : reader(fields, head.at)`,
        replace: `(reader ?? readers.SaleClosed)(fields, head.at)`,
      },
      {
        without: "decodeEvent() reads a lot that is moved before itself",
        search: `lot === before ? f.refuse() : { type: "LotMoved", at, lot, before }`,
        replace: `({ type: "LotMoved", at, lot, before })`,
      },
      {
        without: "decodeEvent() reads a lot that is moved before what is no lot",
        search: `[readLotId(f), f.optional(readLotId)]`,
        replace: `[readLotId(f), f.optional((g) => g.text(32))]`,
      },
    ],
  },
];
