// A real house process killed with SIGKILL while it writes, and logs cut off at the tail.

import { assert, assertEquals, assertThrows } from "@std/assert";
import { fromFileUrl } from "@std/path";
import { Fault } from "../../lib/base/fault.ts";
import { Ledger } from "../../lib/ledger/ledger.ts";
import type { LedgerRow } from "../../lib/ledger/store.ts";
import { ANAS_SALE, CLARA, claraBid, placeOf, sizeOf } from "./_record.ts";
import { loadAll, TempFolder } from "./_sites.ts";

const ROUNDS = 10;
const DEADLINE_MS = 30_000;
const WRITER = fromFileUrl(new URL("./_writer.ts", import.meta.url));

/** A house in a process of its own. Disposing of it kills it. */
class Writer implements AsyncDisposable {
  readonly #process: Deno.ChildProcess;
  readonly #lines: ReadableStreamDefaultReader<string>;
  #rest = "";
  /** Ends a writer that hangs, so that every wait for a line is bounded. */
  readonly #deadline: ReturnType<typeof setTimeout>;

  constructor(folder: TempFolder, decisions: number) {
    this.#process = new Deno.Command(Deno.execPath(), {
      args: [
        ...["run", "--no-prompt", "--no-lock"],
        ...[`--allow-read=${folder.path}`, `--allow-write=${folder.path}`],
        ...[WRITER, folder.ledger, String(decisions)],
      ],
      stdin: "piped",
      stdout: "piped",
      stderr: "inherit",
    }).spawn();
    this.#deadline = setTimeout(() => this.#process.kill("SIGKILL"), DEADLINE_MS);
    this.#lines = this.#process.stdout.pipeThrough(new TextDecoderStream()).getReader();
  }

  /** The next line, or null after the last one. A last line without its end is no line. */
  async line(): Promise<string | null> {
    while (!this.#rest.includes("\n")) {
      const { value, done } = await this.#lines.read();
      if (done) return null;
      this.#rest += value;
    }
    const end = this.#rest.indexOf("\n");
    const line = this.#rest.slice(0, end);
    this.#rest = this.#rest.slice(end + 1);
    return line;
  }

  /** Reads on until `line` has come. */
  async until(line: string): Promise<void> {
    for (let next = await this.line(); next !== line; next = await this.line()) {
      assert(next !== null, `The writer ended before it said "${line}"`);
    }
  }

  /** SIGKILL, and then whatever the process had still said. */
  async kill(): Promise<readonly string[]> {
    this.#process.kill("SIGKILL");
    const said: string[] = [];
    for (let line = await this.line(); line !== null; line = await this.line()) said.push(line);
    await this.#process.status;
    return said;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    clearTimeout(this.#deadline);
    try {
      this.#process.kill("SIGKILL");
    } catch (error) {
      if (!(error instanceof TypeError)) throw error; // It has ended already.
    }
    await this.#lines.cancel();
    await this.#process.stdin.abort();
    await this.#process.status;
  }
}

/** Every decision from 1 on is there with all its events, and none twice. */
function assertWholeDecisions(rows: readonly LedgerRow[]): void {
  let decision = 1;
  let event = 1;
  for (const row of rows) {
    assertEquals(placeOf(row), { decision, event });
    event++;
    if (event <= sizeOf(decision)) continue;
    decision++;
    event = 1;
  }
  assertEquals(event, 1, `Decision ${decision} is there in part`);
}

Deno.test("Ledger killed while it appends keeps every commit that it told of, and no half", async () => {
  using folder = new TempFolder();
  let before = 0;
  for (let round = 0; round < ROUNDS; round++) {
    await using writer = new Writer(folder, 100_000);
    let told = before;
    for (let i = 0; i < 1 + round * 11; i++) told = Number(await writer.line());
    const late = await writer.kill();
    told = Number(late.at(-1) ?? told);
    assert(told > before, `Round ${round} wrote nothing`);

    const ledger = Ledger.open(folder.ledger, { identity: ANAS_SALE });
    const rows = loadAll(ledger);
    assert(rows.length >= told, `Told of event ${told}, found ${rows.length}`);
    assertWholeDecisions(rows);
    for (const row of rows.filter((row) => row.command !== null)) {
      const bid = claraBid(placeOf(row).decision, row.seq);
      assertEquals(ledger.bid(CLARA, bid.bidId), bid);
    }
    ledger.close();
    before = rows.length;
  }
});

