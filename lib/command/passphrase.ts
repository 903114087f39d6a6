// Where a passphrase comes from: LEILAO_PASSPHRASE, or the person at the terminal.
//
// Never from a flag: other people of the machine see those in its list of processes.

import { promptSecret } from "@std/cli/prompt-secret";
import { Fault } from "../base/fault.ts";
import type { Language } from "../base/language.ts";
import { PASSPHRASE_CHARS_MIN } from "../secure/key_file.ts";
import { type ReadEnv, usageFault } from "./cli.ts";

/** Who is asked, in which language, and for which command. */
export interface PassphrasePlace {
  readonly language: Language;
  readonly env: ReadEnv;
  readonly command: string;
}

/** The passphrase of a key that is there, or null where nobody can be asked. */
export function askPassphrase({ language, env }: PassphrasePlace): string | null {
  const question = { en: "Passphrase of the key:", pt: "Senha da chave:" };
  return env("LEILAO_PASSPHRASE") || promptSecret(question[language], { mask: "" });
}

/**
 * A passphrase for a new key, typed twice at a terminal.
 *
 * Throws a Fault `bad_arguments` where it is too short or nobody can be asked, and
 * `wrong_passphrase` where the two differ.
 */
export function askNewPassphrase(place: PassphrasePlace): string {
  const { language, env, command } = place;
  const again = { en: "The same again:", pt: "A mesma de novo:" };
  const question = { en: "New passphrase:", pt: "Nova senha:" };
  const given = env("LEILAO_PASSPHRASE") ?? "";
  const passphrase = given || promptSecret(question[language], { mask: "" });
  if (passphrase === null) {
    throw usageFault(language, {
      en: "passphrase: found no terminal to ask for it",
      pt: "senha: não há terminal onde pedi-la",
    }, {
      command,
      hint: {
        en: "Run in a terminal, or set LEILAO_PASSPHRASE.",
        pt: "Rode em um terminal ou defina LEILAO_PASSPHRASE.",
      },
    });
  }
  if ([...passphrase].length < PASSPHRASE_CHARS_MIN) {
    throw usageFault(language, {
      en: `passphrase: want at least ${PASSPHRASE_CHARS_MIN} characters`,
      pt: `senha: use pelo menos ${PASSPHRASE_CHARS_MIN} caracteres`,
    }, { command });
  }
  if (given === "" && promptSecret(again[language], { mask: "" }) !== passphrase) {
    throw new Fault("wrong_passphrase", "passphrase: the two that were typed differ", {
      hint: "Nothing was written; run the command again.",
    });
  }
  return passphrase;
}
