// The console's texts in Brazilian Portuguese.

import { portugueseFloor } from "./_floor_texts_pt.ts";
import type { ConsoleTexts } from "./console_texts.ts";

/** Brazilian Portuguese, as {@link ConsoleTexts} asks for it. */
export const portugueseConsole: ConsoleTexts = {
  console: "Mesa do leiloeiro",
  pages: {
    floor: "Leilão",
    bidders: "Participantes",
    catalogue: "Catálogo",
    results: "Resultados",
    log: "Registro",
  },
  projector: "Telão",
  pagesLabel: "Páginas da mesa",
  signOut: "Sair",
  signIn: {
    intro: "Esta é a mesa da própria casa. Só quem tem a senha da casa pode sentar-se a ela.",
    token: "Senha da casa",
    tokenHelp: "Ela está no arquivo keys/admin.token, na máquina da casa. Ou feche esta página e " +
      "rode “deno task console” lá: você entra sem digitar nada.",
    name: "Seu nome",
    nameHelp: "Ele fica, no registro, ao lado de tudo o que você fizer.",
    button: "Entrar",
    wrong: "Esta não é a senha da casa.",
  },
  house: { up: "A casa está no ar", down: "A casa não está bem: veja o terminal dela" },
  joined: (count) => count === 1 ? "1 participante conectado" : `${count} participantes conectados`,
  wall: {
    welcome: "Boas-vindas",
    lot: (id) => `Lote ${id}`,
    paddle: (paddle) => `Placa ${paddle}`,
    opening: "Lance inicial",
    next: (money) => `Próximo lance ${money}`,
    sealed: (count) => count === 1 ? "1 lance fechado" : `${count} lances fechados`,
    inside: (count) => count === 1 ? "1 participante dentro" : `${count} participantes dentro`,
    fairWarning: (count) =>
      count === 1 ? "Dou-lhe uma" : count === 2 ? "Dou-lhe duas" : "O martelo vai bater",
    sold: "Vendido",
    passed: "Não vendido",
    withdrawn: "Retirado",
    paused: "Em pausa",
    reserveNotMet: "Reserva não atingida",
    saleClosed: "O leilão está encerrado. Obrigado!",
  },
  floor: portugueseFloor,
};
