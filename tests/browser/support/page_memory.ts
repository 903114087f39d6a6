// What a page holds in memory after its garbage was collected: what grows from one look to the next
// although the page shows as much as before is a leak.

import type { CDPSession } from "playwright-core";

/** What a page holds. */
export interface PageMemory {
  /** Nodes of all documents, those too that only a script still holds. */
  readonly nodes: number;
  readonly listeners: number;
  /** The heap of its scripts. */
  readonly heapBytes: number;
}

/** Collects the garbage of the page of `session` and counts what is left. */
export async function pageMemory(session: CDPSession): Promise<PageMemory> {
  await session.send("HeapProfiler.collectGarbage");
  const { nodes, jsEventListeners } = await session.send("Memory.getDOMCounters");
  const { usedSize } = await session.send("Runtime.getHeapUsage");
  return { nodes, listeners: jsEventListeners, heapBytes: usedSize };
}
