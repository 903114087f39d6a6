// The texts of the console's page of bidders in Brazilian Portuguese.

import type { BiddersTexts } from "./bidders_texts.ts";

/** Brazilian Portuguese, as {@link BiddersTexts} asks for it. */
export const portugueseBidders: BiddersTexts = {
  title: "Participantes",
  who: (paddle, name) => name === null ? `a placa ${paddle}` : `a placa ${paddle} (${name})`,
  counts: {
    registered: (count) => count === 1 ? "1 cadastrado" : `${count} cadastrados`,
    joined: (count) => count === 1 ? "1 conectado" : `${count} conectados`,
    barred: (count) => count === 1 ? "1 suspenso ou excluído" : `${count} suspensos ou excluídos`,
    floor: (count) => count === 1 ? "1 placa de salão" : `${count} placas de salão`,
  },
  say: (joined, knocks) =>
    knocks === 0 ? `${joined} conectados` : `${joined} conectados, ${knocks} pedindo para entrar`,
  filter: "Procurar placa ou nome",
  noneLeft: "Ninguém corresponde a essas letras.",
  nobody: "Ninguém cadastrado ainda. Cadastre o primeiro participante abaixo, ou envie convites: " +
    "quem chega com chaves desconhecidas pede aqui para entrar.",
  list: "Participantes cadastrados",
  status: { registered: "Cadastrado", suspended: "Suspenso", banned: "Excluído" },
  connected: "Conectado",
  away: "Desconectado",
  never: "ainda não esteve aqui",
  lastSeen: (time) => `visto pela última vez: ${time}`,
  paths: {
    multicast: "ouve a transmissão da casa",
    unicast: "recebe cópias só suas: a rede filtra a transmissão",
    tcp: "acompanha por uma conexão TCP: a rede não deixa passar UDP",
  },
  noPath: "o caminho está sendo procurado",
  loss: (percent) => `${percent} se perde no caminho e é reposto`,
  noLoss: "nada se perde",
  more: "Chave e limite de gastos",
  fingerprint: "Impressão digital",
  suspend: {
    button: "Suspender",
    name: (paddle) => `Suspender a placa ${paddle}`,
    question: (who) => `Suspender ${who}?`,
    effects: (who) => [
      `${sentence(who)} sai na hora, não dá mais lances e não lê mais nada do leilão.`,
      "Os lances já aceitos continuam valendo.",
      "Você pode readmitir quando quiser.",
    ],
    done: (who) => `${sentence(who)} está suspensa.`,
  },
  ban: {
    button: "Excluir",
    name: (paddle) => `Excluir a placa ${paddle}`,
    question: (who) => `Excluir ${who}?`,
    effects: (who) => [
      `${sentence(who)} sai na hora e não lê mais nada do leilão.`,
      "Todos os seus lances em lotes que não terminaram ficam anulados, mesmo se você readmitir.",
    ],
    done: (who) => `${sentence(who)} está excluída.`,
  },
  reinstate: {
    button: "Readmitir",
    name: (paddle) => `Readmitir a placa ${paddle}`,
    question: (who) => `Readmitir ${who}?`,
    effects: (who) => [
      `${sentence(who)} pode voltar e dar lances a partir de agora.`,
      "Lances anulados continuam anulados.",
    ],
    done: (who) => `${sentence(who)} pode participar de novo.`,
  },
  limit: {
    label: "Limite de gastos",
    help: "O máximo que este participante pode gastar no leilão inteiro. Deixe vazio para não " +
      "haver limite. Ninguém mais o vê e, por sigilo, esta página também não o mostra.",
    button: "Definir o limite",
    done: (who) => `O limite d${who} está definido.`,
    removed: (who) => `${sentence(who)} não tem mais limite.`,
  },
  knocks: {
    title: (count) =>
      count === 1 ? "Alguém pede para entrar" : `${count} pessoas pedem para entrar`,
    help: "Peça que leiam em voz alta a impressão digital que o programa mostra, por telefone ou " +
      "aqui no salão, e compare cada grupo. Só aprove se for toda igual.",
    asked: (time, tries) =>
      tries === 1 ? `pedido: ${time}` : `último pedido: ${time}, ${tries} vezes ao todo`,
    approve: "Aprovar",
    approved: "{name} está no cadastro com a placa {paddle} e entra por si.",
    dismiss: "Dispensar",
    dismissed: "Dispensado. Quem pedir de novo aparece aqui de novo.",
    contested: "Dois programas pedem com esta impressão digital: um deles usa a chave do outro. " +
      "Peça que a pessoa crie chaves novas, ou receba o arquivo da chave pública da mão dela.",
  },
  name: "Nome",
  paddle: "Placa",
  paddleHelp: "Vazio: o próximo número livre.",
  register: {
    title: "Cadastrar participante",
    file: "Arquivo da chave pública",
    fileHelp:
      "Solte nesta página o arquivo NOME.public.jwks.json, escolha-o, ou cole o texto dele abaixo.",
    text: "Ou o texto dele",
    isPrivate: "Esta era uma chave PRIVADA e não foi guardada: nada foi enviado. Ela pertence só " +
      "ao participante. Se ele a enviou a você, peça que faça outra com “deno task keygen” e " +
      "envie o arquivo que termina em .public.jwks.json.",
    unreadable: "Isto não é um arquivo de chave pública. Ele termina em .public.jwks.json e é " +
      "feito por “deno task keygen”.",
    compare: "Compare com o participante antes de cadastrar:",
    button: "Cadastrar",
    done: "{name} está no cadastro com a placa {paddle}.",
  },
  floor: {
    title: "Placas de salão",
    help: "Para quem está no salão ou ausente e não tem chaves: você registra os lances.",
    none: "Nenhuma placa de salão ainda.",
    noName: "sem nome",
    add: "Nova placa de salão",
    paddle: "Número",
    name: "Nome, se souber",
    button: "Acrescentar",
    done: "A placa de salão {paddle} participa.",
  },
};

function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
