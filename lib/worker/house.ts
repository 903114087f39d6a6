// The house as its main thread holds it: the workers, the registry, the items folder, and the view
// that the admin app shows. It knows what everyone may know: secrets stay at the desk.

import type { Command } from "../auction/command.ts";
import type { Lot, LotId, Paddle } from "../auction/lot.ts";
import { emptyView, evolveView, type SaleView } from "../auction/view.ts";
import type {
  AdminCommand,
  Answer,
  BidderRequest,
  BidderRow,
  FileProblem,
  HouseEvent,
  HousePort,
  HouseSnapshot,
  LoadAnswer,
  LotLoad,
} from "../admin/house_port.ts";
import type { Clock } from "../base/clock.ts";
import { Fault } from "../base/fault.ts";
import { checkImage } from "../catalogue/image.ts";
import { type Problem, problemAt } from "../catalogue/problem.ts";
import type { RegisteredBidder } from "../secure/registry.ts";
import {
  readRegistry,
  registerBidder,
  type RegistryReading,
  setBidderStatus,
} from "../secure/registry_folder.ts";
import { keepImage } from "./house_folders.ts";
import type { HeardMember } from "./feed_contract.ts";
import { HouseWorkers, type HouseWorkersConfig, type TakenPorts } from "./house_workers.ts";

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
  /** What is wrong with a file of the items folder has changed; no problems: it is good again. */
  reported(file: string, problems: readonly Problem[]): void;
  /** A thread failed: the process has to end. */
  failed(fault: Fault): void;
}

/** A running house. */
export class House implements HousePort {
  readonly #parts: HouseParts;
  #workers: HouseWorkers | null = null;
  #view: SaleView = emptyView();
  #seq = 0;
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

  private constructor(parts: HouseParts) {
    this.#parts = parts;
    this.#registry = parts.registry;
  }

  /** Starts the threads. Faults: whatever keeps one of them from starting. */
  static async start(
    config: HouseWorkersConfig,
    parts: HouseParts,
  ): Promise<TakenPorts & { readonly house: House }> {
    const house = new House(parts);
    const { workers, ...ports } = await HouseWorkers.start(config, {
      desk: (notice) => {
        if (notice.type === "events") house.#events(notice.events);
        if (notice.type === "joined") house.#joined.set(notice.paddle, notice.at);
        if (notice.type === "left") house.#joined.delete(notice.paddle);
        if (notice.type === "joined" || notice.type === "left") {
          parts.presence(notice.paddle, notice.type === "joined");
        }
      },
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

  #events(events: readonly HouseEvent[]): void {
    for (const item of events) {
      this.#view = evolveView(this.#view, item.event);
      this.#seq = item.seq;
      for (const listener of this.#listeners) listener(item);
    }
  }

  // --- what the admin app asks --------------------------------------------------------------

  snapshot(): HouseSnapshot {
    return { seq: this.#seq, view: this.#view };
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

  healthy(): boolean {
    return this.#healthy;
  }

  async command(command: AdminCommand): Promise<Answer> {
    return await this.#ask({ ...command, at: this.#parts.clock.nowMs() });
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

  /** Puts lots into the catalogue, one answer for each. */
  async catalogue(
    lots: readonly Lot[],
  ): Promise<readonly { readonly lot: LotId; readonly answer: Answer }[]> {
    const at = this.#parts.clock.nowMs();
    return await Promise.all(lots.map(async (lot) => {
      const salt = crypto.getRandomValues(new Uint8Array(16)).toHex();
      return { lot: lot.id, answer: await this.#ask({ type: "CatalogueLot", at, lot, salt }) };
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

  async reinstateBidder(paddle: Paddle): Promise<Answer> {
    return await this.#setStatus(paddle, "registered");
  }

  async #setStatus(paddle: Paddle, status: RegisteredBidder["status"]): Promise<Answer> {
    const known = this.#registry.entries.some(({ bidder }) => bidder.paddle === paddle);
    if (!known) return { type: "rejected", reason: "unknown_paddle" };
    await setBidderStatus(this.#parts.registryFolder, { who: paddle, status });
    await this.#rereadRegistry();
    return { type: "done", seq: this.#seq };
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
