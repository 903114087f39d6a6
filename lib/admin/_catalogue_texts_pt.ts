// The texts of the console's page of the catalogue in Brazilian Portuguese.

import type { CatalogueTexts } from "./catalogue_texts.ts";

/** Brazilian Portuguese, as {@link CatalogueTexts} asks for it. */
export const portugueseCatalogue: CatalogueTexts = {
  title: "Catálogo",
  load: {
    title: "Carregar lotes",
    help: "Solte um catálogo em qualquer ponto desta página: arquivos JSON ou CSV junto com as " +
      "fotos que eles citam. Ele é carregado inteiro ou nada.",
    files: "Escolher arquivos",
    language: "Idioma dos textos de um CSV",
    script: {
      loading: "Carregando {count} arquivos",
      done: "Carregado.",
      changes: {
        added: "novos: {count}",
        replaced: "alterados: {count}",
        unchanged: "iguais a antes: {count}",
      },
      refused: "Recusados pelas regras: {count}; os demais estão carregados.",
      refusedLot: "Lote {lot}: {title}",
      problems: "Nada foi carregado. Corrija isto e solte os arquivos de novo:",
      lot: "lote {lot}",
      row: "linha {row}",
      wanted: "esperado: {wanted}",
      badName: "{file}: o nome de um arquivo só pode ter letras A-Z, dígitos, pontos, hífens e " +
        "sublinhados, no máximo 64. Renomeie, também no catálogo, se ele o citar.",
      badKind: "{file}: só se carregam .json, .csv e fotos (.jpg, .png, .webp, .svg).",
      twice: "{file}: dois arquivos têm este nome.",
      privateKey: "{file}: isto é uma chave PRIVADA, não um catálogo, e não foi enviada. Ela " +
        "pertence só ao dono.",
      noCatalogue: "Só há fotos. Solte-as junto com o arquivo que as cita.",
      tooMuch: "Estes arquivos somam {size} MB; vão no máximo {most} MB de uma vez. Carregue os " +
        "lotes em partes, ou ponha os arquivos na pasta de itens.",
      tooMany: "São {count} arquivos; vão no máximo {most} de uma vez. Carregue em partes.",
      unanswered: "Nenhuma resposta chegou. Olhe a lista abaixo antes de repetir.",
    },
  },
  reports: {
    title: (count) =>
      count === 1
        ? "Um arquivo da pasta de itens não foi aceito"
        : "Arquivos da pasta de itens não foram aceitos",
    help: "Corrija-os onde estão; eles são lidos de novo por si.",
  },
  lots: {
    title: "Todos os lotes",
    count: (all, ahead) => `${all === 1 ? "1 lote" : `${all} lotes`}, ${ahead} por vir`,
    filter: "Procurar lote por número ou título",
    noneLeft: "Nenhum lote corresponde a essas letras.",
    none: "Nenhum lote ainda. Solte um catálogo nesta página, ou ponha arquivos na pasta de itens.",
    lot: (id) => `Lote ${id}`,
    status: {
      catalogued: "por vir",
      open: "aberto",
      fair_warning: "aberto, o martelo vai bater",
      paused: "em pausa",
      sold: "vendido",
      passed: "não vendido",
      withdrawn: "retirado",
    },
    mayChange: "ainda pode mudar, se for carregado de novo",
    isFixed: "já abriu: fica como está",
    opening: (money) => `abre em ${money}`,
    estimate: (low, high) => `estimativa de ${low} a ${high}`,
    reserve: "tem reserva",
    formats: {
      english: "lances que sobem",
      sealed_first: "lances fechados",
      vickrey: "lances fechados, segundo preço",
      dutch: "preço que cai",
      japanese: "preço que sobe, o último dentro leva",
      uniform: "várias unidades, um preço",
    },
    units: (count) => `${count} unidades`,
    byHand: "termina com o seu martelo",
    runs: (time) => `dura ${time}`,
    endsAt: (time) => `termina: ${time}`,
    group: (name) => `relógio comum (${name})`,
    soldFor: (money, paddle) => `${money}, placa ${paddle}`,
  },
  terms: {
    title: "Condições do leilão",
    fixed: "Um lote já abriu: as condições ficam.",
    help: "Ditas a cada participante junto com os preços, e fixas quando o primeiro lote abre.",
    rate: "Comissão, % do lance vencedor",
    from: (tier) => `Faixa ${tier}: acima deste valor`,
    rateFrom: (tier) => `Faixa ${tier}: comissão, %`,
    tax: "Imposto, %",
    taxOn: "O imposto incide sobre",
    onPremium: "a comissão",
    onAll: "o lance vencedor e a comissão",
    button: "Definir as condições",
    question: "Definir as condições do leilão?",
    effects: ["Todos os participantes as veem na hora, e as faturas são feitas por elas."],
    done: "As condições estão definidas.",
  },
  timed: {
    title: "Abrir todos os lotes com relógio",
    help: (count) => count === 1 ? "1 lote espera abrir." : `${count} lotes esperam abrir.`,
    none: "Nenhum lote com relógio espera abrir.",
    stagger: "Segundos entre o fim de um lote e o do próximo",
    staggerHelp: "Para que se possa acompanhar um fim depois do outro. 0: todos juntos.",
    button: "Abrir todos",
    question: "Abrir agora todos os lotes com relógio?",
    done: "Os lotes com relógio estão abertos.",
  },
};
