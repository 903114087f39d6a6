// What a person can do about each kind of fault, in both languages.
//
// A fault's own hint knows more (which file, which flag) but is written in English where it is
// thrown. These are the general sentences: the fallback in English, and the first choice in
// Portuguese, where a summary also says what the English message is about.

import type { Fault, FaultCode } from "./fault.ts";
import { type JoinRefusalWords, joinRefusalWords } from "./join_refusal_words.ts";
import type { Language } from "./language.ts";

interface FaultWords {
  /** What went wrong, in a few Portuguese words; the English message says it already. */
  readonly summaryPt: string;
  readonly en: string;
  readonly pt: string;
}

/** One entry a code, so that the compiler names a code without words. */
const words: Readonly<Record<FaultCode, FaultWords>> = {
  bad_arguments: {
    summaryPt: "linha de comando",
    en: "Run the command with --help to see what it accepts.",
    pt: "Rode o comando com --help para ver o que ele aceita.",
  },
  bad_config: {
    summaryPt: "configuração inválida",
    en: "Correct the setting named above and start again.",
    pt: "Corrija a configuração citada acima e comece de novo.",
  },
  bad_key: {
    summaryPt: "a chave não serve",
    en: "Make a key set with `deno task keygen --name NAME` and use that one.",
    pt: "Gere um par de chaves com `deno task keygen --name NOME` e use esse.",
  },
  key_exposed: {
    summaryPt: "outras pessoas podem ler a chave privada",
    en: "Let only its owner read the file: chmod 600 FILE",
    pt: "Deixe só a pessoa dona ler o arquivo: chmod 600 ARQUIVO",
  },
  key_exists: {
    summaryPt: "a chave já existe",
    en: "Keys are never overwritten: choose another name, or move the old files away first.",
    pt: "Chaves nunca são sobrescritas: escolha outro nome ou mova antes os arquivos antigos.",
  },
  file_exists: {
    summaryPt: "o arquivo já existe",
    en:
      "Nothing is overwritten: move it away, or choose another place; some commands have --replace.",
    pt: "Nada é sobrescrito: mova-o ou escolha outro lugar; alguns comandos têm --replace.",
  },
  wrong_passphrase: {
    summaryPt: "a senha não abriu a chave",
    en: "Type the passphrase that the key was made with; it cannot be recovered.",
    pt: "Digite a senha com que a chave foi feita; ela não pode ser recuperada.",
  },
  not_found: {
    summaryPt: "não encontrado",
    en: "Check the spelling and the folder that the command is run in.",
    pt: "Confira a grafia e a pasta em que o comando é executado.",
  },
  bad_file: {
    summaryPt: "o conteúdo do arquivo não é o esperado",
    en: "Correct the file, or take it from its source again.",
    pt: "Corrija o arquivo ou obtenha-o de novo na origem.",
  },
  file_unreadable: {
    summaryPt: "não foi possível ler o arquivo",
    en: "Check the path and who may read it; only the folders that the task names are open to it.",
    pt: "Confira o caminho e quem pode ler; só as pastas que a tarefa cita estão abertas a ela.",
  },
  file_unwritable: {
    summaryPt: "não foi possível gravar o arquivo",
    en: "Check that the folder is yours, has space left, and is one that the task names.",
    pt: "Confira se a pasta é sua, se há espaço em disco e se é uma das que a tarefa cita.",
  },
  already_registered: {
    summaryPt: "já cadastrado",
    en: "See who is registered with `deno task register --list`.",
    pt: "Veja quem está cadastrado com `deno task register --list`.",
  },
  port_taken: {
    summaryPt: "a porta está ocupada",
    en: "Stop the other program, or choose another port.",
    pt: "Encerre o outro programa ou escolha outra porta.",
  },
  no_such_address: {
    summaryPt: "esta máquina não tem esse endereço de rede",
    en: "Use an address of this machine; 127.0.0.1 always works on one machine alone.",
    pt: "Use um endereço desta máquina; 127.0.0.1 sempre serve para uma máquina só.",
  },
  unreachable: {
    summaryPt: "a casa não respondeu",
    en: "Check the address and that the house is running, then try again.",
    pt: "Confira o endereço e se a casa está no ar e tente de novo.",
  },
  wrong_house: {
    summaryPt: "quem respondeu não é a casa esperada",
    en: "Do not go on: ask the auction house for a new invitation by another way.",
    pt: "Não continue: peça um novo convite à casa de leilões por outro meio.",
  },
  refused_join: {
    summaryPt: "a casa recusou a entrada",
    en: "Ask the auction house; it sees the same reason.",
    pt: "Fale com a casa de leilões; ela vê o mesmo motivo.",
  },
  bad_protocol: {
    summaryPt: "o outro lado não seguiu o protocolo",
    en: "Check that both sides run the same version of the program.",
    pt: "Confira se os dois lados usam a mesma versão do programa.",
  },
  ledger_corrupt: {
    summaryPt: "o registro do leilão está danificado",
    en:
      "Keep the file as it is: it is evidence. Go on from a backup, or begin another data folder.",
    pt: "Guarde o arquivo como está: é prova. Siga de uma cópia de segurança ou de outra pasta.",
  },
  record_rolled_back: {
    summaryPt: "o registro do leilão voltou atrás",
    en: "What lies in the data folder is older than what the house has signed, or another: put " +
      "the newer record back. If its loss is accepted, move checkpoints.txt away; bidders' " +
      "programs will stop and show why.",
    pt: "O que está na pasta de dados é mais antigo do que a casa já assinou, ou é outro: ponha " +
      "de volta o registro mais novo. Se a perda for aceita, mova checkpoints.txt para outro " +
      "lugar; os programas dos participantes vão parar e mostrar por quê.",
  },
  ledger_locked: {
    summaryPt: "outra casa está usando este registro",
    en: "Stop the other house first, or use another data folder. To check or publish its record " +
      "meanwhile, take the copy that deno task backup makes.",
    pt: "Encerre antes a outra casa ou use outra pasta de dados. Para conferir ou publicar o " +
      "registro enquanto isso, use a cópia que deno task backup faz.",
  },
  ledger_unwritable: {
    summaryPt: "não foi possível gravar o registro do leilão",
    en: "Check the disk's space and health, then start the house again; it resumes where it was.",
    pt: "Confira o espaço e o estado do disco e inicie a casa de novo; ela retoma de onde parou.",
  },
  worker_failed: {
    summaryPt: "uma parte do programa parou",
    en: "Start again; the record keeps everything that was accepted.",
    pt: "Inicie de novo; o registro guarda tudo o que foi aceito.",
  },
  two_histories: {
    summaryPt: "a casa mostra outra história",
    en: "Stop bidding, keep the data folder, and ask the house what has happened to its record.",
    pt: "Pare de dar lances, guarde a pasta de dados e pergunte à casa o que houve com o registro.",
  },
  replaced: {
    summaryPt: "esta chave entrou de outro lugar",
    en: "Only one client of a key takes part: go on in the other one, or start this one again.",
    pt: "Só um programa por chave participa: siga no outro ou inicie este de novo.",
  },
  not_permitted: {
    summaryPt: "falta uma permissão ao programa",
    en: "The tasks allow the folders keys, items and data of this folder, and private networks; " +
      "for others run deno with the flags of the task in deno.json and the one named above.",
    pt: "As tarefas permitem as pastas keys, items e data desta pasta e redes privadas; para " +
      "outras, rode deno com as opções da tarefa em deno.json e a citada acima.",
  },
  timeout: {
    summaryPt: "demorou demais",
    en: "Check the network and try again.",
    pt: "Confira a rede e tente de novo.",
  },
  internal: {
    summaryPt: "erro interno",
    en: "Run again with LEILAO_DEBUG=1 and report what it shows.",
    pt: "Rode de novo com LEILAO_DEBUG=1 e relate o que aparecer.",
  },
};

