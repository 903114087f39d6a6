// What is wanted of a CSV file of lots, in both languages; `%` stands for the problem's detail. Part
// of the words of problem.ts, which says what they are for.

import { csvBytesMax, csvColumnsMax, csvRowsMax, quantityMax } from "./limits.ts";

/** The words for CSV files. */
export const CSV_WORDS = {
  csv_bytes: {
    en: `a CSV file of at most ${csvBytesMax} bytes: split it in two`,
    pt: `um arquivo CSV de no máximo ${csvBytesMax} bytes: divida-o em dois`,
  },
  csv_row_count: {
    en: `at most ${csvRowsMax} rows, empty ones too: delete what is below the last lot`,
    pt: `no máximo ${csvRowsMax} linhas, vazias inclusive: apague o que está abaixo do último lote`,
  },
  csv_encoding: {
    en: 'text in UTF-8 or Windows-1252 (in Excel: save as "CSV UTF-8")',
    pt: 'texto em UTF-8 ou Windows-1252 (no Excel: salve como "CSV UTF-8")',
  },
  csv_quotes: {
    en: "quotes around a whole cell or not at all, and doubled within it",
    pt: "aspas em volta da célula inteira ou nenhuma, e dobradas dentro dela",
  },
  csv_columns: {
    en: "a first row with the columns LotNum, Title and StartPrice, at most " +
      `${csvColumnsMax} in all; missing: %`,
    pt: "uma primeira linha com as colunas LotNum, Title e StartPrice, no máximo " +
      `${csvColumnsMax} ao todo; falta: %`,
  },
  csv_column_twice: {
    en: "one column for this: column % has it too",
    pt: "uma só coluna para isto: a coluna % também o traz",
  },
  csv_lot_twice: {
    en: "a number that no other lot has, in capitals or not; row % has it already",
    pt: "um número que nenhum outro lote tem, em maiúsculas ou não; a linha % já o usa",
  },
  csv_empty: {
    en: "at least one lot below the first row",
    pt: "ao menos um lote abaixo da primeira linha",
  },
  csv_cells: {
    en: "% cells, as in the first row: a text that holds a separator or a line break needs quotes",
    pt: "% células, como na primeira linha: um texto com separador ou quebra de linha precisa de " +
      "aspas",
  },
  csv_amount: {
    en: "an amount such as 1200, 1200.50, 1,200.00 or 1.200,00, with at most the decimals of %",
    pt: "um valor como 1200, 1200,50, 1.200,00 ou 1,200.00, no máximo com as casas decimais de %",
  },
  csv_ambiguous: {
    en: "an amount that can be read in one way only: % (or import it with --decimal)",
    pt: "um valor que só se possa ler de um modo: % (ou importe com --decimal)",
  },
  csv_currency: {
    en: "an amount in %, the currency of the sale",
    pt: "um valor em %, a moeda do leilão",
  },
  csv_estimate: {
    en: "both estimates or neither",
    pt: "as duas estimativas ou nenhuma",
  },
  csv_quantity: {
    en: `a whole number of units, 1 to ${quantityMax}, or an empty cell`,
    pt: `um número inteiro de unidades, 1 a ${quantityMax}, ou uma célula vazia`,
  },
  csv_consignor: {
    en: "the consignor's paddle, 1 to 12 letters A-Z, digits and hyphens, or an empty cell where " +
      "the consignor does not bid: with a name alone nobody could be kept from an own lot",
    pt:
      "a placa do comitente, de 1 a 12 letras A-Z, dígitos e hífens, ou uma célula vazia se ele " +
      "não dá lances: só com um nome não se impede ninguém de dar lances no próprio lote",
  },
} as const;
