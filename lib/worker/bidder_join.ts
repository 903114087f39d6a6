// The bidder's side of one join, from JOIN to READY (PROTOCOL §3.2).
//
// The house is known by its pinned key before anything is proven to it, and nothing in WELCOME is
// believed before its signature and its transcript were checked.

import { compactDecrypt } from "jose";
import { type Bytes, fromBase64url, fromUtf8, toBase64url, toUtf8 } from "../base/bytes.ts";
import { Fault } from "../base/fault.ts";
import { type ByteStream, FrameStream } from "../net/frame_stream.ts";
import { transcriptHash } from "../secure/digest.ts";
import { makeJws, openJws } from "../secure/house_signer.ts";
import { thumbprint, toPublicJwks } from "../secure/key_set.ts";
import { deriveMemberKeys, type MemberKeys } from "../secure/key_schedule.ts";
import type { Identity } from "../secure/private_key_set.ts";
import { importSealKey, openSealed, Sealer, type SealKey } from "../secure/sealing.ts";
import { importVerifyKey } from "../secure/signing.ts";
import { type JoinFrame, type JoinFrameType, makeJoinFrame } from "../wire/join_frame.ts";
import {
  ChallengeSchema,
  decodeCatchup,
  decodeJson,
  decodeReady,
  encodeConfirm,
  encodeJson,
  type Have,
  type JoinRefusal,
  RefusedSchema,
  type Welcome,
  WelcomeSchema,
} from "../wire/join_message.ts";
import { PROTOCOL_VERSION } from "../wire/limits.ts";

/** Where the house's record stood when the catch-up ended. */
export interface CaughtUp {
  readonly next: number;
  readonly head: Bytes;
}

/** A session with the house, as WELCOME gave it. */
export interface JoinedSession {
  readonly welcome: Omit<Welcome, "secret" | "epoch">;
  readonly epoch: { readonly number: number; readonly key: SealKey };
  readonly keys: MemberKeys;
  /** The `x` of the house's key, and its thumbprint. */
  readonly houseX: string;
  readonly house: string;
}

/** What the caller brings to a join. */
export interface BidderJoinOptions {
  readonly identity: Identity;
  /** Throws `wrong_house` where the key of this thumbprint is not the house's. */
  checkHouse(thumbprint: string): Promise<void> | void;
  /** After WELCOME and before CONFIRM: join the group now; gives what is held already. */
  welcomed(session: JoinedSession): Promise<Have | null>;
  /** Signed batches of the past, in order; the next are read when these are worked through. */
  caughtUp(batches: readonly Bytes[]): Promise<void>;
}

/** A refusal by the house, signed and meant for us. */
export class JoinRefused extends Fault {
  readonly reason: JoinRefusal;

  constructor(reason: JoinRefusal) {
    super("refused_join", `Joining failed: the house refuses ("${reason}")`);
    this.reason = reason;
  }
}

/**
 * Joins over `stream` and closes it. Faults: `wrong_house`, `refused_join`, `bad_protocol` where
 * the other side is not a house of ours or something on the way changed what it said,
 * `unreachable` where it closed. The caller bounds the time.
 */
export async function joinHouse(
  stream: ByteStream,
  options: BidderJoinOptions,
): Promise<{ readonly session: JoinedSession; readonly ready: CaughtUp }> {
  const join = new BidderJoin(new FrameStream(stream), options);
  try {
    return await join.run();
  } finally {
    await join.close();
  }
}

const noHeader: Bytes = new Uint8Array(0);

class BidderJoin {
  readonly #frames: FrameStream;
  readonly #options: BidderJoinOptions;
  readonly #transcript: JoinFrame[] = [];

  constructor(frames: FrameStream, options: BidderJoinOptions) {
    this.#frames = frames;
    this.#options = options;
  }

  async run(): Promise<{ readonly session: JoinedSession; readonly ready: CaughtUp }> {
    const { identity } = this.#options;
    const { keys } = toPublicJwks(identity.publicKeySet);
    const nonce = toBase64url(crypto.getRandomValues(new Uint8Array(32)));
    await this.#write("JOIN", encodeJson({ version: PROTOCOL_VERSION, keys, nonce }));
    const houseX = await this.#challenge();
    const proof = { transcript: this.#hash() };
    const jws = await makeJws("leilao-proof", { payload: proof, key: identity.sign });
    await this.#write("PROOF", toUtf8(jws));
    const session = await this.#welcome(houseX);
    const have = await this.#options.welcomed(session);
    const confirm = new Sealer(session.keys.confirm);
    const sealed = await confirm.seal(new Uint8Array(encodeConfirm(have)), () => noHeader);
    await this.#write("CONFIRM", sealed);
    // Nothing is hashed any more: the past that follows is not to be held in memory.
    this.#transcript.length = 0;
    return { session, ready: await this.#catchUp(session.keys.catchup) };
  }

  async close(): Promise<void> {
    await this.#frames.close();
  }

  async #challenge(): Promise<string> {
    const transcript = this.#hash();
    const frame = await this.#read("CHALLENGE");
    const jws = fromUtf8(frame.body) ?? "";
    // The key is in the payload that it signs: read it first, believe it only after the check.
    const claimed = decodeJson(payloadOf(jws), ChallengeSchema);
    if (claimed === null) throw broken("CHALLENGE cannot be read");
    const key = await importVerifyKey(claimed.house.x);
    const payload = await openJws(jws, { typ: "leilao-challenge", key });
    if (payload === null) throw broken("CHALLENGE's signature is wrong");
    if (claimed.transcript !== transcript) throw broken("CHALLENGE answers another JOIN");
    await this.#options.checkHouse(thumbprint(claimed.house));
    return claimed.house.x;
  }

  async #welcome(houseX: string): Promise<JoinedSession> {
    const transcript = this.#hash();
    const frame = await this.#frame();
    const key = await importVerifyKey(houseX);
    if (frame.type === "REFUSED") throw await refusal(frame, { key, transcript });
    if (frame.type !== "WELCOME") throw broken(`${frame.type} came in the place of WELCOME`);
    const jws = await this.#decrypt(fromUtf8(frame.body) ?? "");
    const payload = await openJws(jws, { typ: "leilao-welcome", key });
    const welcome = payload === null ? null : decodeJson(payload, WelcomeSchema);
    if (welcome === null) throw broken("WELCOME is not signed by the house");
    // A WELCOME replayed or cut out of another join names another transcript.
    if (welcome.transcript !== transcript) throw broken("WELCOME answers another join");
    return await this.#session(welcome, houseX);
  }

