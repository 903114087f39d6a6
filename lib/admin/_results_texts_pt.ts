// The texts of the console's page of results in Brazilian Portuguese.

import type { ResultsTexts } from "./results_texts.ts";

/** Brazilian Portuguese, as {@link ResultsTexts} asks for it. */
export const portugueseResults: ResultsTexts = {
  title: "Resultados",
  preliminary: "O leilão continua: tudo aqui é provisório.",
  isFinal: "O leilão está encerrado. Só uma adjudicação ao segundo colocado ainda muda algo.",
  totals: {
    title: "O leilão em números",
    sold: "Vendidos",
    ofLots: (sold, all) => `${sold} de ${all}`,
    unsold: "Não vendidos ou retirados",
    unfinished: "Sem fim ainda",
    hammer: "Lances vencedores",
    premium: "Comissão",
    tax: "Imposto",
    owed: "A pagar ao todo",
  },
  buyers: {
    title: "O que cada placa deve",
    none: "Ninguém arrematou um lote ainda.",
    paddle: "Placa",
    name: "Nome",
    lots: "Lotes",
    hammer: "Lance vencedor",
    total: "A pagar",
    invoice: "Fatura",
    invoiceOf: (paddle) => `Fatura da placa ${paddle}`,
  },
  lots: {
    title: "Lote por lote",
    none: "Não há lotes.",
    lot: "Lote",
    what: "Título",
    result: "Resultado",
    buyer: "Comprador",
    price: "Lance vencedor",
    status: {
      catalogued: "não aberto",
      open: "aberto",
      fair_warning: "aberto, o martelo vai bater",
      paused: "em pausa",
      sold: "vendido",
      passed: "não vendido",
      withdrawn: "retirado",
    },
    paddle: (paddle) => `placa ${paddle}`,
    units: (paddle, count) => `placa ${paddle} (${count} unidades)`,
    award: "adjudicado ao segundo colocado",
  },
  papers: {
    title: "Documentos",
    help: "Abrem como páginas próprias, prontas para imprimir.",
    invoices: "Todas as faturas",
    report: "Relatório do leilão",
    csv: "Resultados em tabela (CSV)",
    json: "Resultados para programas (JSON)",
  },
  checkpoint: {
    title: "Ponto de controle a publicar",
    help: "A palavra assinada da casa sobre o registro. Publique ou imprima: quem a tiver pode " +
      "provar depois que nada anterior foi mudado.",
    none: "A casa ainda não assinou um ponto de controle.",
    label: "Texto do ponto de controle",
  },
  backup: {
    title: "Cópia do registro",
    help: "Copia o registro como está agora, com o leilão em andamento. Ela contém todos os " +
      "máximos e limites: guarde-a como dinheiro. “deno task backup” copia a casa inteira.",
    button: "Fazer uma cópia",
    done: "A cópia está na pasta de dados da casa: {file}",
  },
  close: {
    title: "Encerrar o leilão",
    closed: "O leilão está encerrado.",
    keptOpen: (lots) =>
      lots.length === 1
        ? `O lote ${lots[0]} ainda está aberto. Termine-o antes.`
        : `Os lotes ${lots.join(", ")} ainda estão abertos. Termine-os antes.`,
    help: (ahead) =>
      ahead === 0
        ? "Nenhum lote ficaria sem ter sido aberto."
        : ahead === 1
        ? "1 lote não foi aberto e ficaria sem venda."
        : `${ahead} lotes não foram abertos e ficariam sem venda.`,
    button: "Encerrar o leilão",
    question: "Encerrar o leilão de vez?",
    done: "O leilão está encerrado.",
  },
  after: {
    title: "Na manhã seguinte",
    steps: [
      "Faça uma cópia com “deno task backup” e guarde-a em outro disco.",
      "Envie as faturas. Cada uma é uma página própria: imprima ou salve como PDF.",
      "Publique o último ponto de controle, para que todos possam conferir o registro.",
      "Alguém não paga? Adjudique o lote ao segundo colocado na página do leilão: a fatura nova " +
      "está pronta na hora.",
      "Entregue o relatório e a tabela a quem cuida das contas.",
      "Pare a casa com Ctrl+C. O próximo leilão começa com uma pasta de dados própria.",
    ],
  },
};
