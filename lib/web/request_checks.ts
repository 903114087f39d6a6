// Whether a request may talk to one of our programs at all: the right Host, a page of our own.
//
// The programs listen on loopback, where every local program and every page in the person's
// browser can reach them; so the address alone proves nothing.

const hostForm = /^(\[[0-9a-f:.]+\]|[a-z0-9.-]+)(?::\d{1,5})?$/;

/**
 * Whether the request's Host is one of `allowedHosts` (names without port, IPv6 in brackets). It
 * prevents DNS rebinding: a page on evil.example that makes its own name point to 127.0.0.1 is
 * same-origin to the browser, but its requests still say "Host: evil.example".
 */
export function hasAllowedHost(request: Request, allowedHosts: readonly string[]): boolean {
  const name = hostForm.exec(hostOf(request))?.[1];
  return name !== undefined && allowedHosts.some((host) => host.toLowerCase() === name);
}

/**
 * Whether no page of another origin sent the request. A browser states the origin of every request
 * that can change something, and `Sec-Fetch-Site` of every request; programs state neither.
 */
export function isFromOwnPage(request: Request): boolean {
  const origin = request.headers.get("origin");
  if (origin !== null && !isOwnOrigin(origin, hostOf(request))) return false;
  const site = request.headers.get("sec-fetch-site");
  // "same-site" is another port of localhost: other people's development servers live there.
  return site === null || site === "same-origin" || site === "none";
}

/**
 * Whether a browser says that a page of ours sent the request. What a cookie alone allows must be
 * asked for by a page that is known: a request that says nothing of its page is not enough.
 */
export function namesOwnPage(request: Request): boolean {
  const { headers } = request;
  const isNamed = headers.get("origin") !== null || headers.get("sec-fetch-site") === "same-origin";
  return isNamed && isFromOwnPage(request);
}

/**
 * Whether a person would read the answer: a browser that goes to an address asks for HTML. What a
 * script asks for, a picture and everything below /api/ is answered for programs.
 */
export function wantsPage(request: Request): boolean {
  const accepts = request.headers.get("accept") ?? "";
  return accepts.includes("text/html") && !new URL(request.url).pathname.startsWith("/api/");
}

/** The Host as sent; over HTTP/2 it is the authority of the URL. */
function hostOf(request: Request): string {
  return (request.headers.get("host") ?? new URL(request.url).host).toLowerCase();
}

function isOwnOrigin(origin: string, host: string): boolean {
  // Both schemes: behind a proxy that ends TLS the page is https and this app is not.
  const lower = origin.toLowerCase();
  return lower === `http://${host}` || lower === `https://${host}`;
}