/**
 * What to do about `fault`, in one sentence of `language`.
 *
 * A `bad_arguments` fault is thrown where the person's language is known, and speaks it already.
 */
export function faultHint(fault: Fault, language: Language): string {
  const hint = refusalOf(fault)?.hint ?? fault.hints;
  if (hint !== null) return hint[language];
  const own = language === "en" || fault.code === "bad_arguments" ? fault.hint : null;
  return own ?? words[fault.code][language];
}

/** The message of these says nothing that their summary does not say. */
const saysAll: ReadonlySet<FaultCode> = new Set(["replaced"]);

/** What a fault is about, in a few words, for who cannot be shown its English message; else that. */
export function faultSummary(
  { code, message }: Pick<Fault, "code" | "message">,
  language: Language,
): string {
  return language === "en" || code === "bad_arguments" ? message : words[code].summaryPt;
}

/** What failed, for one line of output: the message, in Portuguese behind what it is about. */
export function faultLine(fault: Fault, language: Language): string {
  const refusal = refusalOf(fault);
  if (refusal !== null) return refusal.line[language];
  if (language === "en" || fault.code === "bad_arguments") return fault.message;
  const { summaryPt } = words[fault.code];
  return saysAll.has(fault.code) ? summaryPt : `${summaryPt}: ${fault.message}`;
}

/** The words for the house's reason, where `fault` is a refused join that carries one. */
function refusalOf(fault: Fault): JoinRefusalWords | null {
  // Who throws it lives on a floor above and adds the reason: here it is only looked up.
  if (fault.code !== "refused_join" || !("reason" in fault)) return null;
  return typeof fault.reason === "string" ? joinRefusalWords(fault.reason) : null;
}
