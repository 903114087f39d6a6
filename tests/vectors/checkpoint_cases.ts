// PROTOCOL §5.5: the text of a checkpoint, the note that carries it, and its message on the feed.

import { type Bytes, concat, fromBase64url, toBase64url, toUtf8 } from "../../lib/base/bytes.ts";
import { accepted, chained, flipped, noon, openedHash, sale, session } from "./_stage.ts";
import { house, sha256, stranger, type TestKey, thumbprintOf } from "./_test_keys.ts";
import { bytesCases, family, type Vector, type VectorInput } from "./_vector.ts";

/** The hash at event 2, the last of the vectors' record. */
const headHash = chained(openedHash, accepted);
const head64 = base64(headHash);

/** The lines of a checkpoint's text, with some replaced. */
function lines(
  { title = `leilao/1 checkpoint ${sale}`, seq = "2", hash = head64, at = `at ${noon + 2_000}` } =
    {},
): string {
  return `${title}\n${seq}\n${hash}\n${at}\n`;
}

const right = lines();

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("base64");
}

const texts = family("checkpoint", {
  section: "5.5",
  cases: bytesCases("text", [
    ["right", "Event 2, two seconds after noon.", toUtf8(right)],
    ["first_event", "Event 1.", toUtf8(lines({ seq: "1" }))],
    ["seq_2_53_1", "The greatest place.", toUtf8(lines({ seq: "9007199254740991" }))],
    ["at_0", "The earliest time.", toUtf8(lines({ at: "at 0" }))],
    ["seq_0", "An empty record.", toUtf8(lines({ seq: "0" })), "malformed"],
    ["seq_02", "A place with a zero before it.", toUtf8(lines({ seq: "02" })), "malformed"],
    ["seq_2_53", "A place past 2^53 - 1.", toUtf8(lines({ seq: "9007199254740992" })), "malformed"],
    ["seq_signed", "A place with a sign.", toUtf8(lines({ seq: "+2" })), "malformed"],
    ["at_2_53", "A time past 2^53 - 1.", toUtf8(lines({ at: "at 9007199254740992" })), "malformed"],
    ["at_00", "A time with a zero before it.", toUtf8(lines({ at: "at 00" })), "malformed"],
    ["other_version", "Another version.", toUtf8(right.replace("/1", "/2")), "malformed"],
    [
      "other_word",
      "A text about something else.",
      toUtf8(right.replace("check", "view")),
      "malformed",
    ],
    [
      "sale_upper_case",
      "The sale in capitals.",
      toUtf8(lines({ title: `leilao/1 checkpoint ${sale.toUpperCase()}` })),
      "malformed",
    ],
    [
      "sale_short",
      "A sale of 15 bytes.",
      toUtf8(lines({ title: `leilao/1 checkpoint ${sale.slice(2)}` })),
      "malformed",
    ],
    [
      "hash_short",
      "A hash of 31 bytes.",
      toUtf8(lines({ hash: base64(headHash.slice(1)) })),
      "malformed",
    ],
    [
      "hash_base64url",
      "The hash as base64url.",
      toUtf8(lines({ hash: toBase64url(headHash) })),
      "malformed",
    ],
    [
      "hash_stray_bits",
      "A stray bit in the last digit of the hash.",
      toUtf8(lines({ hash: strayBit(head64) })),
      "malformed",
    ],
    ["no_last_newline", "The last line has no end.", toUtf8(right.slice(0, -1)), "malformed"],
    ["line_more", "Another extension line.", toUtf8(`${right}more\n`), "malformed"],
    ["line_less", "No time.", toUtf8(right.split("\n").slice(0, 3).join("\n") + "\n"), "malformed"],
    [
      "carriage_return",
      "Lines of another system.",
      toUtf8(right.replaceAll("\n", "\r\n")),
      "malformed",
    ],
    ["byte_order_mark", "A mark before the text.", toUtf8(`\uFEFF${right}`), "malformed"],
    [
      "not_utf8",
      "A byte that is no UTF-8.",
      concat(toUtf8(right), Uint8Array.of(0xff)),
      "malformed",
    ],
    ["empty", "Nothing.", new Uint8Array(0), "malformed"],
  ]),
});

/** The same digits but for the lowest bit of the last, which no bytes stand for. */
function strayBit(digits: string): string {
  const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  const last = alphabet.indexOf(digits.at(-2) ?? "");
  return `${digits.slice(0, -2)}${alphabet[last ^ 1]}=`;
}

/** The name of a key in a note. */
function nameOf(key: TestKey): string {
  return `leilao/${toBase64url(thumbprintOf(key))}`;
}

/** C2SP signed-note: the first 4 bytes of SHA-256(name || 0x0A || 0x01 || public key). */
function keyIdOf(key: TestKey, name = nameOf(key)): Bytes {
  const publicKey = fromBase64url(key.x) ?? new Uint8Array(0);
  return sha256(toUtf8(name), Uint8Array.of(0x0a, 0x01), publicKey).slice(0, 4);
}

/** The line of a signature. */
function signatureLine(
  text: string,
  { key = house, name = nameOf(key), keyId = keyIdOf(key) }: {
    readonly key?: TestKey;
    readonly name?: string;
    readonly keyId?: Uint8Array;
  } = {},
): string {
  return `— ${name} ${base64(concat(keyId, key.sign(toUtf8(text))))}\n`;
}