Deno.test("Ledger.open() refuses while another process has it, and not after that was killed", async () => {
  using folder = new TempFolder();
  await using writer = new Writer(folder, 3);
  await writer.until("waiting");
  for (let i = 0; i < 3; i++) {
    const fault = assertThrows(
      () => Ledger.open(folder.ledger, { identity: ANAS_SALE }),
      Fault,
    );
    assertEquals(fault.code, "ledger_locked");
  }
  await writer.kill();
  const ledger = Ledger.open(folder.ledger, { identity: ANAS_SALE });
  assertEquals(loadAll(ledger).length, 6);
  ledger.close();
});

Deno.test("Ledger.open() in a second process says locked and disturbs nothing", async () => {
  using folder = new TempFolder();
  const ledger = Ledger.open(folder.ledger, { identity: ANAS_SALE });
  loadAll(ledger);
  await using second = new Writer(folder, 1);
  assertEquals(await second.line(), "ledger_locked");
  assertEquals(ledger.head().seq, 0);
  ledger.close();
  await using third = new Writer(folder, 1);
  assertEquals(await third.line(), "1");
});

Deno.test("Ledger.open() cuts a torn log back to whole commits, a longer log giving no fewer", async () => {
  using folder = new TempFolder();
  await using writer = new Writer(folder, 12);
  await writer.until("waiting");
  await writer.kill();
  const main = Deno.readFileSync(folder.ledger);
  const log = Deno.readFileSync(`${folder.ledger}-wal`);
  let fewest = 0;
  for (let length = 0; length < log.length + 997; length += 997) {
    Deno.writeFileSync(folder.ledger, main);
    Deno.writeFileSync(`${folder.ledger}-wal`, log.slice(0, length));
    // No identity: even without any log the file is a begun record and not taken for a new one.
    const ledger = Ledger.open(folder.ledger, { identity: null });
    const rows = loadAll(ledger);
    ledger.close();
    assertWholeDecisions(rows);
    assert(rows.length >= fewest, `A log of ${length} bytes gave fewer events than a shorter one`);
    if (length === 0) assertEquals(rows.length, 0);
    fewest = rows.length;
  }
  // Two rounds of the sizes 1 to 5, then 1 and 2.
  assertEquals(fewest, 33);
});

Deno.test("Ledger.open() refuses a log with a flipped byte, wherever more than one commit follows", async () => {
  using folder = new TempFolder();
  await using writer = new Writer(folder, 12);
  await writer.until("waiting");
  await writer.kill();
  const main = Deno.readFileSync(folder.ledger);
  const log = Deno.readFileSync(`${folder.ledger}-wal`);
  let refused = 0;
  let cut = 0;
  // Each byte of the header, then a sample that meets frame headers and pages alike.
  for (let at = 0; at < log.length; at += at < 32 ? 1 : 1013) {
    Deno.writeFileSync(folder.ledger, main);
    Deno.writeFileSync(`${folder.ledger}-wal`, log.map((byte, i) => i === at ? byte ^ 4 : byte));
    try {
      const ledger = Ledger.open(folder.ledger, { identity: ANAS_SALE });
      const events = loadAll(ledger).length;
      ledger.close();
      // Decision 12 has the events 32 and 33: all that may be lost is the last commit.
      assertEquals(events, 31, `Byte ${at}`);
      cut++;
    } catch (error) {
      assert(error instanceof Fault, `Byte ${at}: ${error}`);
      assertEquals(error.code, "ledger_corrupt");
      // Refusing leaves the evidence, and the next start refuses again.
      assertEquals(Deno.statSync(`${folder.ledger}-wal`).size, log.length);
      refused++;
    }
  }
  // A flip in the last commit looks like a tear, and must not keep a house with a torn log down.
  assert(cut > 0 && refused > 5 * cut, `${refused} refused, ${cut} cut`);
});

Deno.test("Ledger.open() takes a log that was begun anew over the remains of its older self", async () => {
  using folder = new TempFolder();
  await using writer = new Writer(folder, 500);
  await writer.until("waiting");
  await writer.kill();
  // SQLite begins the log anew past a thousand pages, and leaves the older frames behind its end.
  const log = Deno.readFileSync(`${folder.ledger}-wal`);
  const checkpoints = new DataView(log.buffer).getUint32(12);
  assert(checkpoints > 1, `The log was begun anew ${checkpoints} times`);
  const ledger = Ledger.open(folder.ledger, { identity: ANAS_SALE });
  assertEquals(loadAll(ledger).length, 1500);
  ledger.close();
});
