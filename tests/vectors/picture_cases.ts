// PROTOCOL §7.7: asking for a picture, its name, and its seal.

import { createCipheriv, hkdfSync } from "node:crypto";
import { type Bytes, concat, toUtf8, u32 } from "../../lib/base/bytes.ts";
import { flipped } from "./_stage.ts";
import { sha256 } from "./_test_keys.ts";
import { bytesCases, family, type Vector, type VectorInput } from "./_vector.ts";

/** A drawing of one square: a picture that lots may have. */
const picture = toUtf8('<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0h9v9H0z"/></svg>');
const digest = sha256(picture);
/** Another member's, put in the place of the right one. */
const forgery = toUtf8('<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0h8v8H0z"/></svg>');

const nothing = new Uint8Array(0);
const nonce = new Uint8Array(12);

/** HKDF of node:crypto: a second opinion on WebCrypto's. */
function derived(from: Uint8Array, label: string): Bytes {
  return new Uint8Array(hkdfSync("sha256", from, nothing, toUtf8(label), 32));
}

const name = derived(digest, "leilao/1 picture id");
const key = derived(digest, "leilao/1 picture key");

function sealed({
  plaintext = picture,
  under = key,
  iv = nonce,
  aad = concat(toUtf8("leilao/1 picture\0"), name),
} = {}): Bytes {
  const cipher = createCipheriv("aes-256-gcm", under, iv);
  cipher.setAAD(aad);
  return concat(cipher.update(plaintext), cipher.final(), cipher.getAuthTag());
}

function answered(bytes: Bytes, of = digest, as = name): VectorInput {
  return { digest: of.toHex(), name: as.toHex(), sealed: bytes.toHex() };
}

const right = sealed();
const nearly = flipped(digest, 0);

const seals = family("picture", {
  section: "7.7",
  cases: [
    ["right", "A drawing.", answered(right)],
    ["name_differs", "The name of another picture.", answered(right, digest, nearly), "name"],
    [
      "name_is_digest",
      "The digest itself as the name: who listens would know the picture.",
      answered(right, digest, digest),
      "name",
    ],
    ["body_flipped", "A bit of the ciphertext flipped.", answered(flipped(right, 0)), "seal"],
    ["tag_flipped", "A bit of the tag flipped.", answered(flipped(right, -1)), "seal"],
    ["tag_cut", "The tag's last byte missing.", answered(right.slice(0, -1)), "seal"],
    ["empty", "Nothing.", answered(nothing), "seal"],
    [
      "digest_flipped",
      "The picture of another digest.",
      answered(right, nearly, derived(nearly, "leilao/1 picture id")),
      "seal",
    ],
    [
      "key_of_name_label",
      "Sealed under the name in the place of the key.",
      answered(sealed({ under: name })),
      "seal",
    ],
    [
      "nonce_1",
      "Sealed with another nonce.",
      answered(sealed({ iv: concat(new Uint8Array(11), Uint8Array.of(1)) })),
      "seal",
    ],
    ["aad_empty", "Sealed without additional data.", answered(sealed({ aad: nothing })), "seal"],
    [
      "aad_unlabelled",
      "The additional data without the label.",
      answered(sealed({ aad: name })),
      "seal",
    ],
    [
      "aad_of_other_name",
      "The additional data of another picture.",
      answered(sealed({ aad: concat(toUtf8("leilao/1 picture\0"), nearly) })),
      "seal",
    ],
    [
      "other_picture",
      "A member has sealed another picture under this one's key.",
      answered(sealed({ plaintext: forgery })),
      "digest",
    ],
  ],
});

const request = concat(toUtf8("LPIC"), Uint8Array.of(1, 0, 0, 0), name);

function requestWith(at: number, byte: number): Bytes {
  const changed = new Uint8Array(request);
  changed[at] = byte;
  return changed;
}

const requests = family("picture_request", {
  section: "7.7",
  cases: bytesCases("request", [
    ["right", "The request for that picture.", request],
    ["magic", "Another magic that begins in the same way.", requestWith(3, 0x44), "malformed"],
    ["version_2", "Another version.", requestWith(4, 2), "malformed"],
    ["zero_not_zero", "A byte that must be zero.", requestWith(7, 1), "malformed"],
    ["short", "A byte missing.", request.slice(0, -1), "malformed"],
    ["long", "A byte more.", concat(request, nothing, Uint8Array.of(0)), "malformed"],
    ["datagram", "The length of a datagram.", requestWith(0, 0x04), "datagrams"],
    ["second_byte", "Another second byte.", requestWith(1, 0), "datagrams"],
  ]),
});

const lengths = family("picture_length", {
  section: "7.7",
  cases: bytesCases("length", [
    ["none", "There is no such picture.", u32(0)],
    ["shortest", "A picture of one byte.", u32(17)],
    ["longest", "A picture of 2 MiB.", u32(2_097_168)],
    ["tag_alone", "A tag without a picture.", u32(16), "malformed"],
    ["too_long", "A byte past 2 MiB.", u32(2_097_169), "malformed"],
    ["longest_u32", "4 GiB.", u32(2 ** 32 - 1), "malformed"],
  ]),
});

/** Everything about pictures. */
export const pictureVectors: readonly Vector[] = [...seals, ...requests, ...lengths];
