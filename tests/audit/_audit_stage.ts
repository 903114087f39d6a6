// A house whose record is audited: real keys, real signatures, and the means to cheat.
//
// Ana and Ben bid for lot 7. The house can also write its record anew: chain, batches and all are
// signed again with its own key, as only a dishonest house could.

import { createHash, generateKeyPairSync, type KeyObject } from "node:crypto";
import type { Command } from "../../lib/auction/command.ts";
import { type Bytes, toBase64url } from "../../lib/base/bytes.ts";
import type { OwnRecord } from "../../lib/audit/own_record_audit.ts";
import type { KeptNotes } from "../../lib/audit/kept_notes.ts";
import type { LedgerSource } from "../../lib/audit/ledger_audit.ts";
import { Ledger } from "../../lib/ledger/ledger.ts";
import type { LedgerAppend, LedgerBatch, LedgerBid, LedgerRow } from "../../lib/ledger/store.ts";
import { chainHash, commitmentTo, GENESIS_HASH } from "../../lib/secure/digest.ts";
import { HouseSigner } from "../../lib/secure/house_signer.ts";
import { houseNoteKey } from "../../lib/secure/note_key.ts";
import { type SigningJwk, thumbprint } from "../../lib/secure/key_set.ts";
import {
  type SignatureLabel,
  signedBytes,
  signSync,
  thumbprintBytes,
} from "../../lib/secure/signing.ts";
import { packBatches } from "../../lib/session/batch_packer.ts";
import { Desk } from "../../lib/session/desk.ts";
import type { BidInput } from "../../lib/session/desk_message.ts";
import { encodeBid, type SignedBid } from "../../lib/wire/bid_codec.ts";
import { type CheckpointNote, decodeCheckpoint } from "../../lib/wire/checkpoint_note.ts";
import { encodeCommand } from "../../lib/wire/command_codec.ts";
import { decodeEvent, encodeEvent, type WireEvent } from "../../lib/wire/event_codec.ts";
import { decodeSignedMessage } from "../../lib/wire/signed_message.ts";
import { ANA, BEN, lot7, T0 } from "../auction/scene.ts";

/** The sale's id. */
export const SALE = "5a".repeat(16);

/** A bidder: an identity as the registry would give it, and the key that signs its bids. */
export interface Person {
  readonly paddle: string;
  readonly identity: string;
  readonly key: KeyObject;
}

/** What may be otherwise in a bid; `signedBy` is who signs it, if not the paddle's owner. */
export interface BidChanges extends Partial<SignedBid> {
  readonly signedBy?: Person;
}

/** A person with keys of their own. The RSA modulus is never used as a key here. */
export function personAs(paddle: string, name: string): Person {
  const { privateKey, publicKey } = generateKeyPairSync("ed25519");
  const n = toBase64url(createHash("sha512").update(name).digest());
  const rsa = { kty: "RSA", n, e: "AQAB", use: "enc", alg: "RSA-OAEP-256" } as const;
  const { x } = publicKey.export({ format: "jwk" });
  const identity = JSON.stringify({ name, thumbprint: thumbprint(rsa), n, x });
  return { paddle, identity, key: privateKey };
}

/** The house and its record. */
export class AuditStage {
  readonly ana: Person;
  readonly ben: Person;
  readonly rows: LedgerRow[] = [];
  readonly batches: LedgerBatch[] = [];
  readonly bids: LedgerBid[] = [];
  readonly #appends: LedgerAppend[] = [];
  readonly #signer: HouseSigner;
  readonly #desk: Desk;
  #bidNumber = 0;

