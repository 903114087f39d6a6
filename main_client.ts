// A bidder's program: flags, then the key, then the link to the house, then a face for it.
//
// Composition only. What runs and who may do what: lib/ARCHITECTURE.md.

import { join } from "@std/path";
import { steadyClock } from "./lib/base/clock.ts";
import { Fault } from "./lib/base/fault.ts";
import type { FaceEnd } from "./lib/bidder/house_link.ts";
import { runJsonFace } from "./lib/bidder/json_face.ts";
import { processTerminal, processTimers } from "./lib/bidder/terminal.ts";
import { runTerminalFace } from "./lib/bidder/terminal_face.ts";
import { clientCheck } from "./lib/command/client_check.ts";
import { clientCommand } from "./lib/command/client_command.ts";
import { chooseHouse } from "./lib/command/house_choice.ts";
import { askPassphrase } from "./lib/command/passphrase.ts";
import { type CommandRun, runMain } from "./lib/command/run_main.ts";
import { stopSignals } from "./lib/command/stop_signals.ts";
import { BidderStore } from "./lib/ledger/bidder_store.ts";
import { connectTcp } from "./lib/net/tcp_listener.ts";
import { readPrivateKeyFile } from "./lib/secure/key_file.ts";
import { importPrivateKeySet } from "./lib/secure/private_key_set.ts";
import { BidderLink } from "./lib/worker/bidder_link.ts";
import { startBidderFeed } from "./lib/worker/bidder_feed_handle.ts";
import { makeDataFolder } from "./lib/worker/house_folders.ts";

type Run = CommandRun<typeof clientCommand.flags>;

await runMain(clientCommand, async (run) => {
  const { key, data } = run.flags;
  const keySet = await readPrivateKeyFile(key, {
    askPassphrase: () =>
      askPassphrase({ language: run.language, env: run.io.env, command: "client" }),
  });
  const identity = await importPrivateKeySet(keySet);
  const dataFolder = await makeDataFolder(data);
  const house = await chooseHouse(run, dataFolder);
  const store = BidderStore.open(join(dataFolder, `${identity.thumbprint.slice(0, 16)}.sqlite`));
  const link: BidderLink = new BidderLink({
    clock: steadyClock(),
    identity,
    store,
    trialLossPercent: run.flags.trialLoss,
    connect: () => connectTcp(house, { timeoutMs: 5_000 }),
    checkHouse: (thumbprint) => house.check(thumbprint),
    feed: (request) => feed.send(request),
    wait,
  });
  const feed = startBidderFeed(link);
  try {
    return await (run.flags.check ? check(link, run) : follow(link, run));
  } finally {
    await feed.stop({ type: "stop" });
    store.close();
  }
});

/** Checks the connection; a signal ends it early. */
async function check(link: BidderLink, run: Run): Promise<number> {
  const ending = new AbortController();
  for (const signal of stopSignals()) Deno.addSignalListener(signal, () => ending.abort());
  const { signal } = ending;
  return await clientCheck(link, { run, nowMs: () => performance.now(), wait, signal });
}

/** Runs the link and a face until one of them ends; a fault of the link is the program's. */
async function follow(link: BidderLink, run: Run): Promise<number> {
  const ending = new AbortController();
  const leave = () => ending.abort();
  for (const signal of stopSignals()) Deno.addSignalListener(signal, leave);
  const outcome = link.run().then(() => null, (fault: Fault) => fault);
  const end = await face(link, { run, signal: ending.signal });
  link.stop();
  const fault = await outcome;
  if (fault !== null) throw fault;
  if (end === "never_joined") throw neverJoined();
  return end === "disconnected" ? 1 : 0;
}

/** A program that pipes its bids in must not take a house that was away for success. */
function neverJoined(): Fault {
  return new Fault("unreachable", "Cannot join the house: the input ended before it let us in", {
    hint: "Check the address and that the house is running, or keep the input open with --follow.",
  });
}

async function face(
  link: BidderLink,
  { run, signal }: { readonly run: Run; readonly signal: AbortSignal },
): Promise<FaceEnd> {
  const { json, follow } = run.flags;
  if (json) {
    const { readable: input } = Deno.stdin;
    return await runJsonFace(link, { input, output: Deno.stdout.writable, follow, signal });
  }
  return await runTerminalFace(link, {
    terminal: processTerminal(),
    timers: processTimers(),
    language: run.language,
    timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    follow,
    signal,
  });
}

/** Waits; the signal ends the wait early. */
async function wait(ms: number, signal: AbortSignal): Promise<void> {
  const waited = Promise.withResolvers<void>();
  const timer = setTimeout(waited.resolve, ms);
  const end = () => waited.resolve();
  signal.addEventListener("abort", end);
  if (!signal.aborted) await waited.promise;
  signal.removeEventListener("abort", end);
  clearTimeout(timer);
}
