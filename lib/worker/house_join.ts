// The house's side of one join, from JOIN to READY (PROTOCOL §3.2).
//
// Cheap before dear: keys are checked before anything is signed, the bidder's signature before the
// registry is asked, the registry before any RSA. Whatever is not exactly as it must be ends the
// connection without a word; only a proven owner of keys learns why it is refused.

import { CompactEncrypt, importJWK } from "jose";
import { type Bytes, fromUtf8, toBase64url, toUtf8 } from "../base/bytes.ts";
import { type ByteStream, FrameStream } from "../net/frame_stream.ts";
import { transcriptHash } from "../secure/digest.ts";
import { openJws } from "../secure/house_signer.ts";
import { checkPublicKeySet, type PublicKeySet, thumbprint } from "../secure/key_set.ts";
import { deriveMemberKeys, type MemberKeys } from "../secure/key_schedule.ts";
import { openSealed, Sealer } from "../secure/sealing.ts";
import { importVerifyKey } from "../secure/signing.ts";
import { type JoinFrame, type JoinFrameType, makeJoinFrame } from "../wire/join_frame.ts";
import {
  CATCHUP_BYTES_MAX,
  decodeConfirm,
  decodeJson,
  encodeCatchup,
  encodeReady,
  type Have,
  JoinSchema,
  ProofSchema,
} from "../wire/join_message.ts";
import type { JoinDesk } from "./join_desk.ts";

/** How a join ended, for the counters: "joined", or where it stopped. */
export type JoinEnd =
  | "joined"
  | "closed"
  | "length"
  | "type"
  | "timeout"
  | "out_of_order"
  | "join_malformed"
  | "join_key"
  | "proof"
  | "refused"
  | "confirm"
  | "not_confirmed";

/** The keys of CONFIRM, CATCHUP and READY are bound to the transcript: they need no header. */
const noHeader: Bytes = new Uint8Array(0);

/** Stops the handshake where it stands. */
class Ended extends Error {
  readonly end: JoinEnd;

  constructor(end: JoinEnd) {
    super(end);
    this.end = end;
  }
}

/** What a join calls out for: the handshake is over and only the catch-up is left. */
export interface JoinHooks {
  /** After CONFIRM: the handshake's deadline gives way to the catch-up's. */
  confirmed(): void;
}

/** Serves one join over `stream` and closes it. The caller bounds the time by closing `stream`. */
export async function serveJoin(
  stream: ByteStream,
  { desk, hooks }: { readonly desk: JoinDesk; readonly hooks: JoinHooks },
): Promise<JoinEnd> {
  const join = new HouseJoin(new FrameStream(stream), desk);
  try {
    return await join.serve(hooks);
  } catch (error) {
    if (error instanceof Ended) return error.end;
    throw error;
  } finally {
    await join.close();
  }
}

class HouseJoin {
  readonly #frames: FrameStream;
  readonly #desk: JoinDesk;
  readonly #transcript: JoinFrame[] = [];

  constructor(frames: FrameStream, desk: JoinDesk) {
    this.#frames = frames;
    this.#desk = desk;
  }