  /** A house of its own, or the one of `before` with its record as it is now. */
  constructor(before?: AuditStage) {
    this.ana = before?.ana ?? personAs(ANA, "Ana Lima");
    this.ben = before?.ben ?? personAs(BEN, "Ben Souza");
    this.#signer = before === undefined ? newSigner() : before.#signer;
    this.#desk = new Desk({
      sale: SALE,
      sign: (label, body) => this.sign(label, body),
      storedBid: () => null,
    });
    if (before === undefined) return;
    for (const row of before.rows) this.#desk.restore(row);
    this.rows.push(...before.rows);
    this.batches.push(...before.batches);
    this.bids.push(...before.bids);
    this.#appends.push(...before.#appends);
    this.#bidNumber = before.#bidNumber;
  }

  get key(): SigningJwk {
    return this.#signer.publicJwk();
  }

  /** The house's thumbprint. */
  get house(): string {
    return thumbprint(this.key);
  }

  get head(): ReturnType<Desk["head"]> {
    return this.#desk.head();
  }

  sign(label: SignatureLabel, body: Bytes): Bytes {
    return this.#signer.sign(label, body);
  }

  /** A heartbeat as the house would send it now, a whole signed message. */
  heartbeat(): Bytes {
    const beat = { session: "5e".repeat(8), beat: 1, at: T0, members: 1, roundTripMs: 1 };
    return this.#desk.heartbeat({ ...beat, state: "running" });
  }

  /** A checkpoint of the record as it stands, a whole signed message. */
  checkpoint(at = T0 + 1_000): Bytes {
    return this.#desk.checkpoint(at);
  }

  /** The same as a note. */
  note(at?: number): CheckpointNote {
    const signed = decodeSignedMessage(this.checkpoint(at));
    const checkpoint = signed === null ? null : decodeCheckpoint(signed.body);
    if (signed === null || checkpoint === null) throw new Error("The desk's note cannot be read");
    const { body: text, signature } = signed;
    return { ...houseNoteKey(this.key.x), checkpoint, text, signature };
  }

  /** A sale with lot 7 open, Ana and Ben admitted. */
  open(): this {
    const salt = "00".repeat(16);
    this.say(
      { type: "CreateSale", at: 0, sale: SALE, name: "House sale", currency: "BRL" },
      { type: "CatalogueLot", at: 0, lot: { ...lot7, reserve: lot7.opening }, salt },
      { type: "AdmitPaddle", at: 0, paddle: ANA, identity: this.ana.identity },
      { type: "AdmitPaddle", at: 0, paddle: BEN, identity: this.ben.identity },
      { type: "OpenLot", at: T0, lot: "7" },
    );
    return this;
  }

  /** A whole small sale: Ana and Ben bid, one bid is refused, Ben wins. */
  played(): this {
    this.open();
    this.bid(this.ana, 2_000);
    this.bid(this.ben, 3_000);
    this.bid(this.ana, 100);
    this.bid(this.ana, 2_600);
    const at = T0 + 10;
    this.say({ type: "HammerLot", at, lot: "7", belowReserve: false });
    return this;
  }

  /** Works commands through, each committed by itself. */
  say(...commands: readonly Command[]): void {
    for (const command of commands) {
      this.take([{ type: "command", ref: 1, command }], command.at);
    }
  }

  /** Takes a bid of at most `amount` on lot 7; gives the bytes that were signed. */
  bid(by: Person, amount: number, changes: BidChanges = {}): { bid: Bytes; signature: Bytes } {
    const input = this.signed(by, amount, changes);
    this.take([input], input.at);
    return input;
  }

  /** A signed bid as the feed hands it over, not taken yet. */
  signed(by: Person, amount: number, changes: BidChanges = {}): BidInput {
    const { signedBy = by, ...fields } = changes;
    const { seq: seenSeq, hash: seenHash } = this.head;
    const bidId = (++this.#bidNumber).toString(16).padStart(32, "0");
    const common = { sale: SALE, lot: "7", kind: "max", quantity: 1, currency: "BRL" } as const;
    const bid = encodeBid({ ...common, amount, bidId, seenSeq, seenHash, ...fields });
    const message = signedBytes("bid", thumbprintBytes(this.house), bid);
    const signature = signSync(signedBy.key, message);
    const at = T0 + this.#bidNumber;
    return { type: "bid", from: "m", paddle: by.paddle, bid, signature, at };
  }

  /** One round at the desk, committed as one. */
  take(inputs: Parameters<Desk["take"]>[0], at: number): void {
    const { rows, batches, bids, aliveAt } = this.#desk.take(inputs, at);
    this.rows.push(...rows);
    this.batches.push(...batches);
    this.bids.push(...bids);
    if (rows.length > 0) this.#appends.push({ rows, batches, bids, aliveAt });
  }

  /** The record as an audit reads it, with other lists in place of its own. */
  source(changes: Partial<Pick<AuditStage, "rows" | "batches" | "bids">> = {}): LedgerSource {
    const { rows = this.rows, batches = this.batches, bids = this.bids } = changes;
    return {
      identity: { sale: SALE, house: this.key.x },
      rows: () => rows,
      batches: () => batches,
      bids: () => bids,
    };
  }

  /** `rows` with a chain and batches of their own, signed by the house: nothing shows but rules. */
  signedAnew(rows: readonly LedgerRow[]): { rows: LedgerRow[]; batches: LedgerBatch[] } {
    let hash = GENESIS_HASH;
    const chained = rows.map((row, i) => {
      hash = chainHash(hash, row.event);
      return { ...row, seq: i + 1, hash };
    });
    const sign = (body: Bytes) => this.sign("batch", body);
    const packed = packBatches(chained, { sale: SALE, prevHash: GENESIS_HASH, at: T0, sign });
    return { rows: chained, batches: [...packed] };
  }

  /** Writes the record to a file as the house does; `whileOpen` is called before it lets go of it. */
  write(path: string, whileOpen?: () => void): void {
    const ledger = Ledger.open(path, { identity: { sale: SALE, house: this.key.x } });
    for (const _ of ledger.load({ genesis: GENESIS_HASH, chainHash }));
    for (const append of this.#appends) ledger.append(append);
    whileOpen?.();
    ledger.close();
  }
}

function newSigner(): HouseSigner {
  const { privateKey } = generateKeyPairSync("ed25519");
  const { x = "", d = "" } = privateKey.export({ format: "jwk" });
  return new HouseSigner({ kty: "OKP", crv: "Ed25519", x, d });
}

/** The row with another event in place of its own, and the command that would have caused it. */
export function withEvent(
  row: LedgerRow,
  change: (event: WireEvent["event"]) => WireEvent["event"],
  command?: Command,
): LedgerRow {
  const decoded = decodeEvent(row.event);
  if (decoded === null) throw new Error(`Event ${row.seq} cannot be read`);
  const bytes = command === undefined ? row.command : encodeCommand({ command, signed: null });
  const commitment = bytes === null ? null : commitmentTo(bytes);
  const event = encodeEvent({ event: change(decoded.event), commitment });
  return { ...row, command: bytes, event };
}

/** The bytes with one bit changed. */
export function flipped(bytes: Bytes, at = bytes.length - 1): Bytes {
  return bytes.with(at, (bytes[at] ?? 0) ^ 1);
}

/** What a bidder of this stage kept: all batches, and one bid with its receipt. */
export function ownRecord(
  stage: AuditStage,
  kept: Partial<{ [K in keyof OwnRecord]: ReturnType<OwnRecord[K]> }> = {},
): OwnRecord {
  return {
    batches: () => kept.batches ?? stage.batches,
    bids: () => kept.bids ?? [],
    checkpoints: () => kept.checkpoints ?? [],
    evidence: () => kept.evidence ?? [],
  };
}

/** Notes as an audit reads them from a file. */
export function keptNotes(...notes: readonly CheckpointNote[]): KeptNotes {
  return { place: "checkpoints.txt", notes, unreadable: null };
}
