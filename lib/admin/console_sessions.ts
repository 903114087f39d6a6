// The sessions of the console: signed with what follows from the admin token, so that a browser
// stays signed in over a restart of the house, and a new token signs everybody out.

import { toUtf8 } from "../base/bytes.ts";
import type { Clock } from "../base/clock.ts";
import { sha256 } from "../secure/digest.ts";
import { PageSessions } from "../web/page_sessions.ts";

/** The sessions under the admin token of the house with the thumbprint `house`. */
export async function consoleSessions(
  token: string,
  { clock, house }: { readonly clock: Clock; readonly house: string },
): Promise<PageSessions> {
  const secret = sha256(toUtf8(`leilao console session v1\n${token}`));
  // Two houses on one machine share a browser's cookies: each needs a name of its own.
  const cookie = `leilao_console_${house.slice(0, 8).replaceAll("-", "0")}`;
  return await PageSessions.over({ secret, cookie, clock });
}
