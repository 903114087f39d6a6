// Waiting with an end: everything that the demo waits for comes in time, or is a named fault.
//
// The signal ends every wait at once: with Ctrl+C, or because one of the processes has died.

import { Fault } from "../base/fault.ts";

/** How long to wait, for what (in words, for the fault), and what ends the wait early. */
export interface WaitBounds {
  readonly ms: number;
  readonly what: string;
  readonly signal: AbortSignal;
}

/** What `promise` gives within `ms`. Fault `timeout`; throws the signal's reason where it fires. */
export async function within<T>(promise: Promise<T>, bounds: WaitBounds): Promise<T> {
  const { ms, what, signal } = bounds;
  const over = Promise.withResolvers<never>();
  const stop = () => over.reject(signal.reason);
  const timer = setTimeout(() => {
    over.reject(new Fault("timeout", `${what}: nothing within ${ms / 1_000} s`));
  }, ms);
  signal.addEventListener("abort", stop);
  if (signal.aborted) stop();
  try {
    return await Promise.race([promise, over.promise]);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener("abort", stop);
  }
}

/** Lets `ms` pass; throws the signal's reason where it fires before. */
export async function pause(ms: number, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted();
  const passed = Promise.withResolvers<void>();
  const stop = () => passed.reject(signal.reason);
  const timer = setTimeout(passed.resolve, ms);
  signal.addEventListener("abort", stop);
  try {
    await passed.promise;
  } finally {
    clearTimeout(timer);
    signal.removeEventListener("abort", stop);
  }
}
