// The system's notices about a folder, reduced to one question: has anything happened?
//
// What a notice says is not used: systems differ in what they tell about one saved file. Waiting
// is always bounded by a time and by the signal that ends the watch.

/** Listens to a folder from construction until it is disposed of. */
export class FolderNotices implements AsyncDisposable {
  readonly #watcher: Deno.FsWatcher;
  readonly #listening: Promise<void>;
  readonly #signal: AbortSignal;
  #isHeard = false;
  #wake: (() => void) | null = null;

  constructor(path: string, signal: AbortSignal) {
    this.#watcher = Deno.watchFs(path, { recursive: false });
    this.#signal = signal;
    this.#listening = this.#listen();
  }

  /**
   * Resolves when something was heard, or after `ms`; in the first case only `gatherMs` later, as
   * one saved file makes several notices. Both waits end at once where the signal aborts.
   */
  async wait(ms: number, gatherMs: number): Promise<void> {
    if (!this.#isHeard) await this.#pause(ms, { endsWhenHeard: true });
    if (this.#isHeard) await this.#pause(gatherMs, { endsWhenHeard: false });
    this.#isHeard = false;
  }

  /** Stops listening. Nothing is left running when it resolves. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#watcher.close();
    await this.#listening;
  }

  async #listen(): Promise<void> {
    for await (const _notice of this.#watcher) {
      this.#isHeard = true;
      this.#wake?.();
    }
  }

  async #pause(ms: number, { endsWhenHeard }: { readonly endsWhenHeard: boolean }): Promise<void> {
    if (this.#signal.aborted) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    const end = () => resolve();
    const timer = setTimeout(end, ms);
    this.#signal.addEventListener("abort", end);
    if (endsWhenHeard) this.#wake = end;
    await promise;
    this.#wake = null;
    this.#signal.removeEventListener("abort", end);
    clearTimeout(timer);
  }
}
