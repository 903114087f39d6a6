// What a worker of ours is not meant to do, tried from the inside. It answers with the outcome of
// each attempt: "done", "denied", or another error's name.

/// <reference no-default-lib="true" />
/// <reference lib="deno.worker" />

/** What the probe tries itself on. */
export interface ProbeTargets {
  /** A file in the data folder. */
  readonly dataFile: string;
  /** A file that only the main thread may read. */
  readonly keyFile: string;
  /** Where something listens by HTTP. */
  readonly server: { readonly hostname: string; readonly port: number };
  /** Where the join worker listens. */
  readonly join: { readonly hostname: string; readonly port: number };
}

/** Outcome by attempt. */
export type ProbeResult = Readonly<Record<string, string>>;

type Attempt = (targets: ProbeTargets) => unknown;

const attempts: Readonly<Record<string, Attempt>> = {
  readData: ({ dataFile }) => Deno.readTextFile(dataFile),
  writeData: ({ dataFile }) => Deno.writeTextFile(`${dataFile}.probe`, "probe"),
  readKey: ({ keyFile }) => Deno.readTextFile(keyFile),
  writeKey: ({ keyFile }) => Deno.writeTextFile(`${keyFile}.probe`, "probe"),
  listFolder: () => Deno.readDirSync("."),
  connect: async ({ server }) => (await Deno.connect(server)).close(),
  fetch: async ({ server }) =>
    await (await fetch(`http://${server.hostname}:${server.port}/`)).body?.cancel(),
  listenJoin: ({ join }) => Deno.listen(join).close(),
  listenTcp: ({ join }) => Deno.listen({ ...join, port: 0 }).close(),
  listenUdp: ({ join }) => Deno.listenDatagram({ ...join, port: 0, transport: "udp" }).close(),
  run: () => new Deno.Command(Deno.execPath()).outputSync(),
  env: () => Deno.env.get("LANG"),
  system: () => Deno.hostname(),
  library: () => Deno.dlopen("libc.so.6", {}).close(),
  worker: () => new Worker(import.meta.url, { type: "module" }).terminate(),
};

self.addEventListener("message", async ({ data }: MessageEvent<ProbeTargets>) => {
  const result: Record<string, string> = {};
  for (const [name, attempt] of Object.entries(attempts)) result[name] = await tried(attempt, data);
  self.postMessage(result);
});

async function tried(attempt: Attempt, targets: ProbeTargets): Promise<string> {
  try {
    await attempt(targets);
    return "done";
  } catch (error) {
    if (error instanceof Deno.errors.NotCapable) return "denied";
    return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  }
}
