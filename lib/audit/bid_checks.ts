// What a start of the house takes on trust and an audit does not: that each bid in the record was
// signed by its bidder, and that each got the one receipt that the rules gave it.

import { type Bytes, equalBytes } from "../base/bytes.ts";
import type { LedgerBid } from "../ledger/store.ts";
import { sha256 } from "../secure/digest.ts";
import { isFloorIdentity } from "../secure/floor_paddles.ts";
import { checkedOwnerIn } from "../secure/paddle_owner.ts";
import { signedBytes, thumbprintBytes, verifierSync } from "../secure/signing.ts";
import type { RecordRow } from "../session/desk_message.ts";
import { decodeBid, type SignedBid } from "../wire/bid_codec.ts";
import { decodeCommand, type RecordedCommand } from "../wire/command_codec.ts";
import { SIGNATURE_BYTES } from "../wire/limits.ts";
import type { Finding } from "./finding.ts";

type Verifier = ReturnType<typeof verifierSync>;

/** Whose bids these are, and the answers that the record keeps, in order of the event they name. */
export interface BidChecksParts {
  readonly sale: string;
  /** The house's thumbprint: every bid is signed for it. */
  readonly house: string;
  readonly isHouse: Verifier;
  readonly answers: Iterable<LedgerBid>;
}

/** A recorded bid, taken apart. */
interface PlacedBid {
  readonly paddle: string;
  readonly bid: SignedBid;
  readonly bytes: Bytes;
  readonly signature: Bytes;
}

/** Goes through a record beside its rows: one call for each row, in order. */
export class BidChecks {
  readonly #parts: BidChecksParts;
  readonly #house: Bytes;
  readonly #verifiers = new Map<string, Verifier>();
  /** The signing key of each paddle. */
  readonly #keys = new Map<string, string>();
  /** The bids found so far, as key and bid id: a signed bid is played once, under any paddle. */
  readonly #found = new Set<string>();
  readonly #answers: Iterator<LedgerBid>;
  /** The next answer, read at the first row: a damaged list is found while the record is read. */
  #answer: LedgerBid | null = null;
  #isReading = false;
  #bids = 0;

  constructor(parts: BidChecksParts) {
    this.#parts = parts;
    this.#house = thumbprintBytes(parts.house);
    this.#answers = parts.answers[Symbol.iterator]();
  }

  /** How many bids of bidders were found right. */
  get bids(): number {
    return this.#bids;
  }

  /**
   * What is wrong with the bid in `row` or with its answer, or null; rows that are no bid have
   * none. `receipt` is the body that the rules give for it.
   */
  flaw(row: RecordRow, receipt: Bytes | null): Finding | null {
    this.#begin();
    const recorded = row.command === null ? null : decodeCommand(row.command);
    const seq = row.seq;
    const unfit = recorded === null ? null : this.#admit(recorded, seq);
    if (unfit !== null) return unfit;
    const placed = recorded === null ? null : placedBid(recorded);
    if (placed !== null) {
      const flaw = this.#bidFlaw(placed, seq) ?? this.#answerFlaw(placed, { seq, receipt });
      if (flaw !== null) return flaw;
      this.#bids++;
    }
    // An answer that is still waiting here names an event that is no bid, or one answered already.
    if (this.#answer === null || this.#answer.seq > seq) return null;
    return { code: "receipt", seq, detail: "a receipt is kept for an event that has no such bid" };
  }

  /** What is wrong behind the last row: an answer that names an event which is not there. */
  end(lastSeq: number): Finding | null {
    this.#begin();
    if (this.#answer === null) return null;
    const detail = `a bid was answered by event ${this.#answer.seq}`;
    return { code: "row_missing", seq: lastSeq + 1, detail };
  }

  #admit({ command }: RecordedCommand, seq: number): Finding | null {
    if (command.type !== "AdmitPaddle") return null;
    // Nobody can sign for a paddle of the room: a bid under it would have no key.
    if (isFloorIdentity(command.identity)) return null;
    const owner = checkedOwnerIn(command.identity);
    const detail = `paddle "${command.paddle}" is admitted without keys`;
    if (owner === null) return { code: "bid_key", seq, detail };
    this.#keys.set(command.paddle, owner.signingX);
    this.#verifiers.set(command.paddle, verifierSync(owner.signingX));
    return null;
  }

  #bidFlaw({ paddle, bid, bytes, signature }: PlacedBid, seq: number): Finding | null {
    if (bid.sale !== this.#parts.sale) {
      return { code: "bid_sale", seq, detail: `the bid was signed for the sale ${bid.sale}` };
    }
    // A house that plays a signed bid again, after an undo or in a sealed lot, has its bidder bid
    // what the bidder has taken back. The file's own key is no proof: who wrote the file made it.
    const name = `${bid.bidId} ${this.#keys.get(paddle) ?? paddle}`;
    if (this.#found.has(name)) {
      return {
        code: "bid_twice",
        seq,
        detail: `bid ${bid.bidId} of paddle "${paddle}" came before`,
      };
    }
    this.#found.add(name);
    const isOwner = this.#verifiers.get(paddle);
    if (isOwner === undefined) {
      return { code: "bid_key", seq, detail: `paddle "${paddle}" bids and has no key` };
    }
    if (isOwner(signedBytes("bid", this.#house, bytes), signature)) return null;
    return { code: "bid_signature", seq, detail: `the bid is not signed by paddle "${paddle}"` };
  }

  #answerFlaw(
    { paddle, bid, bytes }: PlacedBid,
    { seq, receipt }: { readonly seq: number; readonly receipt: Bytes | null },
  ): Finding | null {
    const wrong = (detail: string): Finding => ({ code: "receipt", seq, detail });
    const answer = this.#answer;
    if (answer === null || answer.seq !== seq) return wrong("the bid has no receipt");
    this.#answer = this.#next();
    if (answer.paddle !== paddle || answer.bidId.toHex() !== bid.bidId) {
      return wrong("the receipt is kept for another bid");
    }
    if (!equalBytes(answer.digest, sha256(bytes))) return wrong("its digest is of another bid");
    const body = new Uint8Array(answer.receipt.subarray(SIGNATURE_BYTES));
    if (receipt === null || !equalBytes(body, receipt)) {
      return wrong("the receipt says another thing than the rules");
    }
    const signed = signedBytes("receipt", body);
    const isSigned = this.#parts.isHouse(signed, answer.receipt.subarray(0, SIGNATURE_BYTES));
    return isSigned ? null : wrong("the receipt is not signed by the house");
  }

  #begin(): void {
    if (this.#isReading) return;
    this.#isReading = true;
    this.#answer = this.#next();
  }

  #next(): LedgerBid | null {
    const next = this.#answers.next();
    return next.done === true ? null : next.value;
  }
}

/** The bid of a bidder in a command; null for the clerk's bids, which nobody signs. */
function placedBid({ command, signed }: RecordedCommand): PlacedBid | null {
  const bid = signed === null ? null : decodeBid(signed.bid);
  if (command.type !== "PlaceBid" || signed === null || bid === null) return null;
  return { paddle: command.paddle, bid, bytes: signed.bid, signature: signed.signature };
}
