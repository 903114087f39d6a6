// An invitation: where a house is, and the key by which it is known to be that house.
//
// It is no secret and no ticket (only a registered key gets in), but who can change it can lead
// its reader to another house: so it is parsed strictly and carries the house's fingerprint. It
// comes as a small JSON file and as a link, which is also what the QR code says.

import { Fault } from "../base/fault.ts";
import { isThumbprint } from "./key_set.ts";

/** A checked invitation. */
export interface Invitation {
  /** The house's name for people, 1 to 80 characters. */
  readonly name: string;
  /** TCP: "192.168.1.5:7310", "casa.example:7310" or "[fd00::5]:7310". */
  readonly address: string;
  /** RFC 7638 thumbprint of the house's Ed25519 key. */
  readonly house: string;
}

/** The most bytes of an invitation file. */
export const INVITATION_BYTES_MAX = 2_048;

const members = ["leilao", "name", "address", "house"];
const linkPattern = /^leilao:\/\/([^/?#]+)\/?\?n=([^#&]*)#([A-Za-z0-9_-]+)$/;
const hostPattern = /^(?=.{1,253}$)[a-z0-9](?:[a-z0-9-]{0,62})(?:\.[a-z0-9](?:[a-z0-9-]{0,62}))*$/;
const ipv4Pattern = /^(?:(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])(?:\.(?!$)|$)){4}$/;

/** The invitation of the text of its file. Throws a Fault `bad_file` that names the member. */
export function parseInvitationFile(text: string): Invitation {
  if (text.length > INVITATION_BYTES_MAX) throw unfit("found too much text for an invitation");
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new Fault("bad_file", "invitation: found no JSON", { cause });
  }
  return parseInvitation(value);
}

/** The invitation in parsed JSON. Throws a Fault `bad_file` that names the member. */
export function parseInvitation(value: unknown): Invitation {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw unfit("found no object");
  }
  const fields = new Map<string, unknown>(Object.entries(value));
  for (const field of fields.keys()) {
    if (!members.includes(field)) {
      throw unfit(`unknown member ${JSON.stringify(field.slice(0, 40))}`);
    }
  }
  if (fields.get("leilao") !== 1) throw unfit("leilao: want the version 1");
  return checked(fields.get("name"), fields.get("address"), fields.get("house"));
}

/** The invitation of a `leilao:` link. Throws a Fault `bad_file`. */
export function parseInvitationLink(link: string): Invitation {
  const [, address, name, house] = linkPattern.exec(link.slice(0, INVITATION_BYTES_MAX)) ?? [];
  if (name === undefined) throw unfit("want a link leilao://ADDRESS/?n=NAME#FINGERPRINT");
  return checked(decoded(name), address, house);
}

/** The content of an invitation file, before JSON. */
export function toInvitationFile({ name, address, house }: Invitation): unknown {
  return { leilao: 1, name, address, house };
}

/** The invitation as a link, which {@link parseInvitationLink} reads back as it was. */
export function toInvitationLink({ name, address, house }: Invitation): string {
  return `leilao://${address}/?n=${encodeURIComponent(name)}#${house}`;
}

/** Whether `text` is a host (IPv4, bracketed IPv6 or a lower-case name) and a port. */
export function isHouseAddress(text: string): boolean {
  const [, host, port] = /^(\[[0-9a-f:.]{2,45}\]|[^:[\]]+):([1-9][0-9]{0,4})$/.exec(text) ?? [];
  if (host === undefined || Number(port) > 65_535) return false;
  if (host.startsWith("[")) return URL.canParse(`http://${host}/`);
  // A name of digits and dots alone is an IPv4 address or nothing: "1.2.3" is also 1.2.0.3.
  return /^[0-9.]+$/.test(host) ? ipv4Pattern.test(host) : hostPattern.test(host);
}

function checked(name: unknown, address: unknown, house: unknown): Invitation {
  if (typeof name !== "string" || !isHouseName(name)) {
    throw unfit("name: want 1 to 80 visible characters");
  }
  if (typeof address !== "string" || !isHouseAddress(address)) {
    throw unfit("address: want HOST:PORT, as in 192.168.1.5:7310");
  }
  if (typeof house !== "string" || !isThumbprint(house)) {
    throw unfit("house: want the 43 characters of the house key's fingerprint");
  }
  return { name, address, house };
}

/** Whether `name` can name a house: it is shown to people next to the fingerprint. */
export function isHouseName(name: string): boolean {
  return name.trim() === name && name.length > 0 && name.length <= 80 &&
    !/[\p{C}\p{Zl}\p{Zp}]/u.test(name);
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined; // A percent sign without its two digits: no name.
  }
}

function unfit(found: string): Fault {
  return new Fault("bad_file", `invitation: ${found}`, {
    hint: "Ask the auction house for the invitation again; it must not be edited by hand.",
  });
}
