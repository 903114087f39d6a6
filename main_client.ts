// A bidder's program: flags, then the key, then the link to the house, then a face for it.
//
// Composition only. What runs and who may do what: lib/ARCHITECTURE.md.

import { join } from "@std/path";
import { steadyClock } from "./lib/base/clock.ts";
import { Fault } from "./lib/base/fault.ts";
import type { FaceEnd } from "./lib/bidder/house_link.ts";
import { runJsonFace } from "./lib/bidder/json_face.ts";
import { readLines } from "./lib/bidder/line_reader.ts";
import { runPageFace } from "./lib/bidder/page_face.ts";
import { processTerminal, processTimers } from "./lib/bidder/terminal.ts";
import { runTerminalFace } from "./lib/bidder/terminal_face.ts";
import { clientCheck } from "./lib/command/client_check.ts";
import { chooseFace, clientCommand } from "./lib/command/client_command.ts";
import { chooseHouse } from "./lib/command/house_choice.ts";
import { openBrowser } from "./lib/command/open_browser.ts";
import { askPassphrase } from "./lib/command/passphrase.ts";
import { type CommandRun, runMain } from "./lib/command/run_main.ts";
import { stopSignals } from "./lib/command/stop_signals.ts";
import { BidderStore } from "./lib/ledger/bidder_store.ts";
import { connectTcp } from "./lib/net/tcp_listener.ts";
import { readPrivateKeyFile } from "./lib/secure/key_file.ts";
import { type Identity, importPrivateKeySet } from "./lib/secure/private_key_set.ts";
import { PageSessions } from "./lib/web/page_sessions.ts";
import { BidderLink } from "./lib/worker/bidder_link.ts";
import { BidderPictures } from "./lib/worker/bidder_pictures.ts";
import { startBidderFeed } from "./lib/worker/bidder_feed_handle.ts";
import { makeDataFolder } from "./lib/worker/house_folders.ts";
import { servePage } from "./lib/worker/page_server.ts";
import { requestPicture } from "./lib/worker/picture_request.ts";
import { PictureShelf } from "./lib/worker/picture_shelf.ts";

type Run = CommandRun<typeof clientCommand.flags>;

/** More than an Enter at the page's terminal is not read. */
const enterBytesMax = 1_024;

await runMain(clientCommand, async (run) => {
  const { key, data } = run.flags;
  chooseFace(run.flags, { isAtTerminal: false }); // A contradiction is told before anything starts.
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
    // A person waits to be let in; a program and a check want to know.
    waitsForApproval: !run.flags.json && !run.flags.check,
    connect: () => connectTcp(house, { timeoutMs: 5_000 }),
    checkHouse: (thumbprint) => house.check(thumbprint),
    pictures: new BidderPictures({
      clock: steadyClock(),
      shelf: new PictureShelf(join(dataFolder, "pictures")),
      fetch: requestPicture,
    }),
    feed: (request) => feed.send(request),
    wait,
  });
  const feed = startBidderFeed(link);
  try {
    return await (run.flags.check ? check(link, run) : follow(link, { run, identity }));
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

interface Follower {
  readonly run: Run;
  readonly identity: Identity;
}

/** Runs the link and a face until one of them ends; a fault of the link is the program's. */
async function follow(link: BidderLink, { run, identity }: Follower): Promise<number> {
  const ending = new AbortController();
  const leave = () => ending.abort();
  for (const signal of stopSignals()) Deno.addSignalListener(signal, leave);
  const outcome = link.run().then(() => null, (fault: Fault) => fault);
  const end = await face(link, { run, identity, signal: ending.signal });
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
  { run, identity, signal }: Follower & { readonly signal: AbortSignal },
): Promise<FaceEnd> {
  const { follow } = run.flags;
  const isAtTerminal = Deno.stdin.isTerminal() && Deno.stdout.isTerminal();
  const name = chooseFace(run.flags, { isAtTerminal });
  if (name === "page") return await pageFace(link, { run, identity, signal });
  if (name === "json") {
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

/** The page in the person's browser. Whoever is to be let in has to hold a link of this very run. */
async function pageFace(
  link: BidderLink,
  { run, identity, signal }: Follower & { readonly signal: AbortSignal },
): Promise<FaceEnd> {
  const { pagePort, noOpen } = run.flags;
  const sessions = await PageSessions.over({
    secret: crypto.getRandomValues(new Uint8Array(32)),
    // Clients on one machine share a browser's cookies: each needs a name of its own.
    cookie: `leilao_bidder_${identity.thumbprint.slice(0, 8)}`,
    clock: steadyClock(),
  });
  return await runPageFace(link, {
    sessions,
    serve: (handle) => servePage(handle, pagePort),
    open: async (address) => !noOpen && await openBrowser(address),
    say: (line) => run.io.out(`${line}\n`),
    asked: Deno.stdin.isTerminal()
      ? readLines(Deno.stdin.readable, { lineBytesMax: enterBytesMax, signal })
      : null,
    timers: processTimers(),
    fingerprint: identity.thumbprint,
    language: run.language,
    timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
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
