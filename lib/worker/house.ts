// The house as its main thread holds it: the workers, the registry, the items folder, and the view
// that the admin app shows. It knows what everyone may know: secrets stay at the desk.

import type { Command } from "../auction/command.ts";
import type { Lot, LotId, Paddle } from "../auction/lot.ts";
import { emptyView, evolveView, type SaleView } from "../auction/view.ts";
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
  type LoadAnswer,
  type LotLoad,
  stampedCommand,
} from "../admin/house_port.ts";
import { type Bytes, toHex } from "../base/bytes.ts";
import type { Clock } from "../base/clock.ts";
import { Fault } from "../base/fault.ts";
import { checkImage } from "../catalogue/image.ts";
import { type Problem, problemAt } from "../catalogue/problem.ts";
import { GENESIS_HASH } from "../secure/digest.ts";
import { HouseSigner } from "../secure/house_signer.ts";
import { thumbprint } from "../secure/key_set.ts";
import { floorIdentity } from "../secure/floor_paddles.ts";
import { type BidderStatus, paddleKey, type RegisteredBidder } from "../secure/registry.ts";
import {
  claimFloorPaddle,
  readRegistry,
  registerBidder,
  type RegistryReading,
  setBidderStatus,
} from "../secure/registry_folder.ts";
import { evolveNotes, NO_NOTES } from "../settlement/sale_notes.ts";
import type { DeskNotice } from "./desk_contract.ts";
import { keepImage } from "./house_folders.ts";
import type { HeardMember } from "./feed_contract.ts";
import {
  HouseWorkers,
  type HouseWorkersConfig,
  type HouseWorkersEvents,
  type TakenPorts,
} from "./house_workers.ts";
import { faultOf } from "./life_cycle.ts";

/** What the house is made of beside its workers. */
export interface HouseParts {
  readonly clock: Clock;
  /** The folder of registered bidders. */
  readonly registryFolder: string;
  /** What the registry held when the workers were configured. */
  readonly registry: RegistryReading;
  /** Uploaded images are kept in its `images` folder, under the digests that their lots name. */
  readonly dataFolder: string;
  /** A bidder's session has begun, or ended. */
  presence(paddle: Paddle, here: boolean): void;
  /** The file of checkpoints ended in a torn note of so many bytes: it was cut off. */
  checkpointCut(bytes: number): void;
  /** What is wrong with a file of the items folder has changed; no problems: it is good again. */
  reported(file: string, problems: readonly Problem[]): void;
  /** A thread failed: the process has to end. */
  failed(fault: Fault): void;
}

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
  readonly #joined = new Map<Paddle, number>();
  /** How the links stand, as the feed last said. */
  #links: ReadonlyMap<Paddle, HeardMember> = new Map();
  readonly #listeners = new Set<(item: HouseEvent) => void>();

  private constructor(parts: HouseParts, key: string) {
    this.#parts = parts;
    this.#key = key;
    this.#registry = parts.registry;
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
        for (const { paddle, at } of notice.heard) house.#seen(paddle, at);
        house.#links = new Map(notice.heard.map((member) => [member.paddle, member]));
      },
      join: (notice) => {
        if (notice.type === "counters") house.#joinCounters = notice.counters;
      },
      relay: (notice) => {
        if (notice.type === "counters") house.#relayCounters = notice.counters;
      },
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

  #seen(paddle: Paddle, at: number): void {
    const before = this.#joined.get(paddle);
    if (before !== undefined && at > before) this.#joined.set(paddle, at);
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
        this.#joined.set(notice.paddle, notice.at);
        return this.#parts.presence(notice.paddle, true);
      case "left":
        this.#joined.delete(notice.paddle);
        return this.#parts.presence(notice.paddle, false);
    }
  }

  #events({ events, hash }: Extract<DeskNotice, { readonly type: "events" }>): void {
    this.#hash = hash;
    for (const item of events) {
      this.#notes = evolveNotes(this.#notes, item.event);
      this.#view = evolveView(this.#view, item.event);
      this.#seq = item.seq;
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

  bidders(): readonly BidderRow[] {
    return this.#registry.entries.map(({ bidder }) => this.#row(bidder));
  }

  #row({ paddle, name, thumbprint, status }: RegisteredBidder): BidderRow {
    const lastSeenMs = this.#joined.get(paddle) ?? null;
    const joined = lastSeenMs !== null;
    const { path = null, lossPermille = null } = joined ? this.#links.get(paddle) ?? {} : {};
    const lossPercent = lossPermille === null ? null : lossPermille / 10;
    const fingerprint = thumbprint;
    return { paddle, name, fingerprint, status, joined, path, lossPercent, lastSeenMs };
  }

  reports(): readonly FileProblem[] {
    return [...this.#reports].flatMap(([file, problems]) =>
      problems.map((problem) => ({ file, problem }))
    );
  }

  counters(): Readonly<Record<string, number>> {
    const joined = this.#joined.size;
    return { ...this.#joinCounters, ...this.#relayCounters, ...this.#feedCounters, joined };
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

  async loadLots({ lots, images }: LotLoad): Promise<LoadAnswer> {
    const problems: FileProblem[] = [];
    const checked = new Map<string, Lot["image"]>();
    for (const { name, bytes } of images) {
      const result = await checkImage(name, bytes);
      if (result.ok) checked.set(name, result.image);
      else problems.push({ file: name, problem: result.problem });
    }
    for (const { lot, imageName } of lots) {
      if (imageName === null || checked.has(imageName)) continue;
      if (problems.some(({ file }) => file === imageName)) continue;
      const problem = problemAt("image", "image_present", { found: `"${imageName}"` });
      problems.push({ file: lot.id, problem });
    }
    if (problems.length > 0) return { type: "refused", problems };
    for (const { name, bytes } of images) {
      await keepImage(this.#parts.dataFolder, {
        sha256: checked.get(name)?.sha256 ?? "",
        name,
        bytes,
      });
    }
    const withImages = lots.map(({ lot, imageName }) => ({
      ...lot,
      image: imageName === null ? null : checked.get(imageName) ?? null,
    }));
    return { type: "loaded", results: await this.catalogue(withImages) };
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
    if (before !== JSON.stringify(problems)) this.#parts.reported(file, problems);
  }

  /** Takes the registry as the folder has it now. */
  async registryChanged(registry: RegistryReading): Promise<void> {
    this.#registry = registry;
    await this.#workers?.register(registry.entries.map(({ bidder }) => bidder));
  }

  async registerBidder({ name, paddle, keySet }: BidderRequest): Promise<BidderRow> {
    const wish = paddle === null ? { keySet, name } : { keySet, name, paddle };
    const { bidder } = await registerBidder(this.#parts.registryFolder, wish);
    await this.#rereadRegistry();
    return this.#row(bidder);
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

  async #ask(command: Command): Promise<Answer> {
    return await this.#running().command(command);
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
