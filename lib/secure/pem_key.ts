// An RSA key that its owner has already, brought in from a PEM file.
//
// PKCS#8 ("PRIVATE KEY", locked ones too) and PKCS#1 ("RSA PRIVATE KEY") are read; OpenSSH's own
// form is not, and the message says how to turn it into one that is.

import { createPrivateKey, type KeyObject } from "node:crypto";
import { Fault } from "../base/fault.ts";
import type { AskPassphrase } from "./key_file.ts";
import { adoptRsaKey, type PrivateKeySet } from "./private_key_set.ts";

/**
 * The key set around the RSA key in `pem`, with a new Ed25519 key beside it.
 *
 * Throws a Fault `bad_key` where it is no RSA key or a weak one, `wrong_passphrase` where it is
 * locked and does not open.
 */
export async function privateKeySetFromPem(
  pem: string,
  { askPassphrase }: { readonly askPassphrase: AskPassphrase },
): Promise<PrivateKeySet> {
  const key = openPem(pem, askPassphrase);
  if (key.asymmetricKeyType !== "rsa") {
    throw new Fault("bad_key", `PEM: found a key of type "${key.asymmetricKeyType}", want RSA`);
  }
  return await adoptRsaKey({ ...key.export({ format: "jwk" }) });
}

function openPem(pem: string, askPassphrase: AskPassphrase): KeyObject {
  const kind = /-----BEGIN ([A-Z0-9 ]+)-----/.exec(pem)?.[1];
  if (kind === "OPENSSH PRIVATE KEY") {
    throw new Fault("bad_key", "PEM: found an OpenSSH key, want PKCS#8 or PKCS#1", {
      hint: "Convert a copy of it: ssh-keygen -p -m PKCS8 -f COPY",
    });
  }
  if (kind === undefined || !kind.endsWith("PRIVATE KEY")) {
    throw new Fault("bad_key", `PEM: found ${kind ?? "no PEM"}, want a private key`);
  }
  const isLocked = kind === "ENCRYPTED PRIVATE KEY" || /^Proc-Type: 4,ENCRYPTED/m.test(pem);
  const passphrase = isLocked ? askPassphrase() : null;
  if (isLocked && passphrase === null) {
    throw new Fault("wrong_passphrase", "PEM: locked, and no passphrase was given");
  }
  try {
    return createPrivateKey(passphrase === null ? { key: pem } : { key: pem, passphrase });
  } catch (cause) {
    if (isLocked) {
      throw new Fault("wrong_passphrase", "PEM: the passphrase does not open it", { cause });
    }
    throw new Fault("bad_key", "PEM: found a private key that cannot be read", { cause });
  }
}