function note(note: string): VectorInput {
  return { house: house.x, note };
}

const rightNote = `${right}\n${signatureLine(right)}`;

const notes = family("checkpoint_note", {
  section: "5.5",
  cases: [
    ["right", "The checkpoint of event 2 as the house signs it.", note(rightNote)],
    [
      "other_text",
      "A text that was changed after it was signed.",
      note(`${lines({ seq: "3" })}\n${signatureLine(right)}`),
      "signature",
    ],
    [
      "other_signer",
      "Signed by somebody else in the house's name.",
      note(
        `${right}\n${
          signatureLine(right, { key: stranger, name: nameOf(house), keyId: keyIdOf(house) })
        }`,
      ),
      "signature",
    ],
    [
      "other_house",
      "Another house's.",
      note(`${right}\n${signatureLine(right, { key: stranger })}`),
      "signature",
    ],
    [
      "other_name",
      "The house's own key and signature under another house's name.",
      note(`${right}\n${signatureLine(right, { name: nameOf(stranger), keyId: keyIdOf(house) })}`),
      "signature",
    ],
    [
      "other_key_id",
      "The id of another key.",
      note(`${right}\n${signatureLine(right, { keyId: keyIdOf(stranger) })}`),
      "signature",
    ],
    ["no_signature", "A text alone.", note(right), "malformed"],
    ["no_empty_line", "No line between.", note(`${right}${signatureLine(right)}`), "malformed"],
    [
      "hyphen",
      "A hyphen in the place of the dash.",
      note(rightNote.replace("—", "-")),
      "malformed",
    ],
    ["two_signatures", "Two lines.", note(`${rightNote}${signatureLine(right)}`), "malformed"],
    ["no_last_newline", "The last line has no end.", note(rightNote.slice(0, -1)), "malformed"],
    ["two_spaces", "Two spaces.", note(rightNote.replace("— ", "—  ")), "malformed"],
    [
      "signature_short",
      "A signature of 63 bytes.",
      note(
        `${right}\n— ${nameOf(house)} ${
          base64(concat(keyIdOf(house), house.sign(toUtf8(right)).slice(1)))
        }\n`,
      ),
      "malformed",
    ],
    [
      "stray_bits",
      "A stray bit in the last digit of the signature.",
      note(`${rightNote.slice(0, -3)}${strayBit(rightNote.slice(-3, -1))}\n`),
      "malformed",
    ],
  ],
});

/** PROTOCOL §5: the text as a signed message, with the very signature of the note. */
function message(text: string, key: TestKey = house): Bytes {
  return concat(Uint8Array.of(3), key.sign(toUtf8(text)), toUtf8(text));
}

function received(bytes: Uint8Array, changes: VectorInput = {}): VectorInput {
  return { session, sale, house: house.x, nextSeq: 1, ...changes, message: bytes.toHex() };
}

const newer = message(lines({ seq: "3" }));

const messages = family("signed_message", {
  section: "5.5",
  cases: [
    ["checkpoint_right", "A checkpoint by the house.", received(message(right))],
    [
      "checkpoint_forged",
      "A checkpoint by a member.",
      received(message(right, stranger)),
      "signature",
    ],
    [
      "checkpoint_label",
      "Signed behind a label and a zero byte, as all else is.",
      received(labelled(right)),
      "signature",
    ],
    [
      "checkpoint_of_other_sale",
      "A true checkpoint of another sale of the house.",
      received(message(right), { sale: "00".repeat(16) }),
      "other_sale",
    ],
    [
      "checkpoint_old",
      "A true checkpoint, older than the one that was believed.",
      received(message(right), { lastCheckpoint: newer.toHex() }),
      "known_checkpoint",
    ],
    [
      "checkpoint_again",
      "The newest checkpoint once more.",
      received(message(right), { lastCheckpoint: message(right).toHex() }),
      "known_checkpoint",
    ],
    [
      "checkpoint_newer",
      "A newer one than that which was believed.",
      received(newer, { lastCheckpoint: message(right).toHex() }),
    ],
    [
      "checkpoint_other_hash",
      "Another hash at the place of the newest: evidence, so that its signature is checked.",
      received(message(lines({ hash: base64(openedHash) })), {
        lastCheckpoint: message(right).toHex(),
      }),
    ],
    [
      "checkpoint_flipped",
      "One bit of the text, which still reads.",
      received(flipped(message(right), 1 + 64 + right.indexOf("\n") + 1)),
      "signature",
    ],
    ["checkpoint_cbor", "A body that is no text of ours.", received(cborBody()), "malformed"],
    [
      "checkpoint_as_batch",
      "A checkpoint that says it is a batch.",
      received(concat(Uint8Array.of(1), message(right).slice(1))),
      "malformed",
    ],
  ],
});

/** Signed as the house signs its batches: behind its label and a zero byte. */
function labelled(text: string): Bytes {
  const signature = house.sign(concat(toUtf8("leilao/1 checkpoint\0"), toUtf8(text)));
  return concat(Uint8Array.of(3), signature, toUtf8(text));
}

function cborBody(): Bytes {
  const body = Uint8Array.of(0x80);
  return concat(Uint8Array.of(3), house.sign(body), body);
}

/** All vectors of checkpoints. */
export const checkpointVectors: readonly Vector[] = [...texts, ...notes, ...messages];
