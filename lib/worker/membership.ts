// Who may take part, and under which session: the desk's side of a join (PROTOCOL §3).
//
// One live session a bidder; a paddle belongs for the whole sale to the keys that were admitted
// under it; everything random of a member is made here.

import { type Bytes, toBase64url } from "../base/bytes.ts";
import type { Command, PaddleCommand } from "../auction/command.ts";
import type { Paddle } from "../auction/lot.ts";
import type { PaddleState, SaleView } from "../auction/view.ts";
import { identityOf, type Owner, ownerIn, ownerOf } from "../secure/paddle_owner.ts";
import type { BidderStatus, RegisteredBidder } from "../secure/registry.ts";
import type { MemberKeys } from "../secure/key_schedule.ts";
import type { Attempt } from "../session/preview.ts";
import type { JoinRefusal } from "../wire/join_message.ts";
import { PROTOCOL_VERSION } from "../wire/limits.ts";
import type { Epoch, FeedMember } from "./desk_contract.ts";

/** A join that was welcomed and not yet confirmed. */
interface Welcomed {
  readonly bidder: RegisteredBidder;
  readonly epoch: number;
  readonly at: number;
}

/** Keys whose owner has proven the signing key, and the version that was asked for. */
export interface ProvenKeys extends Owner {
  readonly version: number;
}

/** What a proven owner of keys is told. */
export type Admission =
  | { readonly type: "refused"; readonly reason: JoinRefusal }
  | {
    readonly type: "welcome";
    readonly bidder: RegisteredBidder;
    readonly member: string;
    readonly secret: Bytes;
    readonly epoch: Epoch;
  };

/** A welcome that is not confirmed for so long is forgotten: the whole handshake has 5 s. */
const welcomeMs = 10_000;

/** The registry as the desk holds it, and the members of this session. */
export class Membership {
  readonly #joinedMax: number;
  #registry = new Map<string, RegisteredBidder>();
  readonly #welcomed = new Map<string, Welcomed>();
  readonly #members = new Map<string, RegisteredBidder>();
  readonly #memberOf = new Map<Paddle, string>();
  /** The keys that the record has admitted under each paddle; null: someone without keys. */
  readonly #admitted = new Map<Paddle, Owner | null>();
  #epoch: Epoch = newEpoch(1);
  /** Who was given a key that is still in use, be it a member or not. */
  #readers = new Set<RegisteredBidder>();

  /** `admissions` are those of the record: who plays under which paddle, for good. */
  constructor(
    joinedMax: number,
    admissions: Iterable<{ readonly paddle: Paddle; readonly identity: string }> = [],
  ) {
    this.#joinedMax = joinedMax;
    for (const { paddle, identity } of admissions) this.admitted(paddle, ownerIn(identity));
  }

  /** The newest group key: what a WELCOME brings. */
  get epoch(): Epoch {
    return this.#epoch;
  }

  /** Makes the next group key. Numbers are never used twice in a session, and it has random keys. */
  rekey(): Epoch {
    this.#epoch = newEpoch(this.#epoch.number + 1);
    this.#readers = new Set(this.#members.values());
    return this.#epoch;
  }

