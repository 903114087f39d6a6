// A worker as its parent holds it: started with its own permissions, watched, and stopped.
//
// A worker that dies, throws or falls silent is told to the parent once, as a fault. Nothing is
// restarted in secret: the house prefers stopping to guessing.

import { Fault } from "../base/fault.ts";
import { within } from "../base/within.ts";
import { DEAD_AFTER_MS, faultOf, LIFE_TIMEOUT_MS, type LifeNotice } from "./life_cycle.ts";

/** How often a worker's signs of life are looked at. */
const LOOK_MS = DEAD_AFTER_MS / 5;

/** How to start a worker. */
export interface WorkerOptions<Out extends { readonly type: string }> {
  readonly name: string;
  readonly url: URL;
  /** What the thread may do; what is left out is denied. */
  readonly permissions: Deno.PermissionOptionsObject;
  /** Each notice but the ones of the life cycle. */
  notice(notice: Exclude<Out, LifeNotice>): void;
  /** The worker is of no use any more. Called once at most, never after stop(). */
  failed(fault: Fault): void;
}

/** A running worker that is sent `In` and says `Out`. */
export class WorkerHandle<
  In extends { readonly type: string },
  Out extends { readonly type: string },
> {
  readonly #worker: Worker;
  readonly #options: WorkerOptions<Out>;
  readonly #stopped = Promise.withResolvers<void>();
  readonly #watch: ReturnType<typeof setInterval>;
  #aliveAt = performance.now();
  #lookedAt = performance.now();
  #over = false;

  constructor(options: WorkerOptions<Out>) {
    this.#options = options;
    this.#worker = new Worker(options.url, {
      type: "module",
      name: options.name,
      deno: { permissions: options.permissions },
    });
    this.#worker.addEventListener("message", ({ data }) => this.#notice(data as Out | LifeNotice));
    this.#worker.addEventListener("error", (event) => {
      event.preventDefault();
      this.#fail(new Fault("worker_failed", `The ${options.name} worker died: ${event.message}`));
    });
    this.#watch = setInterval(() => this.#look(), LOOK_MS);
  }

  /** Sends a request. */
  send(request: In, transfer: Transferable[] = []): void {
    this.#worker.postMessage(request, transfer);
  }

  /**
   * Asks the worker to stop, waits for it, and ends the thread in any case.
   * Fault: `worker_failed` where it did not stop in time.
   */
  async stop(request: In): Promise<void> {
    if (this.#over) return;
    this.#over = true;
    clearInterval(this.#watch);
    this.send(request);
    const outcome = await within(this.#stopped.promise, { ms: LIFE_TIMEOUT_MS });
    this.#worker.terminate();
    if (outcome === "timeout") {
      throw new Fault("worker_failed", `The ${this.#options.name} worker did not stop in time`);
    }
  }

  /** Ends the thread at once: where something has failed already. */
  kill(): void {
    this.#over = true;
    clearInterval(this.#watch);
    this.#worker.terminate();
  }

  #notice(notice: Out | LifeNotice): void {
    this.#aliveAt = performance.now();
    if (isLife(notice)) {
      if (notice.type === "stopped") this.#stopped.resolve();
      if (notice.type === "failed") this.#fail(faultOf(notice.fault));
      return;
    }
    this.#options.notice(notice as Exclude<Out, LifeNotice>);
  }

  #look(): void {
    const now = performance.now();
    const late = now - this.#lookedAt > LOOK_MS * 2;
    this.#lookedAt = now;
    // This thread itself was held up (a suspended machine, a stopped process): count anew.
    if (late) this.#aliveAt = now;
    if (now - this.#aliveAt > DEAD_AFTER_MS) {
      this.#fail(new Fault("worker_failed", `The ${this.#options.name} worker does not answer`));
    }
  }

  #fail(fault: Fault): void {
    if (this.#over) return;
    this.kill();
    this.#options.failed(fault);
  }
}

function isLife(notice: { readonly type: string }): notice is LifeNotice {
  return notice.type === "alive" || notice.type === "stopped" || notice.type === "failed";
}
