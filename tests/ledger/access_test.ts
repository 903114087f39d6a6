// Who may touch the file: modes, folders that are missing or closed, and the desk worker's rights.

import { assert, assertEquals, assertThrows } from "@std/assert";
import { Fault } from "../../lib/base/fault.ts";
import { Ledger } from "../../lib/ledger/ledger.ts";
import type { DeskAnswer } from "./_desk.ts";
import { ANAS_SALE, CHECKS, decisionAfter, EMPTY } from "./_record.ts";
import { loadAll, TempFolder } from "./_sites.ts";

function openIn(folder: TempFolder): Ledger {
  return Ledger.open(folder.ledger, { identity: ANAS_SALE });
}

function modes(folder: TempFolder): Readonly<Record<string, number>> {
  const found: Record<string, number> = {};
  for (const { name } of Deno.readDirSync(folder.path)) {
    found[name] = (Deno.statSync(`${folder.path}/${name}`).mode ?? 0) & 0o777;
  }
  return found;
}

/** The answer of a desk worker that may do nothing but read and write as said. */
async function deskIn(
  path: string,
  permissions: { readonly read: string[]; readonly write: string[] },
): Promise<DeskAnswer> {
  const worker = new Worker(new URL("./_desk.ts", import.meta.url), {
    type: "module",
    deno: { permissions: { ...permissions } },
  });
  const { promise, resolve, reject } = Promise.withResolvers<DeskAnswer>();
  worker.onmessage = (message: MessageEvent<DeskAnswer>) => resolve(message.data);
  worker.onerror = (event) => {
    event.preventDefault();
    reject(new Error(event.message));
  };
  const deadline = setTimeout(() => reject(new Error("The worker did not answer")), 30_000);
  worker.postMessage(path);
  try {
    return await promise;
  } finally {
    clearTimeout(deadline);
    worker.terminate();
  }
}

Deno.test({
  name: "Ledger.open() makes its files for their owner alone",
  ignore: Deno.build.os === "windows",
  fn() {
    using folder = new TempFolder();
    const ledger = openIn(folder);
    loadAll(ledger);
    ledger.append(decisionAfter(EMPTY, { number: 1 }));
    // No -shm: the lock is exclusive, so that SQLite keeps its index of the log in memory.
    assertEquals(modes(folder), { "sale.ledger": 0o600, "sale.ledger-wal": 0o600 });
    ledger.close();
    assertEquals(modes(folder), { "sale.ledger": 0o600 });
  },
});

Deno.test({
  name: "Ledger.open() takes back what others may do with a copied file",
  ignore: Deno.build.os === "windows",
  fn() {
    using folder = new TempFolder();
    openIn(folder).close();
    Deno.chmodSync(folder.ledger, 0o644);
    const ledger = openIn(folder);
    loadAll(ledger);
    ledger.append(decisionAfter(EMPTY, { number: 1 }));
    assertEquals(modes(folder), { "sale.ledger": 0o600, "sale.ledger-wal": 0o600 });
    ledger.close();
  },
});

Deno.test("Ledger.open() asks for a folder that exists", () => {
  using folder = new TempFolder();
  const path = `${folder.path}/nowhere/sale.ledger`;
  const fault = assertThrows(() => Ledger.open(path, { identity: ANAS_SALE }), Fault);
  assertEquals(fault.code, "ledger_unwritable");
});

Deno.test("Ledger.open() refuses a name that the system cannot hold", () => {
  using folder = new TempFolder();
  const path = `${folder.path}/${"x".repeat(300)}`;
  const fault = assertThrows(() => Ledger.open(path, { identity: ANAS_SALE }), Fault);
  assertEquals(fault.code, "ledger_unwritable");
});

Deno.test("Ledger.open() refuses a folder in the place of the file", () => {
  using folder = new TempFolder();
  Deno.mkdirSync(folder.ledger);
  const fault = assertThrows(() => openIn(folder), Fault);
  assertEquals(fault.code, "ledger_unwritable");
});

Deno.test({
  name: "Ledger.open() refuses a folder that may only be read",
  // Neither modes nor owners hold back root; the worker's rights below do.
  ignore: Deno.build.os === "windows" || mayWriteAnywhere(),
  fn() {
    using folder = new TempFolder();
    openIn(folder).close();
    Deno.chmodSync(folder.ledger, 0o400);
    Deno.chmodSync(folder.path, 0o500);
    try {
      assertEquals(assertThrows(() => openIn(folder), Fault).code, "ledger_unwritable");
    } finally {
      Deno.chmodSync(folder.path, 0o700);
    }
  },
});

function mayWriteAnywhere(): boolean {
  using folder = new TempFolder();
  Deno.chmodSync(folder.path, 0o500);
  try {
    Deno.writeFileSync(folder.ledger, new Uint8Array());
    return true;
  } catch (error) {
    if (error instanceof Deno.errors.PermissionDenied) return false;
    throw error;
  } finally {
    Deno.chmodSync(folder.path, 0o700);
  }
}

Deno.test("Ledger works in a worker that may read and write one folder and nothing else", async () => {
  using folder = new TempFolder();
  const permissions = { read: [folder.path], write: [folder.path] };
  assertEquals(await deskIn(folder.ledger, permissions), { events: 0, fault: null });
  assertEquals(await deskIn(folder.ledger, permissions), { events: 5, fault: null });
});

Deno.test("Ledger.open() in a worker without the right to write says ledger_unwritable", async () => {
  using folder = new TempFolder();
  openIn(folder).close();
  const before = Deno.readFileSync(folder.ledger);
  const answer = await deskIn(folder.ledger, { read: [folder.path], write: [] });
  assertEquals(answer, { events: 0, fault: "ledger_unwritable" });
  assertEquals(Deno.readFileSync(folder.ledger), before);
});

Deno.test("Ledger.open() in a worker reaches no other folder", async () => {
  using folder = new TempFolder();
  using other = new TempFolder();
  const answer = await deskIn(other.ledger, { read: [folder.path], write: [folder.path] });
  assertEquals(answer, { events: 0, fault: "ledger_unwritable" });
  assertEquals([...Deno.readDirSync(other.path)], []);
});

Deno.test("Ledger.append() writes hundreds of rows in one transaction", () => {
  using folder = new TempFolder();
  const ledger = openIn(folder);
  loadAll(ledger);
  const parts = [];
  let head = EMPTY;
  for (let number = 1; number <= 300; number++) {
    const part = decisionAfter(head, { number });
    parts.push(part);
    const last = part.rows.at(-1);
    assert(last !== undefined);
    head = { seq: last.seq, hash: last.hash };
  }
  ledger.append({
    rows: parts.flatMap((part) => part.rows),
    batches: parts.flatMap((part) => part.batches),
    bids: parts.flatMap((part) => part.bids),
    aliveAt: parts.at(-1)?.aliveAt ?? 0,
  });
  ledger.close();
  const again = openIn(folder);
  // 900 rows: more than the page that loading reads at a time.
  assertEquals([...again.load(CHECKS)].length, 900);
  assertEquals(again.batches(1, { bytesMax: 1e9 }).length, parts.flatMap((p) => p.batches).length);
  again.close();
});
