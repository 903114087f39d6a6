// The members of a simulated house's session: what goes out to them, sealed, and which group key
// they hold (lib/worker/house_room.ts, house_outgoing.ts, member_inbox.ts).

import { assert } from "@std/assert";
import type { Bytes } from "../../lib/base/bytes.ts";
import { type EpochEffect, EpochSpread } from "../../lib/session/epoch_spread.ts";
import { GroupRoundTrip } from "../../lib/session/group_round_trip.ts";
import { MEMBER_SILENT_MS } from "../../lib/session/session_limits.ts";
import {
  encodeToBidder,
  type OverReason,
  type Ping,
  type ToBidder,
} from "../../lib/wire/member_message.ts";
import type { Epoch } from "../../lib/worker/desk_contract.ts";
import type { Cargo } from "./network.ts";
import { RoomMember } from "./room_member.ts";
import { groupKeyName, type Sealed, SimulatedSealer } from "./sealed.ts";
import type { HouseParts, Seat } from "./stage.ts";
import { Alarm } from "./virtual_time.ts";

/** What a room calls out for. */
export interface RoomOptions {
  readonly session: string;
  readonly epoch: Epoch;
  worn(): void;
}

interface InUse {
  readonly number: number;
  readonly sealer: SimulatedSealer;
  seals: number;
}

/** One session's members. */
export class HouseRoom {
  readonly #parts: HouseParts;
  readonly #options: RoomOptions;
  readonly #members = new Map<string, RoomMember>();
  /** Members that get each frame of the group at their own address. */
  readonly #copied = new Map<string, RoomMember>();
  readonly #epochs: EpochSpread;
  readonly #epochAlarm: Alarm;
  readonly #roundTrip = new GroupRoundTrip();
  #newest: Epoch;
  #inUse: InUse;
  #before: Sealed | null = null;

