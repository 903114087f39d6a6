// One join of the vectors, frame by frame: Ana, whom nobody registered yet, and the house.

import { type Bytes, concat, toBase64url, toUtf8, u32 } from "../../lib/base/bytes.ts";
import { rfc7638Key } from "../secure/_keys.ts";
import { member, noon, openedHash, sale, session } from "./_stage.ts";
import { ana, house, jws, sha256, signingJwk } from "./_test_keys.ts";

export const types = { JOIN: 1, CHALLENGE: 2, PROOF: 3, WELCOME: 4, CONFIRM: 5 };

/** A frame of §3.1. */
export function frame(type: keyof typeof types | number, body: string | Uint8Array): Bytes {
  const content = typeof body === "string" ? toUtf8(body) : body;
  const code = typeof type === "number" ? type : types[type];
  return concat(u32(content.length + 1), Uint8Array.of(code), content);
}

/** The transcript hash of §3.3. */
export function transcript(...frames: readonly Uint8Array[]): Bytes {
  return sha256(toUtf8("leilao/1 join\0"), ...frames);
}

export const rsa = rfc7638Key;
export const signing = signingJwk(ana);
export const nonce = toBase64url(new Uint8Array(32).fill(0x01));
export const joinJson = { version: 1, keys: [rsa, signing], nonce };
export const join = frame("JOIN", JSON.stringify(joinJson));
export const afterJoin = toBase64url(transcript(join));

export const challengeJson = {
  version: 1,
  transcript: afterJoin,
  nonce: toBase64url(new Uint8Array(32).fill(0x02)),
  house: signingJwk(house),
  now: noon,
};
export const challengeHead = { alg: "Ed25519", typ: "leilao-challenge" };
export const challengeJws = jws(house, challengeHead, challengeJson);
export const challenge = frame("CHALLENGE", challengeJws);
export const afterChallenge = toBase64url(transcript(join, challenge));
export const proofHead = { alg: "Ed25519", typ: "leilao-proof" };
export const proof = frame("PROOF", jws(ana, proofHead, { transcript: afterChallenge }));
export const afterProof = transcript(join, challenge, proof);
export const forWelcome = toBase64url(afterProof);
export const refusedHead = { alg: "Ed25519", typ: "leilao-refused" };
export const refusedJws = jws(house, refusedHead, {
  transcript: forWelcome,
  reason: "not_registered",
});

/** The last 32 bytes of a member: from this and the transcript come all of its keys. */
export const secret = new Uint8Array(32).fill(0x5e);
export const welcomeHead = { alg: "Ed25519", typ: "leilao-welcome" };
export const welcomeJson = {
  transcript: forWelcome,
  sale,
  saleName: "Leilão de junho",
  currency: "BRL",
  session,
  paddle: "12",
  name: "Ana",
  member,
  secret: toBase64url(secret),
  group: { address: "239.255.73.10", port: 7311, ttl: 1 },
  epoch: { number: 1, key: toBase64url(new Uint8Array(32).fill(0x6b)), salt: "WhdaFw" },
  bids: { address: "192.168.1.5", port: 7312 },
  relay: { address: "192.168.1.5", port: 7313 },
  next: 2,
  head: openedHash.toHex(),
  now: noon,
  bidsPerSecond: 20,
};
export const welcomeJws = jws(house, welcomeHead, welcomeJson);
