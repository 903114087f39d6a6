// What the command line says about itself, in both languages.

/** A text in both languages of the house. */
export interface Words {
  readonly en: string;
  readonly pt: string;
}

/** The sentences of parsing and help. Messages follow the house's grammar: what, colon, found. */
export const cliWords = {
  usage: { en: "Usage:", pt: "Uso:" },
  options: { en: "Options:", pt: "Opções:" },
  optionsMark: { en: "[options]", pt: "[opções]" },
  arguments: { en: "Arguments:", pt: "Argumentos:" },
  examples: { en: "Examples:", pt: "Exemplos:" },
  required: { en: "required", pt: "obrigatório" },
  repeatable: { en: "may be repeated", pt: "pode ser repetido" },
  byDefault: (value: string | number): Words => ({
    en: `default: ${value}`,
    pt: `padrão: ${value}`,
  }),
  wantInteger: (min: number, max: number): Words => ({
    en: `a whole number from ${min} to ${max}`,
    pt: `um número inteiro de ${min} a ${max}`,
  }),
  wantChoice: (choices: readonly string[]): Words => ({
    en: `one of ${choices.join(", ")}`,
    pt: `um destes: ${choices.join(", ")}`,
  }),
  seeHelp: (command: string): Words => ({
    en: `See: deno task ${command} --help`,
    pt: `Veja: deno task ${command} --help`,
  }),
  didYouMean: (flag: string): Words => ({
    en: `Did you mean ${flag}?`,
    pt: `Você quis dizer ${flag}?`,
  }),
  unknownFlag: (flag: string): Words => ({
    en: `unknown flag: "${flag}"`,
    pt: `opção desconhecida: "${flag}"`,
  }),
  needsValue: (flag: string): Words => ({
    en: `flag without its value: "${flag}"`,
    pt: `opção sem o seu valor: "${flag}"`,
  }),
  takesNoValue: (flag: string): Words => ({
    en: `flag that takes no value: "${flag}"`,
    pt: `opção que não recebe valor: "${flag}"`,
  }),
  givenTwice: (flag: string): Words => ({
    en: `flag given more than once: "${flag}"`,
    pt: `opção dada mais de uma vez: "${flag}"`,
  }),
  missingFlag: (flag: string, value: string): Words => ({
    en: `missing flag: ${flag} ${value}`,
    pt: `falta a opção: ${flag} ${value}`,
  }),
  badValue: (flag: string, found: string, wanted: Words): Words => ({
    en: `${flag}: found "${found}", want ${wanted.en}`,
    pt: `${flag}: veio "${found}", o certo é ${wanted.pt}`,
  }),
  unexpected: (argument: string): Words => ({
    en: `unexpected argument: "${argument}"`,
    pt: `argumento a mais: "${argument}"`,
  }),
  missingArgument: (value: string): Words => ({
    en: `missing argument: ${value}`,
    pt: `falta o argumento: ${value}`,
  }),
} as const;