  async serve(hooks: JoinHooks): Promise<JoinEnd> {
    const { keySet, version } = await this.#join();
    await this.#challenge();
    await this.#proof(keySet);
    const welcome = await this.#admit(keySet, version);
    const keys = await deriveMemberKeys(welcome.secret, transcriptHash(this.#transcript));
    const have = await this.#confirm(keys);
    const { toHouse, toBidder } = keys;
    const { member } = welcome;
    const { ok } = await this.#desk.ask("confirmed", { member, keys: { toHouse, toBidder } });
    if (!ok) throw new Ended("not_confirmed");
    hooks.confirmed();
    // Nothing is hashed any more: the past that follows is not to be held in memory.
    this.#transcript.length = 0;
    await this.#catchUp(keys, have);
    return "joined";
  }

  async close(): Promise<void> {
    await this.#frames.close();
  }

  async #join(): Promise<{ readonly keySet: PublicKeySet; readonly version: number }> {
    const message = decodeJson((await this.#read("JOIN")).body, JoinSchema);
    if (message === null) throw new Ended("join_malformed");
    const check = checkPublicKeySet({ keys: message.keys });
    if (!check.ok) throw new Ended("join_key");
    return { keySet: check.keySet, version: message.version };
  }

  /** §3.2: sent to unknown keys too, so that nobody can probe who is registered. */
  async #challenge(): Promise<void> {
    const { jws } = await this.#desk.ask("challenge", { transcript: this.#hash() });
    await this.#write("CHALLENGE", toUtf8(jws));
  }

  async #proof(keySet: PublicKeySet): Promise<void> {
    const transcript = this.#hash();
    const jws = fromUtf8((await this.#read("PROOF")).body) ?? "";
    const key = await importVerifyKey(keySet.signing.x);
    const payload = await openJws(jws, { typ: "leilao-proof", key });
    const proof = payload === null ? null : decodeJson(payload, ProofSchema);
    if (proof?.transcript !== transcript) throw new Ended("proof");
  }

  async #admit(keySet: PublicKeySet, version: number) {
    const answer = await this.#desk.ask("admit", {
      thumbprint: thumbprint(keySet.encryption),
      keySet,
      version,
      transcript: this.#hash(),
    });
    if (answer.type === "refused") {
      await this.#write("REFUSED", toUtf8(answer.jws));
      throw new Ended("refused");
    }
    const { kty, n, e } = keySet.encryption;
    const jwe = await new CompactEncrypt(toUtf8(answer.jws))
      .setProtectedHeader({ alg: "RSA-OAEP-256", enc: "A256GCM", typ: "leilao-welcome" })
      .encrypt(await importJWK({ kty, n, e }, "RSA-OAEP-256"));
    await this.#write("WELCOME", toUtf8(jwe));
    return answer;
  }

  /** What the bidder already holds; only the owner of the RSA key can have sealed it. */
  async #confirm(keys: MemberKeys): Promise<Have | null> {
    const { body } = await this.#read("CONFIRM");
    const opened = await openSealed(keys.confirm, { counter: 0, aad: noHeader, sealed: body });
    const have = opened === null ? undefined : decodeConfirm(opened);
    if (have === undefined) throw new Ended("confirm");
    return have;
  }

  async #catchUp(keys: MemberKeys, have: Have | null): Promise<void> {
    const sealer = new Sealer(keys.catchup);
    const seal = (bytes: Uint8Array) => sealer.seal(new Uint8Array(bytes), () => noHeader);
    // First how the open lots stand: right on the screen before the past has come.
    const { messages } = await this.#desk.ask("state", {});
    if (messages.length > 0) await this.#write("CATCHUP", await seal(encodeCatchup(messages)));
    let from = await this.#resumeAt(have);
    for (;;) {
      const part = await this.#desk.ask("history", { from, bytesMax: CATCHUP_BYTES_MAX });
      if (part.batches.length === 0) {
        const ready = encodeReady({ next: part.next, head: part.head });
        return await this.#write("READY", await seal(ready));
      }
      await this.#write("CATCHUP", await seal(encodeCatchup(part.batches)));
      from = part.after;
    }
  }

  /** Where to go on: behind what the bidder holds if it is our record, else at the beginning. */
  async #resumeAt(have: Have | null): Promise<number> {
    if (have === null) return 1;
    const { before, sale } = await this.#desk.ask("history", { from: have.seq + 1, bytesMax: 0 });
    const ours = sale === have.sale && before?.toHex() === new Uint8Array(have.hash).toHex();
    return ours ? have.seq + 1 : 1;
  }

  #hash(): string {
    return toBase64url(transcriptHash(this.#transcript));
  }

  async #read(type: JoinFrameType): Promise<JoinFrame> {
    const frame = await this.#frames.read();
    if (typeof frame === "string") throw new Ended(frame);
    if (frame.type !== type) throw new Ended("out_of_order");
    this.#transcript.push(frame);
    return frame;
  }

  async #write(type: JoinFrameType, body: Uint8Array): Promise<void> {
    const frame = makeJoinFrame(type, body);
    if (type !== "CATCHUP" && type !== "READY") this.#transcript.push(frame);
    await this.#frames.write(frame);
  }
}
