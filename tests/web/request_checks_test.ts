// Which requests may talk to a program on loopback at all.

import { assertEquals } from "@std/assert";
import { hasAllowedHost, isFromOwnPage, namesOwnPage } from "../../lib/web/request_checks.ts";

const own = "http://127.0.0.1:7300";

function request(headers: Readonly<Record<string, string>>): Request {
  return new Request(`${own}/x`, { headers: { host: "127.0.0.1:7300", ...headers } });
}

Deno.test("hasAllowedHost() takes the names that the program has, and no rebound one", () => {
  const hosts = ["127.0.0.1", "localhost", "[::1]"];
  const cases: readonly (readonly [string, boolean])[] = [
    ["127.0.0.1:7300", true],
    ["LOCALHOST:1", true],
    ["[::1]:7300", true],
    ["127.0.0.1", true],
    ["evil.example:7300", false],
    ["127.0.0.1.evil.example", false],
    ["localhost@evil.example", false],
    ["127.0.0.1:7300:1", false],
    ["", false],
  ];
  for (const [host, isAllowed] of cases) {
    assertEquals(hasAllowedHost(request({ host }), hosts), isAllowed, host);
  }
});

Deno.test("isFromOwnPage() and namesOwnPage() tell own pages, programs and other origins apart", () => {
  const cases: readonly (readonly [Readonly<Record<string, string>>, boolean, boolean])[] = [
    [{}, true, false],
    [{ origin: own }, true, true],
    [{ origin: "https://127.0.0.1:7300" }, true, true],
    [{ "sec-fetch-site": "same-origin" }, true, true],
    [{ "sec-fetch-site": "none" }, true, false],
    [{ origin: own, "sec-fetch-site": "same-origin" }, true, true],
    [{ origin: "http://127.0.0.1:7301" }, false, false],
    [{ origin: "null" }, false, false],
    [{ origin: "http://evil.example" }, false, false],
    [{ "sec-fetch-site": "cross-site" }, false, false],
    [{ "sec-fetch-site": "same-site" }, false, false],
    [{ origin: own, "sec-fetch-site": "cross-site" }, false, false],
  ];
  for (const [headers, isOwn, isNamed] of cases) {
    const asked = request(headers);
    const found = [isFromOwnPage(asked), namesOwnPage(asked)];
    assertEquals(found, [isOwn, isNamed], JSON.stringify(headers));
  }
});