  async #session(welcome: Welcome, houseX: string): Promise<JoinedSession> {
    const { secret, epoch, ...rest } = welcome;
    const keys = await deriveMemberKeys(raw(secret), transcriptHash(this.#transcript));
    const key = await importSealKey(raw(epoch.key), raw(epoch.salt));
    const house = thumbprint({ kty: "OKP", crv: "Ed25519", x: houseX, use: "sig", alg: "Ed25519" });
    return { welcome: rest, epoch: { number: epoch.number, key }, keys, houseX, house };
  }

  async #decrypt(jwe: string): Promise<string> {
    try {
      const options = {
        keyManagementAlgorithms: ["RSA-OAEP-256"],
        contentEncryptionAlgorithms: ["A256GCM"],
      };
      const { plaintext } = await compactDecrypt(jwe, this.#options.identity.decrypt, options);
      return fromUtf8(plaintext) ?? "";
    } catch (cause) {
      throw broken("WELCOME does not open with our key", cause);
    }
  }

  async #catchUp(key: SealKey): Promise<CaughtUp> {
    for (let counter = 0;; counter++) {
      const frame = await this.#frame();
      this.#transcript.length = 0;
      const opened = await openSealed(key, { counter, aad: noHeader, sealed: frame.body });
      if (opened === null) throw broken(`${frame.type} does not open`);
      if (frame.type === "READY") {
        const ready = decodeReady(opened);
        if (ready === null) throw broken("READY cannot be read");
        return { next: ready.next, head: new Uint8Array(ready.head) };
      }
      const batches = frame.type === "CATCHUP" ? decodeCatchup(opened) : null;
      if (batches === null) throw broken("CATCHUP cannot be read");
      await this.#options.caughtUp(batches.map((batch) => new Uint8Array(batch)));
    }
  }

  #hash(): string {
    return toBase64url(transcriptHash(this.#transcript));
  }

  async #read(type: JoinFrameType): Promise<JoinFrame> {
    const frame = await this.#frame();
    if (frame.type !== type) throw broken(`${frame.type} came in the place of ${type}`);
    return frame;
  }

  async #frame(): Promise<JoinFrame> {
    const frame = await this.#frames.read();
    if (frame === "closed" || frame === "timeout") {
      throw new Fault("unreachable", "Joining failed: the connection was closed by the other side");
    }
    if (typeof frame === "string") throw broken(`a frame's ${frame} is wrong`);
    this.#transcript.push(frame);
    return frame;
  }

  async #write(type: JoinFrameType, body: Uint8Array): Promise<void> {
    const frame = makeJoinFrame(type, body);
    this.#transcript.push(frame);
    await this.#frames.write(frame);
  }
}

async function refusal(
  frame: JoinFrame,
  { key, transcript }: { readonly key: CryptoKey; readonly transcript: string },
): Promise<Fault> {
  const jws = fromUtf8(frame.body) ?? "";
  const payload = await openJws(jws, { typ: "leilao-refused", key });
  const refused = payload === null ? null : decodeJson(payload, RefusedSchema);
  if (refused?.transcript !== transcript) return broken("REFUSED is not signed for this join");
  return new JoinRefused(refused.reason);
}

/** The bytes of base64url that a schema has already checked. */
function raw(text: string): Bytes {
  const bytes = fromBase64url(text);
  if (bytes === null) throw broken("a key is not canonical base64url");
  return bytes;
}

/** The unverified payload of a compact JWS. */
function payloadOf(jws: string): Bytes {
  return fromBase64url(jws.split(".")[1] ?? "") ?? new Uint8Array(0);
}

function broken(what: string, cause?: unknown): Fault {
  return new Fault("bad_protocol", `Joining failed: ${what}`, {
    hint: "This is no Leilao house of this version, or something on the way interferes.",
    cause,
  });
}