  constructor(parts: HouseParts, options: RoomOptions) {
    this.#parts = parts;
    this.#options = options;
    this.#newest = options.epoch;
    const now = parts.time.nowMs();
    const { makeSpread = (epoch, at) => new EpochSpread(epoch, at) } = parts.plants;
    this.#epochs = makeSpread(options.epoch.number, now);
    this.#epochAlarm = new Alarm(parts.time, () => {
      this.#run(this.#epochs.tick(parts.time.nowMs()));
    });
    this.#inUse = this.#use(options.epoch);
  }

  end(): void {
    this.#epochAlarm.clear();
  }

  // --- who is here --------------------------------------------------------------------------

  find(id: string): RoomMember | null {
    return this.#members.get(id) ?? null;
  }

  /** How many members hear the group itself. */
  get members(): number {
    return this.#members.size - this.#copied.size;
  }

  get roundTripMs(): number {
    return this.#roundTrip.ms;
  }

  get crowd(): { readonly copies: number; readonly roundTripMs: number } {
    return { copies: this.#copied.size, roundTripMs: this.#roundTrip.ms };
  }

  /** The newest key's number, who is to have it, and how many are not known to hold it. */
  get newest(): { readonly epoch: number; readonly members: number; readonly lacking: number } {
    const members = this.#members.values().filter(({ over }) => over === null);
    const { lacking } = this.#epochs;
    return { epoch: this.#newest.number, members: members.toArray().length, lacking };
  }

  join(id: string, { seat, epoch }: { readonly seat: Seat; readonly epoch: number }): void {
    const now = this.#parts.time.nowMs();
    const { nonces } = this.#parts.checkers.keys;
    this.#members.set(id, new RoomMember(id, { seat, nonces, now }));
    this.#run(this.#epochs.holds(id, { epoch, now }));
  }

  /** Ends a session; its member is known a while longer to be told so. */
  dismiss(id: string, reason: OverReason): RoomMember | null {
    const member = this.find(id);
    if (member !== null) member.over = reason;
    this.#forget(id);
    return member;
  }

  remove(id: string): void {
    this.#members.delete(id);
    this.#forget(id);
  }

  /** Forgets who was silent for too long; gives those whose session still lived. */
  expire(): readonly RoomMember[] {
    const now = this.#parts.time.nowMs();
    const silent = [...this.#members.values()].filter((m) => now - m.heardAt > MEMBER_SILENT_MS);
    for (const { id } of silent) this.#members.delete(id);
    const gone = silent.filter(({ over }) => over === null);
    for (const { id } of gone) this.#forget(id);
    this.#roundTrip.update();
    return gone;
  }

  ping(
    member: RoomMember,
    { ping, counter }: { readonly ping: Ping; readonly counter: number },
  ): void {
    if (counter === member.window.highest) {
      member.path = ping.path;
      const isCopied = member.path !== "multicast" && member.over === null;
      if (isCopied) this.#copied.set(member.id, member);
      else this.#copied.delete(member.id);
    }
    if (ping.roundTripMs !== null) this.#roundTrip.told(member.id, ping.roundTripMs);
    const now = this.#parts.time.nowMs();
    this.#run(this.#epochs.holds(member.id, { epoch: ping.epoch, now }));
  }

  #forget(id: string): void {
    this.#epochs.forget(id);
    this.#roundTrip.forget(id);
    this.#copied.delete(id);
  }

  // --- keys ---------------------------------------------------------------------------------

  /** Spreads a new key to all who are members now. */
  rekey(epoch: Epoch): void {
    assert(epoch.number > this.#newest.number, "Epochs only grow");
    this.#newest = epoch;
    this.#run(this.#epochs.begin(epoch.number, this.#parts.time.nowMs()));
  }

  #run(effects: readonly EpochEffect[]): void {
    for (const effect of effects) {
      switch (effect.type) {
        case "tell": {
          const member = this.find(effect.member);
          if (member === null) break;
          this.#parts.trace.note(`house -> ${member.seat.seat}: key ${this.#newest.number}`);
          this.toMember(member, { type: "epoch", ...this.#newest });
          break;
        }
        case "switch":
          assert(this.#newest.number > this.#inUse.number, "Epochs only grow");
          this.#inUse = this.#use(this.#newest);
          this.#parts.trace.note(`house seals with key ${effect.epoch}`);
          break;
        case "wake":
          this.#parts.checkers.wakePlanned("spread", effect.at - this.#parts.time.nowMs());
          this.#epochAlarm.set(effect.at);
      }
    }
  }

  #use(epoch: Epoch): InUse {
    const sealer = new SimulatedSealer(groupKeyName(epoch), this.#parts.checkers.keys.nonces);
    return { number: epoch.number, sealer, seals: 0 };
  }

  // --- out ----------------------------------------------------------------------------------

  /** To the group and, the same frame, to each member that takes copies. */
  toEveryone(cargo: Cargo, message: Bytes): void {
    const { plants } = this.#parts;
    const sealed = this.toGroup(cargo, message);
    const { key, counter } = this.#before ?? sealed;
    const copy = plants.copiesDiffer === true ? { ...sealed, key, counter } : sealed;
    for (const { route } of this.#copied.values()) route?.send(cargo, copy);
    this.#before = sealed;
  }

  /** To the group alone. */
  toGroup(cargo: Cargo, message: Bytes): Sealed {
    const { network, seats } = this.#parts;
    const sealed = this.#groupFrame(message);
    for (const { seat, ears } of seats.values()) {
      network.datagram({ seat, cargo, way: "multicast", arrive: () => ears.hearGroup(sealed) });
    }
    return sealed;
  }

  /** A repair for one member is a frame of the group, sent to its own address. */
  repair({ route }: RoomMember, message: Bytes): void {
    if (route !== null) route.send("repair", this.#groupFrame(message));
  }

  /** To one member alone; nothing where nobody knows yet where it is. */
  toMember({ id, route, sealer }: RoomMember, message: ToBidder): void {
    if (route === null) return;
    const { session } = this.#options;
    const outside = { kind: "to_bidder", session, member: id, epoch: 0 } as const;
    const cargo = message.type === "epoch" ? "key" : message.type;
    route.send(cargo, sealer.seal(encodeToBidder(message), outside));
  }

  #groupFrame(message: Bytes): Sealed {
    const { number, sealer } = this.#inUse;
    if (++this.#inUse.seals === this.#parts.sealsMax) this.#options.worn();
    const { session } = this.#options;
    const sealed = sealer.seal(message, { kind: "group", session, member: "", epoch: number });
    this.#parts.checkers.keys.groupSealed(sealed);
    return sealed;
  }
}
