// A message port whose two directions are closed unions. Works over a Worker, the inside of one
// (self), and either end of a MessageChannel, so that thread bodies run in tests without threads.

/** What posts and receives: a MessagePort, a Worker, or a worker's own scope. */
export interface RawPort {
  postMessage(message: unknown, transfer: Transferable[]): void;
  addEventListener(type: "message", listener: (event: MessageEvent) => void): void;
  start?(): void;
  close?(): void;
}

/** One end: sends `Out`, is sent `In`. */
export interface TypedPort<In, Out> {
  send(message: Out, transfer?: Transferable[]): void;
  /** Registers the one listener; messages before it are queued by the platform. */
  listen(listener: (message: In) => void): void;
  close(): void;
}

/**
 * Types `port`. Both ends are ours and started from the same build, so that the cast is the
 * contract itself: no stranger's bytes ever come this way.
 */
export function typedPort<In, Out>(port: RawPort): TypedPort<In, Out> {
  return {
    send: (message, transfer = []) => port.postMessage(message, transfer),
    listen(listener) {
      port.addEventListener("message", (event) => listener(event.data as In));
      port.start?.();
    },
    close: () => port.close?.(),
  };
}
