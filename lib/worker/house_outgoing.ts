// What leaves the house's feed thread: frames for the group, copies of them for members that
// multicast does not reach, and messages for one member. Sealed in the order of the calls.

import { assert } from "@std/assert";
import { type Bytes, copyBytes } from "../base/bytes.ts";
import type { Address } from "../net/address.ts";
import type { DatagramSocket } from "../net/datagram_socket.ts";
import { importSealKey, Sealer } from "../secure/sealing.ts";
import { REKEY_SEALS } from "../session/session_limits.ts";
import { encodeHeader, epochChannel } from "../wire/header.ts";
import { encodeToBidder, type ToBidder } from "../wire/member_message.ts";
import type { Epoch } from "./desk_contract.ts";
import type { DropCounters } from "./drop_counters.ts";
import type { HouseMember } from "./house_member.ts";

/** Datagrams being sealed and sent; what comes past it is lost as on any full link. */
const toSendMax = 16_384;

/** What sending stands on. */
export interface HouseOutgoingParts {
  readonly socket: DatagramSocket;
  readonly group: Address;
  readonly session: string;
  readonly drops: DropCounters;
  /** The group key has sealed enough: another is needed. Said once for each key. */
  worn(): void;
  fail(error: unknown): void;
}

/** The group key in use. */
interface InUse {
  readonly number: number;
  readonly sealer: Promise<Sealer>;
  seals: number;
}

/** Seals and sends. */
export class HouseOutgoing {
  readonly #parts: HouseOutgoingParts;
  /** Members that get each frame of the group at their own address. */
  readonly #copied = new Map<string, HouseMember>();
  #inUse: InUse;
  #toSend = 0;
  /** Sends go out one after the other: the order of frames is the order of calls. */
  #sending: Promise<unknown> = Promise.resolve();

  constructor(parts: HouseOutgoingParts, epoch: Epoch) {
    this.#parts = parts;
    this.#inUse = inUse(epoch);
  }

  /** How many members get copies. */
  get copies(): number {
    return this.#copied.size;
  }

  /** Seals with this key from the next frame on. */
  use(epoch: Epoch): void {
    assert(epoch.number > this.#inUse.number, "Epochs only grow");
    this.#inUse = inUse(epoch);
  }

  /** Sends the member copies of the group's frames, or stops that, as its path wants it. */
  deliver(member: HouseMember): void {
    if (member.path === "multicast" || member.over !== null) this.#copied.delete(member.id);
    else this.#copied.set(member.id, member);
  }

  /** A member is gone. */
  forget(id: string): void {
    this.#copied.delete(id);
  }

  /** To the group, and the same frame, sealed once, to each member that the group does not reach. */
  toEveryone(message: Uint8Array): void {
    this.#frame(message, [...this.#copied.values()]);
  }

  /** To the group alone. */
  toGroup(message: Uint8Array): void {
    this.#frame(message, []);
  }

  #frame(message: Uint8Array, copied: readonly HouseMember[]): void {
    this.#later(async () => {
      const frame = await this.#groupFrame(message);
      await this.#parts.socket.send(frame, this.#parts.group);
      for (const { route } of copied) await route?.socket.send(frame, route.address);
    });
  }

  /** A repair for one member is the same frame as for the group, sent to its own address. */
  groupFrameTo({ route }: HouseMember, message: Uint8Array): void {
    if (route === null) return;
    this.#later(async () => {
      await route.socket.send(await this.#groupFrame(message), route.address);
    });
  }

  /** To one member alone; nothing where nobody knows yet where it is. */
  toMember(member: HouseMember, message: ToBidder): void {
    const { route } = member;
    if (route === null) return;
    this.#later(async () => {
      const frame = await member.seal(encodeToBidder(message), this.#parts.session);
      await route.socket.send(frame, route.address);
    });
  }

  /** Does something behind all that leaves before. */
  after(work: () => void): void {
    this.#later(() => Promise.resolve(work()));
  }

  /** Resolves when everything has left. */
  async sent(): Promise<void> {
    await this.#sending;
  }

  async #groupFrame(message: Uint8Array): Promise<Bytes> {
    const { number, sealer } = this.#inUse;
    if (++this.#inUse.seals === REKEY_SEALS) this.#parts.worn();
    return await (await sealer).seal(copyBytes(message), (counter) =>
      encodeHeader({
        kind: "group",
        session: this.#parts.session,
        channel: epochChannel(number),
        counter,
      }));
  }

  #later(send: () => Promise<void>): void {
    const { drops, fail } = this.#parts;
    if (this.#toSend >= toSendMax) return drops.count("send_queue_full");
    this.#toSend++;
    this.#sending = this.#sending.then(send).catch(fail).finally(() => this.#toSend--);
  }
}

function inUse({ number, key, salt }: Epoch): InUse {
  return {
    number,
    sealer: importSealKey(key, salt).then((sealKey) => new Sealer(sealKey)),
    seals: 0,
  };
}
