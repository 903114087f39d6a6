// The house's program: flags, then keys and folders, then the parts, then it waits for a signal.
//
// Composition only. What runs and who may do what: lib/ARCHITECTURE.md.

import { join } from "@std/path";
import { createAdminApp } from "./lib/admin/admin_app.ts";
import { adminTokenPath, loadAdminToken } from "./lib/admin/admin_token.ts";
import { consoleSessions } from "./lib/admin/console_sessions.ts";
import { type Clock, steadyClock } from "./lib/base/clock.ts";
import type { Fault } from "./lib/base/fault.ts";
import { type CommandRun, runMain } from "./lib/command/run_main.ts";
import { serverCommand, type ServerConfig, serverConfig } from "./lib/command/server_command.ts";
import {
  type ReadyHouse,
  sayCheckpointCut,
  sayEvent,
  sayItemFile,
  sayPresence,
  sayReady,
  sayStopped,
} from "./lib/command/server_words.ts";
import { stopSignals } from "./lib/command/stop_signals.ts";
import { isSameTerms } from "./lib/command/terms_flags.ts";
import { type HouseKey, loadOrCreateHouseKey } from "./lib/secure/house_key.ts";
import { readRegistry, type RegistryReading } from "./lib/secure/registry_folder.ts";
import { ActionFile } from "./lib/worker/action_file.ts";
import { type AdminServer, serveAdmin } from "./lib/worker/admin_server.ts";
import { makeDataFolder, registryFolderOf } from "./lib/worker/house_folders.ts";
import { House } from "./lib/worker/house.ts";
import type { HouseParts } from "./lib/worker/house_parts.ts";
import type { HouseWorkersConfig, TakenPorts } from "./lib/worker/house_workers.ts";
import { ItemsFollower } from "./lib/worker/items_follower.ts";
import { checkPorts } from "./lib/worker/port_check.ts";
import { followRegistry } from "./lib/worker/registry_follower.ts";

type Run = CommandRun<typeof serverCommand.flags>;

await runMain(serverCommand, async (run) => {
  const config = serverConfig(run.flags);
  const over = Promise.withResolvers<Fault | null>();
  const parts = await startParts(config, { run, failed: over.resolve });
  const stop = () => over.resolve(null);
  for (const signal of stopSignals()) Deno.addSignalListener(signal, stop);
  const fault = await over.promise;
  if (fault !== null) {
    parts.house.kill();
    throw fault;
  }
  await parts.stop();
  sayStopped(run);
});

interface RunningParts {
  readonly house: House;
  stop(): Promise<void>;
}

async function startParts(
  config: ServerConfig,
  { run, failed }: { readonly run: Run; failed(fault: Fault): void },
): Promise<RunningParts> {
  const clock = steadyClock();
  const firstItems = await ItemsFollower.read(config.items, config.currency);
  await checkPorts(config);
  const dataFolder = await makeDataFolder(config.data);
  const houseKey = await loadOrCreateHouseKey(config.keys);
  const token = await loadAdminToken(config.keys);
  const registryFolder = await registryFolderOf(config.keys);
  const registry = await readRegistry(registryFolder);
  const actions = actionFile(dataFolder, run);
  const { house, ...ports } = await House.start(
    workersConfig(config, { dataFolder, houseKey, registry }),
    {
      clock,
      registryFolder,
      registry,
      dataFolder,
      failed,
      ...outlets(run, actions),
    },
  );
  const { currency } = house.snapshot().view;
  // A record that was begun before keeps its currency, and its lots are read in that one.
  const items = currency === config.currency
    ? firstItems
    : await ItemsFollower.read(config.items, currency);
  await items.load(house);
  await setTerms(house, config.terms);
  const stopping = new AbortController();
  const { signal } = stopping;
  const following = [
    items.follow(house, { clock, signal }),
    followRegistry(house, { folder: registryFolder, first: registry, signal }),
  ];
  for (const follower of following) follower.catch(failed);
  const admin = await startAdmin(house, { token, houseKey, config, clock, run });
  sayReady(run, {
    view: house.snapshot().view,
    ...addresses(config, ports),
    admin: `http://127.0.0.1:${admin.port}`,
    token: adminTokenPath(config.keys),
    house: houseKey.thumbprint,
    registered: registry.entries.length,
    problems: registry.problems,
  });
  house.subscribe(({ event }) => sayEvent(run, { event, view: house.snapshot().view }));
  return {
    house,
    async stop() {
      stopping.abort();
      await admin.stop();
      await Promise.all(following);
      await house.stop();
      await actions.flushed();
    },
  };
}

/** Outlets for what the house tells beside the events: its terminal, and a file. */
function outlets(
  run: Run,
  actions: ActionFile,
): Pick<HouseParts, "acted" | "checkpointCut" | "presence" | "reported"> {
  return {
    acted: (entry) => actions.append(entry),
    checkpointCut: (bytes) => sayCheckpointCut(run, bytes),
    presence: (paddle, here) => sayPresence(run, { paddle, here }),
    reported: (file, problems) => sayItemFile(run, { file, problems }),
  };
}

function actionFile(dataFolder: string, run: Run): ActionFile {
  const failed = ({ code, message }: Fault) => run.io.err(`${code}: ${message}\n`);
  return new ActionFile(join(dataFolder, "actions.ndjson"), failed);
}

/** A sale in which a lot has opened keeps its terms: that is said, and the house starts all the same. */
async function setTerms(house: House, terms: ServerConfig["terms"]): Promise<void> {
  const { view } = house.snapshot();
  if (terms === null || isSameTerms(terms, view.terms)) return;
  await house.command({ type: "SetTerms", terms });
}

function addresses(
  { host, group }: ServerConfig,
  { joinPort, bidPort, relayPort }: TakenPorts,
): Pick<ReadyHouse, "join" | "bids" | "relay" | "group"> {
  return {
    join: `${host}:${joinPort}`,
    bids: `${host}:${bidPort}`,
    relay: `${host}:${relayPort}`,
    group: `${group.address}:${group.port}`,
  };
}

function workersConfig(
  config: ServerConfig,
  { dataFolder, houseKey, registry }: {
    readonly dataFolder: string;
    readonly houseKey: HouseKey;
    readonly registry: RegistryReading;
  },
): HouseWorkersConfig {
  const { name, currency, group, host, port, relayPort, joinedMax, trialLossPercent } = config;
  const ledger = join(dataFolder, "ledger.sqlite");
  return {
    desk: { ledger, name, currency, group, bidHost: host, joinedMax },
    feed: { host, bidPort: port, group, trialLossPercent },
    join: { host, port },
    relay: { host, port: relayPort },
    dataFolder,
    houseKey: { ...houseKey.privateJwk },
    bidders: registry.entries.map(({ bidder }) => bidder),
  };
}

async function startAdmin(
  house: House,
  { token, houseKey, config, clock, run }: {
    readonly token: string;
    readonly houseKey: HouseKey;
    readonly config: ServerConfig;
    readonly clock: Clock;
    readonly run: Run;
  },
): Promise<AdminServer> {
  const admin = createAdminApp({
    house,
    token,
    sessions: await consoleSessions(token, { clock, house: houseKey.thumbprint }),
    allowedHosts: ["127.0.0.1", "localhost"],
    clock,
    every(periodMs, tick) {
      const timer = setInterval(tick, periodMs);
      return () => clearInterval(timer);
    },
    report: ({ code, message }, id) => run.io.err(`admin ${id}: ${code}: ${message}\n`),
  });
  return serveAdmin(admin, config.adminPort);
}
