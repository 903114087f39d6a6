// What a key file holds, looked at in the browser: a private key must never leave it.
//
// Whether a public key set is a good one is the house's to judge. Here only so much is told of it
// that two people can compare its fingerprint before anything is sent.

/** Members that only a private key has (RFC 7518 §6.3.2, RFC 8037 §2). */
const privateMembers = ["d", "p", "q", "dp", "dq", "qi", "oth", "k"];

/** A private key in other clothes: PEM, or locked by a passphrase (a compact JWE). */
const privateForm = /PRIVATE KEY|^\s*[\w-]+\.[\w-]+\.[\w-]+\.[\w-]+\.[\w-]+\s*$/;

/**
 * @typedef {{ type: "private" } | { type: "unreadable" }
 *   | { type: "public", keySet: { keys: unknown[] }, fingerprint: string }} KeyText
 */

/** What `text` is. @param {string} text @returns {Promise<KeyText>} */
export async function readKeyText(text) {
  if (privateForm.test(text)) return { type: "private" };
  const value = parsed(text);
  const keys = isObject(value) && Array.isArray(value.keys) ? value.keys.filter(isObject) : [];
  const all = isObject(value) ? [value, ...keys] : keys;
  if (all.some((key) => privateMembers.some((name) => Object.hasOwn(key, name)))) {
    return { type: "private" };
  }
  const rsa = keys.find(({ kty }) => kty === "RSA");
  if (rsa === undefined || typeof rsa.n !== "string" || typeof rsa.e !== "string") {
    return { type: "unreadable" };
  }
  return { type: "public", keySet: { keys }, fingerprint: await thumbprint(rsa.e, rsa.n) };
}

/** RFC 7638: the members in this order, without spaces. @param {string} e @param {string} n */
async function thumbprint(e, n) {
  const said = new TextEncoder().encode(JSON.stringify({ e, kty: "RSA", n }));
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", said));
  const base64 = btoa(String.fromCharCode(...digest));
  return base64.replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

/** In groups of four, to be read out. @param {string} print */
export function groupedPrint(print) {
  return `SHA256: ${(print.match(/.{1,4}/g) ?? []).join(" ")}`;
}

/** @param {string} text @returns {unknown} */
function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null; // The parser's message would quote the text.
  }
}

/** @param {unknown} value @returns {value is Record<string, unknown>} */
function isObject(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
