// The house as its main thread holds it: the workers, the registry, the items folder, and the view
// that the admin app shows. It knows what everyone may know: secrets stay at the desk.

import { BidBook, type BidHistory } from "../auction/bid_book.ts";
import type { Command } from "../auction/command.ts";
import type { Lot, LotId, Paddle } from "../auction/lot.ts";
import { emptyView, evolveView, type SaleView } from "../auction/view.ts";
import type { ActionEntry } from "../admin/action.ts";
import { ActionLog } from "../admin/action_log.ts";
import {
  type AdminCommand,
  type Answer,
  type BackupAnswer,
  type BidderRequest,
  type BidderRow,
  type FileProblem,
  type FloorPaddle,
  type HouseEvent,
  type HousePort,
  type HouseSettlement,
  type HouseSnapshot,
  type Knock,
  type LoadAnswer,
  type LotLoad,
  type LotPicture,
  type Preview,
  type PreviewCommand,
  stampedCommand,
  type WatchedPart,
} from "../admin/house_port.ts";
import { type Bytes, toHex } from "../base/bytes.ts";
import { Fault } from "../base/fault.ts";
import type { Problem } from "../catalogue/problem.ts";
import { GENESIS_HASH } from "../secure/digest.ts";
import { HouseSigner } from "../secure/house_signer.ts";
import { thumbprint } from "../secure/key_set.ts";
import { floorIdentity } from "../secure/floor_paddles.ts";
import { type BidderStatus, paddleKey } from "../secure/registry.ts";
import {
  claimFloorPaddle,
  readRegistry,
  registerBidder,
  type RegistryReading,
  setBidderStatus,
} from "../secure/registry_folder.ts";
import type { MissedBid } from "../session/missed_bids.ts";
import type { SeenStanding, StandingMoved } from "../session/seen_standing.ts";
import { evolveNotes, NO_NOTES } from "../settlement/sale_notes.ts";
import type { DeskNotice } from "./desk_contract.ts";
import { HouseLobby } from "./house_lobby.ts";
import type { HouseParts } from "./house_parts.ts";
import { HousePictures } from "./house_pictures.ts";
import {
  HouseWorkers,
  type HouseWorkersConfig,
  type HouseWorkersEvents,
  type TakenPorts,
} from "./house_workers.ts";
import { faultOf } from "./life_cycle.ts";
import { keepUploaded } from "./uploaded_lots.ts";

/** What brings a paddle without a registered bidder to the standing of a status. */
const standingOf = {
  registered: "ReinstatePaddle",
  suspended: "SuspendPaddle",
  banned: "BanPaddle",
} as const;

/** A running house. */
export class House implements HousePort {
  readonly #parts: HouseParts;
  #workers: HouseWorkers | null = null;
  #view: SaleView = emptyView();
  #seq = 0;
  #hash: Bytes = GENESIS_HASH;
  #notes = NO_NOTES;
  readonly #book = new BidBook();
  /** The names of paddles, as the record keeps them. */
  readonly #names = new Map<Paddle, string>();
  /** The thumbprint of the house's key. */
  readonly #key: string;
  #checkpoint: string | null = null;
  #registry: RegistryReading;
  #reports = new Map<string, readonly Problem[]>();
  #healthy = false;
  #feedCounters: Readonly<Record<string, number>> = {};
  #joinCounters: Readonly<Record<string, number>> = {};
  #relayCounters: Readonly<Record<string, number>> = {};
  readonly #lobby = new HouseLobby();
  readonly #actions = new ActionLog();
  readonly #listeners = new Set<(item: HouseEvent) => void>();
  readonly #pictures: HousePictures;

  private constructor(parts: HouseParts, key: string) {
    this.#parts = parts;
    this.#key = key;
    this.#registry = parts.registry;
    this.#pictures = new HousePictures(parts);
    this.#lobby.registered(parts.registry.entries.map(({ bidder }) => bidder));
  }

  /** Starts the threads. Faults: whatever keeps one of them from starting. */
  static async start(
    config: HouseWorkersConfig,
    parts: HouseParts,
  ): Promise<TakenPorts & { readonly house: House }> {
    const house = new House(parts, thumbprintOf(config.houseKey));
    const { workers, ...ports } = await HouseWorkers.start(config, {
      desk: (notice) => house.#heard(notice),
      feed: (notice) => {
        if (notice.type !== "counters") return;
        house.#feedCounters = notice.counters;
        house.#lobby.links(notice.heard);
      },
      join: (notice) => {
        if (notice.type === "counters") house.#joinCounters = notice.counters;
      },
      relay: (notice) => {
        if (notice.type === "counters") house.#relayCounters = notice.counters;
      },
      picture: (name) => house.#pictures.sealed(name),
      failed: (fault) => {
        house.#healthy = false;
        parts.failed(fault);
      },
    });
    house.#workers = workers;
    house.#healthy = true;
    return { house, ...ports };
  }

