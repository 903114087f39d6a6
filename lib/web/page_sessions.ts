// Who may see a page: whoever has signed in in this browser. A session is a cookie that the
// program signed, so that it outlives a restart of the program as long as the secret does.
//
// A one-time code brings a browser in from the terminal. It travels behind the # of a link, which
// no browser sends to a server and no log of requests sees, and it works once.

import { fromBase64url, fromUtf8, toBase64url, toUtf8 } from "../base/bytes.ts";
import type { Bytes } from "../base/bytes.ts";
import type { Clock } from "../base/clock.ts";

/** How long a session lasts: a long evening and the morning after. */
export const SESSION_MS = 24 * 60 * 60 * 1000;

/** How many one-time codes are known at once, used ones too: the oldest gives way. */
export const CODES_MAX = 8;

/** How long a one-time code can be used: a browser opens in less, and a person finds the link. */
export const CODE_MS = 10 * 60 * 1000;

/** How many sessions that were ended early are remembered. */
export const ENDED_MAX = 1_000;

/** The most characters of the name under which someone signs in. */
export const SESSION_NAME_CHARS_MAX = 40;

const cookieCharsMax = 1024;
const codeForm = /^[A-Za-z0-9_-]{43}$/;

/** One signed-in browser. */
export interface PageSession {
  /** Random; names the session in the log of actions, and is no secret. */
  readonly id: string;
  /** Who sits there, as they said. */
  readonly name: string;
  /** Milliseconds since 1970. */
  readonly endsAt: number;
}

/** What {@link PageSessions} stand on. */
export interface PageSessionsParts {
  /** At least 32 random bytes: whoever has them can sign in. */
  readonly secret: Bytes;
  /** Names the program among those of one machine: cookies know no ports. */
  readonly cookie: string;
  readonly clock: Clock;
}

interface KnownCode {
  readonly name: string;
  readonly endsAt: number;
  /** The session that it began, once it did. */
  session: PageSession | null;
}

/** Makes and reads the sessions of one program. */
export class PageSessions {
  readonly #key: CryptoKey;
  readonly #cookie: string;
  readonly #clock: Clock;
  /** Oldest first. */
  readonly #codes = new Map<string, KnownCode>();
  /** The ids of sessions that were ended before their time, oldest first. */
  readonly #ended = new Map<string, true>();

  private constructor(key: CryptoKey, { cookie, clock }: PageSessionsParts) {
    this.#key = key;
    this.#cookie = cookie;
    this.#clock = clock;
  }

  /** The sessions under `parts.secret`. */
  static async over(parts: PageSessionsParts): Promise<PageSessions> {
    const algorithm = { name: "HMAC", hash: "SHA-256" };
    const key = await crypto.subtle.importKey("raw", parts.secret, algorithm, false, [
      "sign",
      "verify",
    ]);
    return new PageSessions(key, parts);
  }

  /** A new one-time code, under which `name` signs in within {@link CODE_MS}. */
  newCode(name: string): string {
    const code = toBase64url(crypto.getRandomValues(new Uint8Array(32)));
    makeRoom(this.#codes, CODES_MAX);
    this.#codes.set(code, { name, endsAt: this.#clock.nowMs() + CODE_MS, session: null });
    return code;
  }

  /**
   * Takes a one-time code; gives the Set-Cookie header of its session, or null where it is no code,
   * is too old or was used. A code that comes again was seen by two, and one of them was not meant:
   * then the session that it began ends.
   */
  async signIn(code: string): Promise<string | null> {
    // A code is 32 random bytes: to find one by the time that a look-up takes is hopeless.
    const known = codeForm.test(code) ? this.#codes.get(code) : undefined;
    if (known === undefined || known.endsAt <= this.#clock.nowMs()) return null;
    if (known.session !== null) {
      this.end(known.session);
      return null;
    }
    const session = this.#newSession(known.name);
    known.session = session;
    return await this.#signed(session);
  }

  /** The Set-Cookie header of a new session of `name`. */
  async begin(name: string): Promise<string> {
    return await this.#signed(this.#newSession(name));
  }

  /** Ends `session` for good, whoever has a copy of its cookie; a restart forgets that. */
  end({ id }: PageSession): void {
    makeRoom(this.#ended, ENDED_MAX);
    this.#ended.set(id, true);
  }

  #newSession(name: string): PageSession {
    const id = toBase64url(crypto.getRandomValues(new Uint8Array(9)));
    return { id, name, endsAt: this.#clock.nowMs() + SESSION_MS };
  }

  async #signed(session: PageSession): Promise<string> {
    const said = toUtf8(JSON.stringify(session));
    const mac = new Uint8Array(await crypto.subtle.sign("HMAC", this.#key, said));
    return this.#header(`${toBase64url(said)}.${toBase64url(mac)}`, SESSION_MS / 1000);
  }

  /** The Set-Cookie header that ends the session of a browser. */
  endHeader(): string {
    return this.#header("", 0);
  }

  /** The session that a request's Cookie header carries, or null. */
  async read(header: string | undefined): Promise<PageSession | null> {
    const value = cookieOf(header, this.#cookie);
    if (value === null) return null;
    const [said, mac] = value.split(".").map((part) => fromBase64url(part));
    if (!said || !mac) return null;
    // WebCrypto compares in constant time.
    if (!await crypto.subtle.verify("HMAC", this.#key, mac, said)) return null;
    const session = JSON.parse(fromUtf8(said) ?? "null") as PageSession;
    const isOver = session.endsAt <= this.#clock.nowMs() || this.#ended.has(session.id);
    return isOver ? null : session;
  }

  #header(value: string, seconds: number): string {
    return `${this.#cookie}=${value}; Path=/; Max-Age=${seconds}; HttpOnly; SameSite=Strict`;
  }
}

function makeRoom(map: Map<string, unknown>, most: number): void {
  const [oldest] = map.keys();
  if (map.size >= most && oldest !== undefined) map.delete(oldest);
}

/** The value of a cookie of a Cookie header (RFC 6265 §4.2.1), or null. */
export function cookieOf(header: string | undefined, name: string): string | null {
  if (header === undefined || header.length > cookieCharsMax * 4) return null;
  for (const pair of header.split(";")) {
    const at = pair.indexOf("=");
    if (at < 0 || pair.slice(0, at).trim() !== name) continue;
    const value = pair.slice(at + 1).trim();
    return value.length <= cookieCharsMax ? value : null;
  }
  return null;
}
