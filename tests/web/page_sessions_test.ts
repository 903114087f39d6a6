// Who may see a page: codes that work once, and cookies that only this program can have made.

import { assert, assertEquals, assertMatch } from "@std/assert";
import {
  CODE_MS,
  CODES_MAX,
  cookieOf,
  PageSessions,
  SESSION_MS,
} from "../../lib/web/page_sessions.ts";

const clock = {
  ms: 1_000_000,
  nowMs() {
    return this.ms;
  },
};

function sessionsWith(byte: number, cookie = "leilao_test"): Promise<PageSessions> {
  return PageSessions.over({ secret: new Uint8Array(32).fill(byte), cookie, clock });
}

/** The Cookie header that a browser sends after `setCookie`. */
function sent(setCookie: string): string {
  return setCookie.split(";")[0] ?? "";
}

async function nameOf(sessions: PageSessions, header: string | null): Promise<string | null> {
  return header === null ? null : (await sessions.read(sent(header)))?.name ?? null;
}

Deno.test("PageSessions.signIn() takes a code once, under the name that it was made for", async () => {
  const sessions = await sessionsWith(1);
  const code = sessions.newCode("Lia");
  assertMatch(code, /^[A-Za-z0-9_-]{43}$/);
  const header = await sessions.signIn(code);
  assertEquals(await nameOf(sessions, header), "Lia");
});

Deno.test("PageSessions.signIn() ends the session of a code that comes again", async () => {
  const sessions = await sessionsWith(1);
  const other = await sessions.signIn(sessions.newCode("Eva"));
  const code = sessions.newCode("Lia");
  const first = await sessions.signIn(code);
  assertEquals(await sessions.signIn(code), null);
  assertEquals([await nameOf(sessions, first), await nameOf(sessions, other)], [null, "Eva"]);
});

Deno.test("PageSessions.signIn() takes no code that has waited too long", async () => {
  const sessions = await sessionsWith(1);
  const [early, late] = [sessions.newCode("Lia"), sessions.newCode("Eva")];
  clock.ms += CODE_MS - 1;
  assertEquals(await nameOf(sessions, await sessions.signIn(early)), "Lia");
  clock.ms += 1;
  assertEquals(await sessions.signIn(late), null);
});

Deno.test("PageSessions.signIn() takes nothing that is no code, and no code of others", async () => {
  const sessions = await sessionsWith(1);
  const other = await sessionsWith(1);
  const strange = other.newCode("Eva");
  for (const text of ["", "A".repeat(43), "A".repeat(10_000), "__proto__", strange]) {
    assertEquals(await sessions.signIn(text), null, text);
  }
});

Deno.test("PageSessions.newCode() lets the oldest code go where too many wait", async () => {
  const sessions = await sessionsWith(1);
  const codes = Array.from({ length: CODES_MAX + 1 }, (_, at) => sessions.newCode(`p${at}`));
  const names: (string | null)[] = [];
  for (const code of codes) names.push(await nameOf(sessions, await sessions.signIn(code)));
  assertEquals(names, [null, ...Array.from({ length: CODES_MAX }, (_, at) => `p${at + 1}`)]);
});

Deno.test("PageSessions.end() ends a session, whoever has a copy of its cookie", async () => {
  const sessions = await sessionsWith(1);
  const [lia, eva] = [await sessions.begin("Lia"), await sessions.begin("Eva")];
  const session = await sessions.read(sent(lia));
  assert(session !== null);
  sessions.end(session);
  assertEquals([await nameOf(sessions, lia), await nameOf(sessions, eva)], [null, "Eva"]);
});

Deno.test("PageSessions.read() knows a session it began, also after a restart, until it ends", async () => {
  const header = await (await sessionsWith(1)).begin("Lia");
  assertMatch(header, /^leilao_test=[\w.-]+; Path=\/; Max-Age=86400; HttpOnly; SameSite=Strict$/);
  const restarted = await sessionsWith(1);
  const session = await restarted.read(`a=b; ${sent(header)}; c=d`);
  assertEquals([session?.name, session?.endsAt], ["Lia", clock.ms + SESSION_MS]);
  clock.ms += SESSION_MS - 1;
  assertEquals((await restarted.read(sent(header)))?.name, "Lia");
  clock.ms += 1;
  assertEquals(await restarted.read(sent(header)), null);
});

Deno.test("PageSessions.read() believes no cookie that was forged or is another program's", async () => {
  const sessions = await sessionsWith(1);
  const header = sent(await sessions.begin("Lia"));
  const [said = "", mac = ""] = header.slice("leilao_test=".length).split(".");
  const flipped = `${mac.startsWith("A") ? "B" : "A"}${mac.slice(1)}`;
  const richer = btoa(JSON.stringify({ id: "x", name: "Eva", endsAt: 9e15 })).replaceAll("=", "");
  const strangers = await sessionsWith(2);
  const neighbours = await sessionsWith(1, "leilao_other");
  const forged = [
    `leilao_test=${said}.${flipped}`,
    `leilao_test=${richer}.${mac}`,
    `leilao_test=${said}.`,
    `leilao_test=${said}`,
    `leilao_test=.${mac}`,
    "leilao_test=",
    "leilao_test=é.é",
    `leilao_test=${"A".repeat(5_000)}.${mac}`,
    sent(await strangers.begin("Lia")),
    sent(await neighbours.begin("Lia")),
  ];
  for (const cookie of forged) assertEquals(await sessions.read(cookie), null, cookie);
  assertEquals(await sessions.read(undefined), null);
});

Deno.test("PageSessions.endHeader() takes the session from the browser", async () => {
  const sessions = await sessionsWith(1);
  assertMatch(sessions.endHeader(), /^leilao_test=; Path=\/; Max-Age=0;/);
  assertEquals(await sessions.read(sent(sessions.endHeader())), null);
});

Deno.test("cookieOf() finds a cookie by its whole name, and reads no endless header", () => {
  assertEquals(cookieOf("xa=1; a=2;b=3", "a"), "2");
  assertEquals(cookieOf("a=x=y", "a"), "x=y");
  assertEquals([cookieOf("", "a"), cookieOf("a", "a"), cookieOf(undefined, "a")], [
    null,
    null,
    null,
  ]);
  assertEquals(cookieOf(`${"b=1; ".repeat(1_000)}a=2`, "a"), null);
  assertEquals(cookieOf(`a=${"1".repeat(1_025)}`, "a"), null);
});
