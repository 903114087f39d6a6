// Pictures for whoever can name one, over connections of the relay's port (PROTOCOL §7.7).
//
// One connection brings one sealed picture. Everything is bounded, since a name in clear can be
// repeated by whoever has heard it: connections in all and from one address, those that are served
// at once, the time for each, and above all the pace (picture_pace.ts). A whole room loads its
// pictures at the start of a sale, over the same wire as the feed: pictures wait, never the feed.

import { type Bytes, u32 } from "../base/bytes.ts";
import type { Clock } from "../base/clock.ts";
import type { ByteReader } from "../net/byte_reader.ts";
import type { TcpConnection } from "../net/tcp_listener.ts";
import { PICTURE_REQUEST_BYTES } from "../wire/limits.ts";
import { decodePictureRequest } from "../wire/picture_frame.ts";
import { Crowd } from "./crowd.ts";
import type { DropCounters } from "./drop_counters.ts";
import { PictureLine } from "./picture_line.ts";
import { PicturePace } from "./picture_pace.ts";

/** Connections for pictures at once, in all: a full house with a page each. */
export const PICTURE_CONNECTIONS_MAX = 1_024;
/** The same from one address: a room of 250 behind one router, two each. */
export const PICTURE_CONNECTIONS_PER_ADDRESS_MAX = 512;
/** Pictures on their way at once: 34 MB are held for them at most. The others stand in line. */
export const PICTURES_AT_ONCE_MAX = 16;
/** The same to one address: four that do not read leave the others three quarters. */
export const PICTURES_PER_ADDRESS_AT_ONCE_MAX = 4;
/** Bytes that are written in one go, between which datagrams have their turn. */
export const PICTURE_CHUNK_BYTES = 16_384;
/** From the connection to a whole request; looked at each ALIVE_MS. */
export const PICTURE_ASK_MS = 5_000;
/** From its turn to the end: 2 MiB at 70 kB a second. Who reads more slowly gets no picture. */
export const PICTURE_SENDING_MS = 30_000;
/** From the connection to the end, standing in line included. */
export const PICTURE_OPEN_MS = 120_000;

/** How a connection for a picture ended. */
export type PictureEnd = "sent" | "none" | "closed" | "malformed" | "late" | "slow" | "ended";

/** What the pictures need from their thread. */
export interface RelayPicturesParts {
  readonly clock: Clock;
  /** Each end is counted here as `relay_picture_...`. */
  readonly counters: DropCounters;
  /** The sealed picture of this name, 32 bytes, or null where the house has none. */
  ask(name: Bytes): Promise<Bytes | null>;
}

/** A connection that wants a picture. */
interface Guest {
  readonly from: string;
  readonly connection: TcpConnection;
  readonly openedAt: number;
  hasAsked: boolean;
  /** When its turn came; null until then. */
  servedAt: number | null;
  isOver: boolean;
}

/** The connections that want pictures. */
export class RelayPictures {
  readonly #parts: RelayPicturesParts;
  /** A guest has proven itself by a whole request. */
  readonly #crowd = new Crowd<Guest>({
    inAll: PICTURE_CONNECTIONS_MAX,
    fromOneAddress: PICTURE_CONNECTIONS_PER_ADDRESS_MAX,
  });
  readonly #line = new PictureLine<Guest>({
    atOnce: PICTURES_AT_ONCE_MAX,
    fromOneAddress: PICTURES_PER_ADDRESS_AT_ONCE_MAX,
  });
  readonly #pace: PicturePace;

  constructor(parts: RelayPicturesParts) {
    this.#parts = parts;
    this.#pace = new PicturePace(parts.clock);
  }

  /** Serves a connection that asks for a picture; `reader` stands before its request. */
  async serve(connection: TcpConnection, reader: ByteReader): Promise<void> {
    const { from } = connection;
    if (!this.#makeRoom(from)) {
      this.#parts.counters.count("relay_picture_too_many");
      return connection.close();
    }
    const openedAt = this.#parts.clock.nowMs();
    const guest: Guest = {
      ...{ from, connection, openedAt },
      ...{ hasAsked: false, servedAt: null, isOver: false },
    };
    this.#crowd.add(guest);
    this.#end(guest, await this.#answer(guest, reader));
  }

  /** Ends those whose time is over. */
  sweep(now: number): void {
    for (const guest of [...this.#crowd.values()]) {
      const { openedAt, hasAsked, servedAt } = guest;
      const sending = servedAt === null ? 0 : now - servedAt;
      if (!hasAsked && now - openedAt >= PICTURE_ASK_MS) this.#end(guest, "late");
      else if (sending >= PICTURE_SENDING_MS || now - openedAt >= PICTURE_OPEN_MS) {
        this.#end(guest, "slow");
      }
    }
    this.#pace.forget(now);
  }

  /** Ends all of them at once. */
  close(): void {
    for (const guest of [...this.#crowd.values()]) this.#end(guest, "ended");
  }

  async #answer(guest: Guest, reader: ByteReader): Promise<PictureEnd> {
    const request = await reader.take(PICTURE_REQUEST_BYTES);
    if (request === null) return "closed";
    const name = decodePictureRequest(request);
    if (name === null) return "malformed";
    guest.hasAsked = true;
    this.#crowd.proven(guest);
    await this.#line.turn(guest);
    if (guest.isOver) return "ended";
    guest.servedAt = this.#parts.clock.nowMs();
    // An address pays for asking as for a chunk: names that nobody has cost the house work, too.
    if (!await this.#pace.work(guest, PICTURE_CHUNK_BYTES)) return "ended";
    return await this.#send(guest, await this.#parts.ask(name));
  }

  async #send(guest: Guest, sealed: Bytes | null): Promise<PictureEnd> {
    if (guest.isOver) return "ended";
    const writer = guest.connection.writable.getWriter();
    const write = (bytes: Uint8Array) => writer.write(bytes).then(() => true, () => false);
    if (!await write(u32(sealed?.length ?? 0))) return "closed";
    if (sealed === null) return "none";
    for (let sent = 0; sent < sealed.length; sent += PICTURE_CHUNK_BYTES) {
      const chunk = sealed.subarray(sent, sent + PICTURE_CHUNK_BYTES);
      if (!await this.#pace.send(guest, chunk.length)) return "ended";
      if (guest.isOver || !await write(chunk)) return "closed";
    }
    return "sent";
  }

  /** Whether there is room: the oldest that has not asked yet may have to go for it. */
  #makeRoom(from: string): boolean {
    const oldest = this.#crowd.roomFor(from);
    if (oldest === null || oldest === "full") return oldest === null;
    this.#end(oldest, "late");
    return true;
  }

  /** Closes a connection and forgets it; of two reasons to end it the first one counts. */
  #end(guest: Guest, end: PictureEnd): void {
    if (!this.#crowd.remove(guest)) return;
    guest.isOver = true;
    this.#parts.counters.count(`relay_picture_${end}`);
    guest.connection.close();
    this.#pace.leave(guest);
    this.#line.leave(guest);
  }
}
