// Which workers a part of ours starts, and with which permissions, without starting any.

/** A worker that would have been started. */
export interface CapturedWorker {
  readonly name: string;
  /** The entry's file name. */
  readonly entry: string;
  readonly permissions: Deno.PermissionOptionsObject;
}

/**
 * Runs `start` with a Worker in the platform's place that starts nothing, answers its first
 * request with `failed`, and is written down.
 */
export async function captureWorkers(
  start: () => Promise<unknown> | unknown,
): Promise<readonly CapturedWorker[]> {
  const captured: CapturedWorker[] = [];
  class NoWorker extends EventTarget {
    constructor(url: URL, { name = "", deno }: WorkerOptions) {
      super();
      const permissions = deno?.permissions;
      if (typeof permissions !== "object") throw new Error(`${name} has no permissions of its own`);
      captured.push({ name, entry: url.pathname.split("/").at(-1) ?? "", permissions });
    }

    postMessage(_request: unknown, transfer: readonly Transferable[]): void {
      for (const port of transfer) if (port instanceof MessagePort) port.close();
      const fault = { code: "internal", message: "captured", hint: null };
      this.dispatchEvent(new MessageEvent("message", { data: { type: "failed", fault } }));
    }

    terminate(): void {}
  }
  const real = globalThis.Worker;
  Object.defineProperty(globalThis, "Worker", { value: NoWorker, configurable: true });
  try {
    await start();
  } catch (error) {
    if (!(error instanceof Error) || error.message !== "captured") throw error;
  } finally {
    Object.defineProperty(globalThis, "Worker", { value: real, configurable: true });
  }
  return captured;
}
