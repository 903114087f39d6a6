// What a running house stands on beside its threads, and whom it tells what happens.

import type { ActionEntry } from "../admin/action.ts";
import type { Paddle } from "../auction/lot.ts";
import type { Clock } from "../base/clock.ts";
import type { Fault } from "../base/fault.ts";
import type { Problem } from "../catalogue/problem.ts";
import type { RegistryReading } from "../secure/registry_folder.ts";

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
  /** One of the house's people did something, or tried to. */
  acted(entry: ActionEntry): void;
  /** What is wrong with a file of the items folder has changed; no problems: it is good again. */
  reported(file: string, problems: readonly Problem[]): void;
  /** A thread failed: the process has to end. */
  failed(fault: Fault): void;
}