  /** Takes the registry as it stands now; gives the members that may not go on. */
  register(bidders: readonly RegisteredBidder[]): readonly string[] {
    this.#registry = new Map(bidders.map((bidder) => [bidder.thumbprint, bidder]));
    return [...this.#members].filter(([, bidder]) => !this.#isStill(bidder))
      .map(([member]) => member);
  }

  /**
   * Whether someone can read the group who may not: a member, but also a bidder that was welcomed
   * and did not confirm, or that has left and not been outlived by a key.
   */
  hasStrayReader(): boolean {
    return this.#readers.values().some((bidder) => !this.#isStill(bidder));
  }

  /** The commands by which the record follows the registry as it stands now. */
  standings(paddles: SaleView["paddles"], at: number): readonly Command[] {
    const commands: Command[] = [];
    for (const bidder of this.#registry.values()) {
      commands.push(...this.#standing(bidder, { known: paddles.get(bidder.paddle), at }));
    }
    return commands;
  }

  #standing(
    bidder: RegisteredBidder,
    { known, at }: { readonly known: PaddleState | undefined; readonly at: number },
  ): readonly Command[] {
    const { paddle, status } = bidder;
    // Someone of the room has no keys, and is no one of the registry whatever it says.
    if (known === undefined || this.#admitted.get(paddle) === null) return [];
    // Who plays under a paddle with other keys than the registry has now is barred with it, but
    // only by the own keys let in again.
    if (status === "registered" && !this.owns(paddle, ownerOf(bidder))) return [];
    return standingSteps(known, status).map((type) => ({ type, at, paddle }));
  }

  /**
   * What the record would hear of `command`: the standing of a registered bidder is changed in the
   * registry, and the record follows; whatever else is asked it hears as it is. Notes nothing.
   */
  attempt(command: Command, paddles: SaleView["paddles"]): Attempt {
    if (!isStanding(command)) return { before: [], command };
    const { type, at, paddle } = command;
    const bidder = this.#registry.values().find((known) => known.paddle === paddle);
    if (bidder === undefined) return { before: [], command };
    const changed = { ...bidder, status: statusBy[type] };
    const before = this.#standing(changed, { known: paddles.get(paddle), at });
    return { before, command: null };
  }

  /**
   * What the record needs before `command`: a bidder for whom the clerk bids, or whose limit is
   * set, is admitted as by its first join. Notes the admission at once, so that a join right
   * behind it does not admit the bidder again.
   */
  admitFor(command: Command): readonly Command[] {
    if (command.type === "AdmitPaddle") {
      if (!this.isAdmitted(command.paddle)) this.admitted(command.paddle, null);
      return [];
    }
    if (!isAboutABidder(command)) return [];
    const { at, paddle } = command;
    const bidder = this.#registry.values().find((known) => known.paddle === paddle);
    if (bidder === undefined || this.isAdmitted(paddle) || !this.#mayPlay(bidder)) return [];
    this.admitted(paddle, ownerOf(bidder));
    const steps = standingSteps("admitted", bidder.status);
    return [
      { type: "AdmitPaddle", at, paddle, identity: identityOf(bidder) },
      ...steps.map((type) => ({ type, at, paddle })),
    ];
  }

  /** Whether the registry still has this bidder as it joined: keys, paddle and standing. */
  #isStill({ thumbprint, paddle, keySet }: RegisteredBidder): boolean {
    const now = this.#registry.get(thumbprint);
    return now?.status === "registered" && now.paddle === paddle &&
      now.keySet.signing.x === keySet.signing.x;
  }

  /** Notes that the record has admitted these keys under a paddle; null: there are no keys. */
  admitted(paddle: Paddle, owner: Owner | null): void {
    this.#admitted.set(paddle, owner);
  }

  /** Whether the record has admitted just these keys under the paddle. */
  owns(paddle: Paddle, { thumbprint, signingX }: Owner): boolean {
    const owner = this.#admitted.get(paddle);
    return owner?.thumbprint === thumbprint && owner.signingX === signingX;
  }

  /** Whether the record knows the paddle. */
  isAdmitted(paddle: Paddle): boolean {
    return this.#admitted.has(paddle);
  }

  /** Whether the record has these keys under this paddle, or neither under another. */
  #mayPlay(bidder: RegisteredBidder): boolean {
    const owner = ownerOf(bidder);
    if (this.isAdmitted(bidder.paddle)) return this.owns(bidder.paddle, owner);
    return !this.#admitted.values().some((other) =>
      other?.thumbprint === owner.thumbprint || other?.signingX === owner.signingX
    );
  }

  /** Whether the registry has one of these keys: nobody else can be registered with it. */
  isKnown({ thumbprint, signingX }: Owner): boolean {
    return this.#registry.has(thumbprint) ||
      this.#registry.values().some(({ keySet }) => keySet.signing.x === signingX);
  }

