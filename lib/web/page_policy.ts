// What a page of ours may load and do: its own files and its own server, nothing inline, nothing
// from elsewhere, in nobody's frame.

/** The Content-Security-Policy of every page. */
export const PAGE_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join("; ");

/** The policy of a lot's picture: a drawing must not become a document that does something. */
const PICTURE_POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox";

/** The headers of every page and of what it loads. */
export const PAGE_HEADERS: Readonly<Record<string, string>> = {
  "content-security-policy": PAGE_POLICY,
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=()",
  // Told to nobody else; without it a form of our own page would not state its origin either.
  "referrer-policy": "same-origin",
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
};

/** The headers of a lot's picture, whose address is the digest of its bytes. */
export function pictureHeaders(mediaType: string): Readonly<Record<string, string>> {
  return {
    ...PAGE_HEADERS,
    "content-security-policy": PICTURE_POLICY,
    "content-type": mediaType,
    // What is there now is there for good: its name is what it is.
    "cache-control": "private, max-age=31536000, immutable",
  };
}
