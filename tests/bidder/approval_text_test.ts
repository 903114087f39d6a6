// What a person reads while the house does not know the own key: what to do, and what to read out.

import { assert, assertEquals } from "@std/assert";
import { shown, sitDown } from "./_seat.ts";

const PRINT = "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs";
const waiting = {
  type: "connection",
  state: "waiting_approval",
  path: null,
  fingerprint: PRINT,
} as const;

/** The text without what wrapping and the clock put into it. */
function words(text: string): string {
  return text.replaceAll(/\s+/g, " ");
}

Deno.test("runTerminalFace() in a pipe tells once what to do and the fingerprint, in both languages", async () => {
  const cases = [
    [
      "en",
      "The house does not know your key yet. Ask them to let you in; read them your fingerprint:",
    ],
    [
      "pt",
      "A casa ainda não conhece a sua chave. Peça para deixarem você entrar; leia para eles a sua impressão digital:",
    ],
  ] as const;
  for (const [language, text] of cases) {
    const seat = sitDown({ interactive: false, language });
    seat.link.notify(waiting);
    seat.input.end();
    await seat.end;
    const said = words(seat.output.text);
    assert(said.includes(`${text} SHA256: NzbL sXh8 uDCc`), said);
    assertEquals(said.split("SHA256").length, 2);
  }
});

Deno.test("runTerminalFace() shows in its head that the bidder is not let in yet, until it is", async () => {
  const seat = sitDown({ interactive: true });
  seat.link.notify(waiting);
  const before = await shown(seat);
  assert(before.includes("not let in yet") && words(before).includes("9Xs"), before);
  seat.link.notify({ type: "connection", state: "live", path: "multicast" });
  const after = await shown(seat);
  assert(!after.includes("not let in yet"), after);
  seat.abort.abort();
  await seat.end;
});
