// What `backup` and `restore` say to people, in both languages.

import { fingerprintText } from "../secure/key_set.ts";
import type { Words } from "./_cli_words.ts";
import type { Backup } from "./backup_folder.ts";

/** What a backup holds, as rows of a label and a value. */
export function backupRows({ folder, manifest }: Backup): readonly (readonly [Words, string])[] {
  const bytes = manifest.files.reduce((sum, file) => sum + file.bytes, 0);
  return [
    [{ en: "folder", pt: "pasta" }, folder],
    [{ en: "sale", pt: "leilão" }, manifest.sale],
    [{ en: "up to event", pt: "até o evento" }, `${manifest.seq}`],
    [{ en: "house key", pt: "chave da casa" }, fingerprintText(manifest.house)],
    [{ en: "files", pt: "arquivos" }, `${manifest.files.length} (${bytes} bytes)`],
  ];
}

/** What whoever holds a backup has to know. */
export const keepSecret: Words = {
  en: "It holds the house's private key and every bidder's maximum. Whoever has this folder can " +
    "speak\nas the house: keep it like cash, and never send it by e-mail.",
  pt:
    "Ela guarda a chave privada da casa e o máximo de cada participante. Quem tem esta pasta pode " +
    "falar\nem nome da casa: guarde-a como dinheiro vivo e nunca a envie por e-mail.",
};

/** Names files that a backup does not take. */
export function leftOutWords(paths: readonly string[]): Words {
  return {
    en: `Not in the backup, as they are no ordinary files: ${paths.join(", ")}`,
    pt: `Fora da cópia, por não serem arquivos comuns: ${paths.join(", ")}`,
  };
}

/** A backup that passed `--verify`. */
export const verified: Words = {
  en: "All files are as they were, and the record holds to its last event.",
  pt: "Todos os arquivos estão como eram, e o registro confere até o último evento.",
};

/** The rules of another version may not decide as those that wrote the record. */
export function otherVersion({ wrote, runs }: { readonly wrote: string; readonly runs: string }) {
  return {
    en:
      `The backup was made by version ${wrote}, this is ${runs}: should the house refuse to start, ` +
      `start it with ${wrote}.`,
    pt: `A cópia foi feita pela versão ${wrote}, esta é a ${runs}: se a casa não quiser abrir, ` +
      `abra-a com a ${wrote}.`,
  };
}

/** What to run after a restore, with the flags of each command that name other folders. */
export function nextSteps(
  { server, invite }: { readonly server: string; readonly invite: string },
): Words {
  return {
    en: `Next, where ADDRESS is this machine's on the bidders' network:
  deno task invite --address ADDRESS:7310 --name NAME --out invite.json${invite}
  deno task server --host ADDRESS${server}
Bidders start their clients again with the new invitation, and keep their data folders.
Never start the old house again: two houses with one key write two histories.`,
    pt: `Agora, com ENDEREÇO desta máquina na rede dos participantes:
  deno task invite --address ENDEREÇO:7310 --name NOME --out invite.json${invite}
  deno task server --host ENDEREÇO${server}
Cada participante reabre o programa com o convite novo e mantém a sua pasta de dados.
Nunca abra de novo a casa antiga: duas casas com uma só chave escrevem duas histórias.`,
  };
}
