// The house's side of a join, made by hand: honest, but for the one thing that a test changes.

import { CompactEncrypt, importJWK } from "jose";
import { type Bytes, fromBase64url, toBase64url, toUtf8 } from "../../lib/base/bytes.ts";
import { FrameStream } from "../../lib/net/frame_stream.ts";
import { transcriptHash } from "../../lib/secure/digest.ts";
import { HouseSigner, type JwsType } from "../../lib/secure/house_signer.ts";
import { deriveMemberKeys } from "../../lib/secure/key_schedule.ts";
import { generateSigningJwk, type Identity } from "../../lib/secure/private_key_set.ts";
import { Sealer } from "../../lib/secure/sealing.ts";
import { type JoinFrame, type JoinFrameType, makeJoinFrame } from "../../lib/wire/join_frame.ts";
import { encodeCatchup, encodeReady } from "../../lib/wire/join_message.ts";
import { PROTOCOL_VERSION } from "../../lib/wire/limits.ts";
import type { ByteStream } from "../../lib/net/frame_stream.ts";

/** What the house does otherwise than it should, and what it has to tell. */
export interface HouseFlaws {
  /** Another key signs this message than the one that CHALLENGE shows. */
  readonly foreign?: JwsType;
  /** This message names another transcript. */
  readonly elsewhere?: JwsType;
  /** These frames have another type. */
  readonly types?: Partial<Record<JoinFrameType, JoinFrameType>>;
  /** REFUSED comes in the place of WELCOME. */
  readonly refuses?: boolean;
  /** The cipher of WELCOME. */
  readonly enc?: "A128GCM";
  /** Members of WELCOME that are others. */
  readonly welcome?: Readonly<Record<string, unknown>>;
  /** What CATCHUP brings. */
  readonly past?: readonly Bytes[];
  /** CATCHUP is not sealed. */
  readonly open?: boolean;
}

const noHeader = new Uint8Array(0);

/** A house whose key is its own. */
export class HandMadeHouse {
  readonly #signer: HouseSigner;
  readonly #foreigner: HouseSigner;

  private constructor(signer: HouseSigner, foreigner: HouseSigner) {
    this.#signer = signer;
    this.#foreigner = foreigner;
  }

  /** A house with new keys. */
  static async make(): Promise<HandMadeHouse> {
    const [own, foreign] = await Promise.all([generateSigningJwk(), generateSigningJwk()]);
    return new HandMadeHouse(new HouseSigner({ ...own }), new HouseSigner({ ...foreign }));
  }

  /** Serves one join over `stream`; ends when the bidder has gone, or has everything. */
  async serve(
    stream: ByteStream,
    { identity, flaws }: { readonly identity: Identity; readonly flaws: HouseFlaws },
  ): Promise<void> {
    const join = new HandMadeJoin(new FrameStream(stream), { flaws, sign: this.#sign(flaws) });
    try {
      await join.run(identity, this.#signer.publicJwk());
    } finally {
      await join.close();
    }
  }

  #sign({ foreign }: HouseFlaws): (typ: JwsType, payload: unknown) => Promise<string> {
    return (typ, payload) => (typ === foreign ? this.#foreigner : this.#signer).jws(typ, payload);
  }
}

class HandMadeJoin {
  readonly #frames: FrameStream;
  readonly #flaws: HouseFlaws;
  readonly #sign: (typ: JwsType, payload: unknown) => Promise<string>;
  readonly #transcript: JoinFrame[] = [];

  constructor(
    frames: FrameStream,
    { flaws, sign }: {
      readonly flaws: HouseFlaws;
      sign(typ: JwsType, payload: unknown): Promise<string>;
    },
  ) {
    this.#frames = frames;
    this.#flaws = flaws;
    this.#sign = sign;
  }

  async run(identity: Identity, house: unknown): Promise<void> {
    await this.#read();
    const challenge = {
      version: PROTOCOL_VERSION,
      transcript: this.#hash("leilao-challenge"),
      nonce: toBase64url(new Uint8Array(32)),
      house,
      now: 1,
    };
    await this.#write("CHALLENGE", toUtf8(await this.#sign("leilao-challenge", challenge)));
    await this.#read();
    if (this.#flaws.refuses) return await this.#refuse();
    const secret = await this.#welcome(identity);
    const keys = await deriveMemberKeys(secret, transcriptHash(this.#transcript));
    await this.#read();
    const sealer = new Sealer(keys.catchup);
    const seal = (bytes: Uint8Array) => sealer.seal(new Uint8Array(bytes), () => noHeader);
    const catchup = encodeCatchup(this.#flaws.past ?? []);
    const sealed = await seal(catchup);
    await this.#write("CATCHUP", this.#flaws.open ? catchup : sealed);
    await this.#write("READY", await seal(encodeReady({ next: 1, head: new Uint8Array(32) })));
  }

  async #refuse(): Promise<void> {
    const refused = { transcript: this.#hash("leilao-refused"), reason: "banned" };
    await this.#write("REFUSED", toUtf8(await this.#sign("leilao-refused", refused)));
  }

  async #welcome({ publicKeySet }: Identity): Promise<Bytes> {
    const text = toBase64url(new Uint8Array(32));
    const place = { address: "10.0.0.1", port: 7_310 };
    const jws = await this.#sign("leilao-welcome", {
      transcript: this.#hash("leilao-welcome"),
      sale: "5a".repeat(16),
      saleName: "Leilão",
      currency: "BRL",
      session: "5e".repeat(8),
      paddle: "7",
      name: "Ana",
      member: "ab".repeat(8),
      secret: text,
      group: { address: "239.1.1.1", port: 7_311, ttl: 1 },
      epoch: { number: 1, key: text, salt: "AAAAAA" },
      bids: place,
      relay: place,
      next: 1,
      head: "00".repeat(32),
      now: 1,
      bidsPerSecond: 1,
      ...this.#flaws.welcome,
    });
    const { kty, n, e } = publicKeySet.encryption;
    const jwe = await new CompactEncrypt(toUtf8(jws))
      .setProtectedHeader({ alg: "RSA-OAEP-256", enc: this.#flaws.enc ?? "A256GCM" })
      .encrypt(await importJWK({ kty, n, e }, "RSA-OAEP-256"));
    await this.#write("WELCOME", toUtf8(jwe));
    return fromBase64url(text) ?? new Uint8Array(0);
  }

  async close(): Promise<void> {
    await this.#frames.close();
  }

  /** The transcript so far, as this message names it. */
  #hash(typ: JwsType): string {
    const here = transcriptHash(this.#transcript);
    return toBase64url(this.#flaws.elsewhere === typ ? here.toReversed() : here);
  }

  async #read(): Promise<void> {
    const frame = await this.#frames.read();
    if (typeof frame === "string") throw new Error(`The bidder's frame: ${frame}`);
    this.#transcript.push(frame);
  }

  async #write(type: JoinFrameType, body: Uint8Array): Promise<void> {
    const frame = makeJoinFrame(this.#flaws.types?.[type] ?? type, body);
    this.#transcript.push(frame);
    await this.#frames.write(frame);
  }
}
