// Pictures of lots under a seal that follows from the picture itself (PROTOCOL §7.7).
//
// A lot's event names its picture by a digest, and only members read events. Name and key of the
// sealed picture are derived from that digest: who reads the feed can ask for it and open it, who
// only listens on the way learns neither what it shows nor its digest. Who holds the same file
// already can tell that it is in the sale, and its length shows: that much is not hidden.
//
// Every member knows the key, so that opening proves nothing about who sealed: what opens counts
// only when its digest is the one of the event.

import { type Bytes, concat, equalBytes, toUtf8 } from "../base/bytes.ts";
import { sha256 } from "./digest.ts";

const nameLabel = toUtf8("leilao/1 picture id");
const keyLabel = toUtf8("leilao/1 picture key");
const sealLabel = toUtf8("leilao/1 picture\0");

/** One key seals one picture and nothing else ever: its nonce has nothing to tell apart. */
const onlyNonce: Bytes = new Uint8Array(12);

/** Why a sealed picture is not believed: it does not open, or it is not the picture of the digest. */
export type PictureFlaw = "seal" | "digest";

/** The picture's name on the wire, 32 bytes, from its SHA-256 digest. */
export async function pictureName(digest: Bytes): Promise<Bytes> {
  return await derived(digest, nameLabel);
}

/** Seals a picture under the key of its own digest: ciphertext and tag. */
export async function sealPicture(picture: Bytes): Promise<Bytes> {
  const digest = sha256(picture);
  const key = await sealingKey(digest);
  const sealed = await crypto.subtle.encrypt(await sealOf(digest), key, picture);
  return new Uint8Array(sealed);
}

/** The picture of this digest in what was sealed, or why it is not in there. */
export async function openPicture(digest: Bytes, sealed: Bytes): Promise<Bytes | PictureFlaw> {
  const key = await sealingKey(digest);
  const seal = await sealOf(digest);
  // GCM tells only that the tag is wrong, and so do we.
  const opened = await crypto.subtle.decrypt(seal, key, sealed).catch(() => null);
  if (opened === null) return "seal";
  const picture = new Uint8Array(opened);
  // §7.7: any member could have sealed something else under this key.
  return equalBytes(sha256(picture), digest) ? picture : "digest";
}

async function sealOf(digest: Bytes): Promise<AesGcmParams> {
  const additionalData = concat(sealLabel, await pictureName(digest));
  return { name: "AES-GCM", iv: onlyNonce, additionalData };
}

async function sealingKey(digest: Bytes): Promise<CryptoKey> {
  const raw = await derived(digest, keyLabel);
  return await crypto.subtle.importKey("raw", raw, "AES-GCM", false, ["encrypt", "decrypt"]);
}

/** HKDF-SHA-256 (RFC 5869) of the digest, without a salt: both sides know nothing else. */
async function derived(digest: Bytes, info: Bytes): Promise<Bytes> {
  const base = await crypto.subtle.importKey("raw", digest, "HKDF", false, ["deriveBits"]);
  const params = { name: "HKDF", hash: "SHA-256", salt: new Uint8Array(0), info };
  return new Uint8Array(await crypto.subtle.deriveBits(params, base, 256));
}
