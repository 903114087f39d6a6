// The main thread of a permission trial: starts the probe once for each set of permissions that it
// is given as JSON, as the program starts its workers, and prints what each could do.

import type { ProbeResult, ProbeTargets } from "./permission_probe.ts";

/** What the parent is told as its one argument. */
export interface PermissionTrial {
  readonly targets: ProbeTargets;
  readonly workers: readonly {
    readonly name: string;
    readonly permissions: Deno.PermissionOptionsObject;
  }[];
}

if (import.meta.main) {
  const { targets, workers }: PermissionTrial = JSON.parse(Deno.args[0] ?? "");
  const results: Record<string, ProbeResult> = {};
  for (const { name, permissions } of workers) results[name] = await probe(permissions, targets);
  console.log(JSON.stringify(results));
}

async function probe(
  permissions: Deno.PermissionOptionsObject,
  targets: ProbeTargets,
): Promise<ProbeResult> {
  const worker = new Worker(new URL("./permission_probe.ts", import.meta.url), {
    type: "module",
    deno: { permissions },
  });
  const answer = Promise.withResolvers<ProbeResult>();
  worker.addEventListener("message", ({ data }) => answer.resolve(data));
  worker.addEventListener("error", ({ message }) => answer.reject(new Error(message)));
  worker.postMessage(targets);
  try {
    return await answer.promise;
  } finally {
    worker.terminate();
  }
}