  /** Stops the threads in order; open lots are kept by the record. */
  async stop(): Promise<void> {
    this.#healthy = false;
    await this.#workers?.stop();
  }

  /** Ends the threads at once, after a failure. */
  kill(): void {
    this.#workers?.kill();
  }

  #heard(notice: Parameters<HouseWorkersEvents["desk"]>[0]): void {
    switch (notice.type) {
      case "events":
        return this.#events(notice);
      case "ready":
        for (const [paddle, name] of notice.names) this.#names.set(paddle, name);
        return;
      case "checkpoint":
        this.#checkpoint = notice.note;
        return;
      case "checkpoint_cut":
        return this.#parts.checkpointCut(notice.bytes);
      case "joined":
        this.#lobby.heard(notice);
        return this.#parts.presence(notice.paddle, true);
      case "left":
        this.#lobby.heard(notice);
        return this.#parts.presence(notice.paddle, false);
      case "missed_bid":
      case "knock":
        return this.#lobby.heard(notice);
    }
  }

  #events({ events, hash }: Extract<DeskNotice, { readonly type: "events" }>): void {
    this.#hash = hash;
    for (const item of events) {
      const image = item.event.type === "LotCatalogued" ? item.event.lot.image : null;
      if (image !== null) this.#pictures.named(image);
      this.#notes = evolveNotes(this.#notes, item.event);
      this.#view = evolveView(this.#view, item.event);
      this.#book.take(item.seq, item.event);
      this.#seq = item.seq;
      this.#lobby.happened(item.event);
      for (const listener of this.#listeners) listener(item);
    }
  }

  // --- what the admin app asks --------------------------------------------------------------

  snapshot(): HouseSnapshot {
    return { seq: this.#seq, view: this.#view };
  }

  settlement(): HouseSettlement {
    const place = { house: this.#key, seq: this.#seq, hash: toHex(this.#hash) };
    const names = new Map(
      this.#registry.entries.map(({ bidder: { paddle, name } }) => [paddle, name] as const),
    );
    // The record's word comes last: a name may have changed in the registry since.
    for (const [paddle, name] of this.#names) names.set(paddle, name);
    return { notes: this.#notes, place, names };
  }

  book(): BidHistory {
    return this.#book;
  }

  bidders(): readonly BidderRow[] {
    return this.#registry.entries.map(({ bidder }) => this.#lobby.presence.row(bidder));
  }

  missedBids(): readonly MissedBid[] {
    return this.#lobby.missedBids();
  }

  actions(): readonly ActionEntry[] {
    return this.#actions.list();
  }

  acted(entry: ActionEntry): void {
    this.#actions.append(entry);
    this.#parts.acted(entry);
    this.#lobby.changed("actions");
  }

  knocks(): readonly Knock[] {
    return this.#lobby.knocks();
  }

  dismissKnock(fingerprint: string): boolean {
    return this.#lobby.dismissKnock(fingerprint);
  }

  reports(): readonly FileProblem[] {
    return [...this.#reports].flatMap(([file, problems]) =>
      problems.map((problem) => ({ file, problem }))
    );
  }

  counters(): Readonly<Record<string, number>> {
    const { joined } = this.#lobby.presence;
    const pictures = this.#pictures.counters();
    const threads = { ...this.#joinCounters, ...this.#relayCounters, ...this.#feedCounters };
    return { ...threads, ...pictures, joined };
  }

  checkpoint(): string | null {
    return this.#checkpoint;
  }

  healthy(): boolean {
    return this.#healthy;
  }

  async command(command: AdminCommand): Promise<Answer> {
    const at = this.#parts.clock.nowMs();
    return await this.#ask(stampedCommand(command, { at, salt: newSalt() }));
  }

  async commandIfStill(command: AdminCommand, seen: SeenStanding): Promise<Answer | StandingMoved> {
    const at = this.#parts.clock.nowMs();
    return await this.#running().command(stampedCommand(command, { at, salt: newSalt() }), seen);
  }

  async preview(command: PreviewCommand): Promise<Preview> {
    const at = this.#parts.clock.nowMs();
    return await this.#running().preview(stampedCommand(command, { at, salt: newSalt() }));
  }

  async loadLots(load: LotLoad): Promise<LoadAnswer> {
    const uploaded = await keepUploaded(load, this.#parts.dataFolder);
    if (uploaded.type === "refused") return uploaded;
    return { type: "loaded", results: await this.catalogue(uploaded.lots) };
  }

  /** Has a new group key made: who holds only the old one reads nothing more. */
  async rekey(): Promise<Answer> {
    await this.#running().rekey();
    return { type: "done", seq: this.#seq };
  }

  async backup(): Promise<BackupAnswer> {
    const outcome = await this.#running().backup();
    if (outcome.type === "failed") throw faultOf(outcome.fault);
    return outcome;
  }

  async picture(sha256: string): Promise<LotPicture | null> {
    return await this.#pictures.picture(sha256);
  }

  /** Keeps the pictures of lots that lie beside their items in `folder`. */
  async keepPictures(folder: string, lots: readonly Lot[]): Promise<void> {
    for (const { image } of lots) if (image !== null) await this.#pictures.keepItem(folder, image);
  }

  /** Puts lots into the catalogue, one answer for each. */
  async catalogue(
    lots: readonly Lot[],
  ): Promise<readonly { readonly lot: LotId; readonly answer: Answer }[]> {
    const at = this.#parts.clock.nowMs();
    return await Promise.all(lots.map(async (lot) => {
      const command = { type: "CatalogueLot", at, lot, salt: newSalt() } as const;
      return { lot: lot.id, answer: await this.#ask(command) };
    }));
  }

  /** Notes what is wrong with a file of the items folder; no problems: it is good again. */
  report(file: string, problems: readonly Problem[]): void {
    const before = JSON.stringify(this.#reports.get(file) ?? []);
    if (problems.length === 0) this.#reports.delete(file);
    else this.#reports.set(file, problems);
    if (before === JSON.stringify(problems)) return;
    this.#parts.reported(file, problems);
    this.#lobby.changed("reports");
  }

  /** Takes the registry as the folder has it now. */
  async registryChanged(registry: RegistryReading): Promise<void> {
    this.#registry = registry;
    const bidders = registry.entries.map(({ bidder }) => bidder);
    this.#lobby.registered(bidders);
    await this.#workers?.register(bidders);
  }

  async registerBidder({ name, paddle, keySet }: BidderRequest): Promise<BidderRow> {
    const wish = paddle === null ? { keySet, name } : { keySet, name, paddle };
    const { bidder } = await registerBidder(this.#parts.registryFolder, wish);
    await this.#rereadRegistry();
    return this.#lobby.presence.row(bidder);
  }

  async suspendBidder(paddle: Paddle): Promise<Answer> {
    return await this.#setStatus(paddle, "suspended");
  }

  async banBidder(paddle: Paddle): Promise<Answer> {
    return await this.#setStatus(paddle, "banned");
  }

  async reinstateBidder(paddle: Paddle): Promise<Answer> {
    return await this.#setStatus(paddle, "registered");
  }

  async #setStatus(paddle: Paddle, status: BidderStatus): Promise<Answer> {
    const known = this.#registry.entries.some(({ bidder }) => bidder.paddle === paddle);
    // Someone without keys stands in the record alone, and so does what becomes of that paddle.
    if (!known) {
      return await this.#ask({ type: standingOf[status], at: this.#parts.clock.nowMs(), paddle });
    }
    await setBidderStatus(this.#parts.registryFolder, { who: paddle, status });
    await this.#rereadRegistry();
    return { type: "done", seq: this.#seq };
  }

  async admitFloorPaddle({ paddle, name }: FloorPaddle): Promise<Answer> {
    const others = [...this.#view.paddles.keys()];
    if (others.some((other) => paddleKey(other) === paddleKey(paddle))) {
      throw new Fault(
        "already_registered",
        `paddle: found "${paddle}", which the sale has already`,
      );
    }
    await claimFloorPaddle(this.#parts.registryFolder, paddle);
    if (name !== null) this.#names.set(paddle, name);
    const at = this.#parts.clock.nowMs();
    const identity = floorIdentity({ name, salt: newSalt() });
    return await this.#ask({ type: "AdmitPaddle", at, paddle, identity });
  }

  async #rereadRegistry(): Promise<void> {
    await this.registryChanged(await readRegistry(this.#parts.registryFolder));
  }

  subscribe(listener: (item: HouseEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  watch(listener: (part: WatchedPart) => void): () => void {
    return this.#lobby.watch(listener);
  }

  async #ask(command: Command): Promise<Answer> {
    const answer = await this.#running().command(command);
    if (answer.type === "rejected" && answer.reason === "standing_moved") {
      throw new Fault("internal", "Nothing was said of how the lot stood");
    }
    return answer;
  }

  #running(): HouseWorkers {
    if (this.#workers === null) throw new Fault("internal", "The house has not started");
    return this.#workers;
  }
}

/** Whose house it is, by the key that it signs with. */
function thumbprintOf(houseKey: JsonWebKey): string {
  return thumbprint(new HouseSigner(houseKey).publicJwk());
}

/** 16 random bytes, hexadecimal: they hide what a command says behind its digest. */
function newSalt(): string {
  return crypto.getRandomValues(new Uint8Array(16)).toHex();
}
