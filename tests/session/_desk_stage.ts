// A desk to try: its house key, its sale, the lots of the rules' tests, Ana and Ben.

import { generateKeyPairSync, type KeyObject, verify } from "node:crypto";
import { assert } from "@std/assert";
import type { Command } from "../../lib/auction/command.ts";
import type { Bytes } from "../../lib/base/bytes.ts";
import { GENESIS_HASH } from "../../lib/secure/digest.ts";
import { HouseSigner } from "../../lib/secure/house_signer.ts";
import { type SignatureLabel, signedBytes } from "../../lib/secure/signing.ts";
import { Desk } from "../../lib/session/desk.ts";
import type { BidInput, DeskInput, DeskOutput, RecordRow } from "../../lib/session/desk_message.ts";
import { encodeBid, type SignedBid } from "../../lib/wire/bid_codec.ts";
import { SIGNATURE_BYTES } from "../../lib/wire/limits.ts";
import { decodeReceipt, type Receipt } from "../../lib/wire/member_message.ts";
import { ANA, BEN, lot7, lot8, T0 } from "../auction/scene.ts";

/** The sale's id. */
export const SALE = "ab".repeat(16);
export const SALT = "00".repeat(16);

/** A house of its own for each test. */
export class DeskStage {
  readonly rows: RecordRow[] = [];
  desk: Desk;
  readonly #key: KeyObject;
  readonly #signer: HouseSigner;
  readonly #stored = new Map<string, DeskOutput["bids"][number]>();

  constructor() {
    const { privateKey, publicKey } = generateKeyPairSync("ed25519");
    this.#key = publicKey;
    const { kty, crv, x, d } = privateKey.export({ format: "jwk" });
    this.#signer = new HouseSigner({
      kty: String(kty),
      crv: String(crv),
      x: String(x),
      d: String(d),
    });
    this.desk = this.fresh();
  }

  /** Another desk of the same house and the same answers: as after a restart. */
  fresh(): Desk {
    return new Desk({
      sale: SALE,
      sign: (label, body) => this.#signer.sign(label, body),
      storedBid: (paddle, bidId) => this.#stored.get(`${paddle} ${bidId.toHex()}`) ?? null,
    });
  }

  /** Works a round through and keeps what it gave, as the thread commits it. */
  take(inputs: readonly DeskInput[], now = T0): DeskOutput {
    const output = this.desk.take(inputs, now);
    this.rows.push(...output.rows);
    for (const bid of output.bids) {
      this.#stored.set(`${bid.paddle} ${bid.bidId.toHex()}`, bid);
    }
    return output;
  }

  /** Takes commands, one round each. */
  say(...commands: readonly Command[]): DeskOutput {
    const outputs = commands.map((command) => this.take([said(command)], command.at));
    const last = outputs.at(-1);
    assert(last !== undefined, "Something must be said");
    return last;
  }

  /** A sale with lots 7 and 8 open at T0, Ana and Ben admitted. */
  open(): this {
    this.say(
      { type: "CreateSale", at: 0, sale: SALE, name: "House sale", currency: "BRL" },
      { type: "CatalogueLot", at: 0, lot: lot7, salt: SALT },
      { type: "CatalogueLot", at: 0, lot: lot8, salt: SALT },
      { type: "AdmitPaddle", at: 0, paddle: ANA, identity: "key of Ana" },
      { type: "AdmitPaddle", at: 0, paddle: BEN, identity: "key of Ben" },
      { type: "OpenLot", at: T0, lot: "7" },
      { type: "OpenLot", at: T0, lot: "8" },
    );
    return this;
  }

  isSigned(label: SignatureLabel, body: Bytes, signature: Bytes): boolean {
    return verify(null, signedBytes(label, body), this.#key, signature);
  }

  /** The receipt in its signed bytes, whose signature must be the house's. */
  receipt(signed: Bytes | undefined): Receipt {
    assert(signed !== undefined, "There is a receipt");
    const body = signed.slice(SIGNATURE_BYTES);
    assert(this.isSigned("receipt", body, signed.slice(0, SIGNATURE_BYTES)));
    const receipt = decodeReceipt(body);
    assert(receipt !== null, "A receipt can be read");
    return receipt;
  }
}

/** A command as the desk takes it. */
export function said(command: Command, ref = 1): DeskInput {
  return { type: "command", ref, command };
}

/** What may be different in a bid: by default Ana's of 20.00 on lot 7, with her first bid id. */
export interface BidChanges extends Partial<SignedBid> {
  readonly paddle?: string;
  readonly from?: string;
  readonly at?: number;
}

/** A bid as the feed hands it over. */
export function bidInput(changes: BidChanges = {}): BidInput {
  const { paddle = ANA, from = "member of Ana", at = T0 + 1, ...fields } = changes;
  const bid = encodeBid({
    sale: SALE,
    lot: "7",
    kind: "max",
    amount: 2_000,
    quantity: 1,
    currency: "BRL",
    bidId: "01".repeat(16),
    seenSeq: 0,
    seenHash: GENESIS_HASH,
    ...fields,
  });
  return { type: "bid", from, paddle, bid, signature: new Uint8Array(SIGNATURE_BYTES), at };
}
