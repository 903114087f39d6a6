// What each worker can really do: the permissions that the program gives its workers, taken from
// where it starts them, tried out under a main thread with the permissions of the task.

import { assertEquals } from "@std/assert";
import { generateSigningJwk } from "../../lib/secure/private_key_set.ts";
import { BidderStore } from "../../lib/ledger/bidder_store.ts";
import { importPrivateKeySet } from "../../lib/secure/private_key_set.ts";
import { startBidderFeed } from "../../lib/worker/bidder_feed_handle.ts";
import { BidderLink } from "../../lib/worker/bidder_link.ts";
import { HouseWorkers } from "../../lib/worker/house_workers.ts";
import { freePort } from "../support/free_port.ts";
import type { PermissionTrial } from "../support/permission_parent.ts";
import type { ProbeResult, ProbeTargets } from "../support/permission_probe.ts";
import { makeKeys, SaleFolder } from "../support/sale_folder.ts";
import { projectPath, taskFlags } from "../support/task_flags.ts";
import { type CapturedWorker, captureWorkers } from "../support/worker_capture.ts";

const HOST = "127.0.0.1";

/** Denied to every worker of ours. */
const NEVER = {
  readKey: "denied",
  writeKey: "denied",
  listFolder: "denied",
  run: "denied",
  env: "denied",
  system: "denied",
  library: "denied",
} as const;
const NO_FILES = { ...NEVER, readData: "denied", writeData: "denied" } as const;

Deno.test("workerPermissions() leave no file to the network and no network to the desk", {
  // A start that fails leaves the lines between the threads to the end of the process.
  sanitizeResources: false,
}, async () => {
  await using scene = await Scene.set();
  const { folder, targets } = scene;
  const workers = await captureWorkers(() => startHouseWorkers(folder, targets));
  assertEquals(workers.map(({ entry }) => entry).sort(), [
    "desk_worker.ts",
    "feed_worker.ts",
    "join_worker.ts",
    "relay_worker.ts",
  ]);
  const results = await scene.tryOut("server", workers);
  assertMatches(results["desk"], {
    ...NEVER,
    readData: "done",
    writeData: "done",
    connect: "denied",
    fetch: "denied",
    listenJoin: "denied",
    listenTcp: "denied",
    listenUdp: "denied",
  });
  assertMatches(results["feed"], { ...NO_FILES, listenUdp: "done" });
  // Each listens where it has to, and nowhere else: here both have the same port.
  for (const name of ["join", "relay"]) {
    assertMatches(results[name], {
      ...NO_FILES,
      listenJoin: "done",
      connect: "denied",
      fetch: "denied",
      listenTcp: "denied",
      listenUdp: "denied",
    });
  }
});

Deno.test("startBidderFeed() leaves its worker no file", async () => {
  await using scene = await Scene.set();
  const identity = await importPrivateKeySet([...(await makeKeys(["ana"])).values()][0] ?? never());
  const store = BidderStore.open(`${scene.folder.path}/data/ana.sqlite`);
  const link = new BidderLink({
    clock: { nowMs: () => 0 },
    identity,
    store,
    trialLossPercent: 0,
    connect: never,
    checkHouse: never,
    pictures: { picture: never },
    feed: never,
    wait: never,
  });
  const workers = await captureWorkers(() => startBidderFeed(link).kill());
  store.close();
  assertEquals(workers.map(({ entry }) => entry), ["bidder_feed_worker.ts"]);
  const results = await scene.tryOut("client", workers);
  assertMatches(results["bidder feed"], { ...NO_FILES, listenUdp: "done" });
});

/** Folders, a server to reach, and a data file to read. */
class Scene {
  readonly folder: SaleFolder;
  readonly targets: ProbeTargets;
  readonly #server: Deno.HttpServer<Deno.NetAddr>;

  private constructor(folder: SaleFolder, server: Deno.HttpServer<Deno.NetAddr>) {
    this.folder = folder;
    this.#server = server;
    this.targets = {
      dataFile: `${folder.path}/data/ledger.sqlite`,
      keyFile: `${folder.path}/keys/house.private.jwks.json`,
      server: { hostname: HOST, port: server.addr.port },
      join: { hostname: HOST, port: freePort() },
    };
  }

  static async set(): Promise<Scene> {
    const folder = await SaleFolder.make();
    const server = Deno.serve({ hostname: HOST, port: 0, onListen() {} }, () => new Response("hi"));
    const scene = new Scene(folder, server);
    await Deno.writeTextFile(scene.targets.dataFile, "data");
    await Deno.writeTextFile(scene.targets.keyFile, "key");
    return scene;
  }

  /** Starts the probe with the permissions of `workers` under those of the task. */
  async tryOut(
    task: string,
    workers: readonly CapturedWorker[],
  ): Promise<Readonly<Record<string, ProbeResult>>> {
    const trial: PermissionTrial = { targets: this.targets, workers };
    const command = new Deno.Command(Deno.execPath(), {
      args: [
        "run",
        `--config=${projectPath("deno.json")}`,
        ...taskFlags(task, this.folder.path),
        // The probe's own module: workers are loaded by right of the main thread.
        `--allow-read=${projectPath("tests/support")}`,
        projectPath("tests/support/permission_parent.ts"),
        JSON.stringify(trial),
      ],
      cwd: this.folder.path,
    });
    const { code, stdout, stderr } = await command.output();
    assertEquals(code, 0, new TextDecoder().decode(stderr));
    return JSON.parse(new TextDecoder().decode(stdout));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#server.shutdown();
    await this.folder[Symbol.asyncDispose]();
  }
}

async function startHouseWorkers(folder: SaleFolder, { join }: ProbeTargets): Promise<void> {
  const group = { address: "239.255.73.10", port: 7311, ttl: 1 };
  const { hostname: host, port } = join;
  await HouseWorkers.start({
    desk: {
      ledger: `${folder.path}/data/ledger.sqlite`,
      name: "Leilão",
      currency: "BRL",
      group,
      bidHost: host,
      joinedMax: 10,
    },
    feed: { host, bidPort: port, group, trialLossPercent: 0 },
    join: { host, port },
    relay: { host, port },
    dataFolder: `${folder.path}/data`,
    houseKey: { ...await generateSigningJwk() },
    bidders: [],
  }, { desk() {}, feed() {}, join() {}, relay() {}, picture: never, failed() {} });
}

/** Compares the attempts that `expected` names. */
function assertMatches(result: ProbeResult | undefined, expected: ProbeResult): void {
  const compared = Object.keys(expected).map((name) => [name, result?.[name]]);
  assertEquals(Object.fromEntries(compared), expected);
}

function never(): never {
  throw new Error("Nothing of the link is used here");
}
