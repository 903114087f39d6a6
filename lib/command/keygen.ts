// `deno task keygen`: makes a bidder's key set, or builds one around an RSA key in PEM.
//
// Permissions: read and write the keys folder, and LEILAO_PASSPHRASE; no network.

import { jsonResultFlag, keysFlag } from "./common_flags.ts";
import { fingerprintText } from "../secure/key_set.ts";
import { HOUSE_KEY_NAME } from "../secure/house_key.ts";
import { readBoundedFile } from "../secure/atomic_file.ts";
import {
  createKeyFiles,
  isKeyName,
  KEY_FILE_BYTES_MAX,
  KEY_NAME_CHARS_MAX,
  keyFilePaths,
  type KeyFiles,
  PASSPHRASE_CHARS_MIN,
  refuseExistingKey,
} from "../secure/key_file.ts";
import { privateKeySetFromPem } from "../secure/pem_key.ts";
import {
  generatePrivateKeySet,
  importPrivateKeySet,
  type PrivateKeySet,
} from "../secure/private_key_set.ts";
import { defineCommand, usageFault } from "./cli.ts";
import { askNewPassphrase, askPassphrase } from "./passphrase.ts";
import { type CommandRun, runMain } from "./run_main.ts";

/** The description of `keygen`. */
export const keygenCommand = defineCommand({
  name: "keygen",
  summary: { en: "makes a bidder's keys", pt: "gera as chaves de um participante" },
  flags: {
    name: {
      type: "string",
      short: "n",
      value: "NAME",
      required: true,
      help: { en: "what the key files are called", pt: "o nome dos arquivos das chaves" },
    },
    keys: keysFlag,
    passphrase: {
      type: "boolean",
      short: "p",
      help: {
        en: `lock the private key; asks for ${PASSPHRASE_CHARS_MIN} characters or more, or takes ` +
          "LEILAO_PASSPHRASE",
        pt: `tranca a chave privada; pede ${PASSPHRASE_CHARS_MIN} caracteres ou mais, ou usa ` +
          "LEILAO_PASSPHRASE",
      },
    },
    fromPem: {
      type: "string",
      value: "FILE",
      help: {
        en: "use the RSA key of this PEM file (PKCS#8 or PKCS#1)",
        pt: "usa a chave RSA deste arquivo PEM (PKCS#8 ou PKCS#1)",
      },
    },
    bits: {
      type: "string",
      value: "BITS",
      choices: ["2048", "3072", "4096"],
      help: {
        en: "size of a new RSA key, 3072 unless told",
        pt: "tamanho da nova chave RSA; sem isso, 3072",
      },
    },
    json: jsonResultFlag,
  },
  examples: [
    {
      line: "deno task keygen --name ana",
      text: { en: "keys for Ana", pt: "chaves para a Ana" },
    },
    {
      line: "deno task keygen --name ana --passphrase --from-pem keys/ana.pem",
      text: { en: "from an RSA key that is there", pt: "a partir de uma chave RSA que já existe" },
    },
  ],
});

type KeygenRun = CommandRun<typeof keygenCommand.flags>;

/** Makes the keys, writes both files and says what to do with them. */
export async function keygen(run: KeygenRun): Promise<void> {
  const { flags, language, io } = run;
  refuseUnfit(run);
  await refuseExistingKey(keyFilePaths(flags.keys, flags.name));
  const place = { language, env: io.env, command: keygenCommand.name };
  const passphrase = flags.passphrase ? askNewPassphrase(place) : null;
  const keySet = await makeKeySet(run);
  // Imported once before it is written: what could not be used must not be handed out.
  const { thumbprint } = await importPrivateKeySet(keySet);
  const paths = await createKeyFiles(keySet, { folder: flags.keys, name: flags.name, passphrase });
  report(run, paths, thumbprint);
}

function refuseUnfit({ flags, language }: KeygenRun): void {
  const { name } = keygenCommand;
  if (!isBidderKeyName(flags.name)) {
    const near = keyNameNear(flags.name);
    const isNear = isBidderKeyName(near);
    throw usageFault(language, {
      en: `--name: found "${flags.name}", want 1 to 32 of a-z, 0-9, "-", "_", and not "house": ` +
        `the files are called by it${isNear ? `; "${near}" would do` : ""}`,
      pt: `--name: veio "${flags.name}", use de 1 a 32 de a-z, 0-9, "-", "_", e não "house": ` +
        `é o nome dos arquivos${isNear ? `; serve "${near}"` : ""}`,
    }, { command: name });
  }
  if (flags.fromPem !== null && flags.bits !== null) {
    throw usageFault(language, {
      en: "--bits: the key of --from-pem has its size already",
      pt: "--bits: a chave de --from-pem já tem o seu tamanho",
    }, { command: name });
  }
}

function isBidderKeyName(name: string): boolean {
  return isKeyName(name) && name !== HOUSE_KEY_NAME;
}

/** What a person's name comes to as the name of a file: "José Lima" becomes "jose-lima". */
function keyNameNear(name: string): string {
  const letters = name.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  return letters.replaceAll(/[^a-z0-9_]+/g, "-").slice(0, KEY_NAME_CHARS_MAX)
    .replaceAll(/^[-_]+|[-_]+$/g, "");
}

async function makeKeySet({ flags, language, io }: KeygenRun): Promise<PrivateKeySet> {
  if (flags.fromPem === null) {
    return await generatePrivateKeySet({ bits: Number(flags.bits ?? 3072) });
  }
  const { text } = await readBoundedFile(flags.fromPem, { bytesMax: KEY_FILE_BYTES_MAX });
  const place = { language, env: io.env, command: keygenCommand.name };
  return await privateKeySetFromPem(text, { askPassphrase: () => askPassphrase(place) });
}

function report(
  { flags, language, io, outStyle }: KeygenRun,
  paths: KeyFiles,
  print: string,
): void {
  const { privatePath, publicPath } = paths;
  const fingerprint = fingerprintText(print);
  if (flags.json) {
    io.out(`${JSON.stringify({ privatePath, publicPath, thumbprint: print, fingerprint })}\n`);
    return;
  }
  const labels = {
    en: ["private key", "public key", "fingerprint"],
    pt: ["chave privada", "chave pública", "impressão digital"],
  };
  const values = [privatePath, publicPath, fingerprint];
  for (const [at, label] of labels[language].entries()) {
    io.out(`${outStyle.bold(label.padEnd(18))}${values[at] ?? ""}\n`);
  }
  const next = {
    en: `Next: send ${publicPath} to the auction house and compare the fingerprint by phone.
Keep ${privatePath} to yourself; nobody else ever needs it.`,
    pt: `Agora: envie ${publicPath} à casa de leilões e confira a impressão digital por telefone.
Guarde ${privatePath} só para você; mais ninguém precisa dele.`,
  };
  io.err(`\n${next[language]}\n`);
}

if (import.meta.main) await runMain(keygenCommand, keygen);