  /** Answers the proven owner of the keys. */
  admit({ thumbprint, signingX, version }: ProvenKeys, now: number): Admission {
    this.#forgetWelcomes(now);
    if (version !== PROTOCOL_VERSION) return { type: "refused", reason: "version" };
    const bidder = this.#registry.get(thumbprint);
    // Another signing key beside a registered RSA key is another bidder.
    if (bidder?.keySet.signing.x !== signingX) return { type: "refused", reason: "not_registered" };
    if (bidder.status !== "registered") return { type: "refused", reason: bidder.status };
    // A paddle once played stays with its keys: the record's signatures are checked against them.
    // And keys stay with their paddle: a limit or a ban would not follow them.
    if (!this.#mayPlay(bidder)) return { type: "refused", reason: "not_registered" };
    const others = this.#members.size - (this.#memberOf.has(bidder.paddle) ? 1 : 0);
    if (others >= this.#joinedMax) return { type: "refused", reason: "full" };
    const member = crypto.getRandomValues(new Uint8Array(8)).toHex();
    const epoch = this.#epoch;
    this.#readers.add(bidder);
    this.#welcomed.set(member, { bidder, epoch: epoch.number, at: now });
    const secret = crypto.getRandomValues(new Uint8Array(32));
    return { type: "welcome", bidder, member, secret, epoch };
  }

  /** The owner opened the WELCOME. Gives the new member and the session that it ends, or null. */
  confirm(
    member: string,
    keys: Pick<MemberKeys, "toHouse" | "toBidder">,
  ): { readonly joined: FeedMember; readonly ended: string | null } | null {
    const welcomed = this.#welcomed.get(member);
    if (welcomed === undefined) return null;
    this.#welcomed.delete(member);
    const { bidder, epoch } = welcomed;
    // Suspended or changed between WELCOME and CONFIRM: the registry has the last word.
    if (!this.#isStill(bidder)) return null;
    const ended = this.#memberOf.get(bidder.paddle) ?? null;
    if (ended !== null) this.leave(ended);
    this.#members.set(member, bidder);
    this.#readers.add(bidder);
    this.#memberOf.set(bidder.paddle, member);
    const signingX = bidder.keySet.signing.x;
    return { joined: { id: member, paddle: bidder.paddle, signingX, keys, epoch }, ended };
  }

  /** Ends a member's session; gives the paddle, or null where it was no member. */
  leave(member: string): Paddle | null {
    const bidder = this.#members.get(member);
    if (bidder === undefined) return null;
    this.#members.delete(member);
    if (this.#memberOf.get(bidder.paddle) === member) this.#memberOf.delete(bidder.paddle);
    return bidder.paddle;
  }

  #forgetWelcomes(now: number): void {
    for (const [member, { at }] of this.#welcomed) {
      if (now - at > welcomeMs) this.#welcomed.delete(member);
    }
  }
}

/** The commands that bring a paddle to the standing that the registry gives its bidder. */
function standingSteps(
  known: PaddleState,
  wanted: BidderStatus,
): readonly PaddleCommand["type"][] {
  switch (wanted) {
    case "registered":
      return known === "admitted" ? [] : ["ReinstatePaddle"];
    case "banned":
      return known === "banned" ? [] : ["BanPaddle"];
    case "suspended":
      // The rules suspend nobody who is banned.
      if (known === "banned") return ["ReinstatePaddle", "SuspendPaddle"];
      return known === "suspended" ? [] : ["SuspendPaddle"];
  }
}

/** The status in the registry that goes with each command about a paddle. */
const statusBy: Readonly<Record<PaddleCommand["type"], BidderStatus>> = {
  ReinstatePaddle: "registered",
  SuspendPaddle: "suspended",
  BanPaddle: "banned",
};

function isStanding(command: Command): command is PaddleCommand {
  return Object.hasOwn(statusBy, command.type);
}

function isAboutABidder(
  command: Command,
): command is Extract<Command, { type: "PlaceFloorBid" | "HoldAbsenteeBid" | "SetLimit" }> {
  return ["PlaceFloorBid", "HoldAbsenteeBid", "SetLimit"].includes(command.type);
}

/** A fresh group key; it lives in memory only. */
function newEpoch(number: number): Epoch {
  const key = crypto.getRandomValues(new Uint8Array(32));
  return { number, key, salt: crypto.getRandomValues(new Uint8Array(4)) };
}

/** An epoch as WELCOME spells it. */
export function epochToJson({ number, key, salt }: Epoch): {
  readonly number: number;
  readonly key: string;
  readonly salt: string;
} {
  return { number, key: toBase64url(key), salt: toBase64url(salt) };
}
