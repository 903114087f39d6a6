// The columns of a catalogue in CSV: which headers, as auction houses write them, mean what.
//
// Case, spaces, accents and punctuation do not count ("Reserve Price" is "RESERVE_PRICE"). A header
// that is not known is somebody's own column: it is reported and left out.

/** What a column can hold, by the name that reports and documents use. */
export type CsvField =
  | "LotNum"
  | "Title"
  | "Description"
  | "LowEst"
  | "HighEst"
  | "StartPrice"
  | "Reserve Price"
  | "Buy Now Price"
  | "Increment"
  | "Quantity"
  | "Category"
  | "Consigner"
  | "ImageFile.1";

/** The columns without which there is no lot. */
export const requiredColumns: readonly CsvField[] = ["LotNum", "Title", "StartPrice"];

/** The headers of each column, without case, spaces, accents and punctuation. */
export const HEADERS: Readonly<Record<CsvField, readonly string[]>> = {
  "LotNum": ["lotnum", "lotnumber", "lotno", "lot", "lote", "numerodolote"],
  "Title": ["title", "lottitle", "titulo"],
  "Description": ["description", "descricao"],
  "LowEst": ["lowest", "lowestimate", "estimativaminima"],
  "HighEst": ["highest", "highestimate", "estimativamaxima"],
  "StartPrice": ["startprice", "startingprice", "startingbid", "lanceinicial", "precoinicial"],
  "Reserve Price": ["reserveprice", "reserve", "precodereserva", "reserva"],
  "Buy Now Price": ["buynowprice", "buynow", "compreja", "precocompreja"],
  "Increment": ["increment", "bidincrement", "incremento"],
  "Quantity": ["quantity", "qty", "quantidade"],
  "Category": ["category", "categoria"],
  "Consigner": ["consigner", "consignor", "comitente"],
  "ImageFile.1": ["imagefile1", "imagefile", "imagem1", "imagem"],
};

const fields: ReadonlyMap<string, CsvField> = new Map(
  Object.entries(HEADERS).flatMap(([field, headers]) =>
    headers.flatMap((header) => isCsvField(field) ? [[header, field] as const] : [])
  ),
);

/** What the column under `header` holds, or null where the header is not known. */
export function fieldOf(header: string): CsvField | null {
  return fields.get(plain(header)) ?? null;
}

/** Whether the column is for a lot's second picture or a later one. */
export function isFurtherPicture(header: string): boolean {
  return /^(?:imagefile|imagem)(?:[2-9]|[1-9]\d{1,2})$/.test(plain(header));
}

function isCsvField(name: string): name is CsvField {
  return Object.hasOwn(HEADERS, name);
}

function plain(header: string): string {
  // A header is a word or two: of a text of megabytes nothing is looked at.
  if (header.length > 80) return "";
  return header.normalize("NFD").replaceAll(/[^0-9A-Za-z]/g, "").toLowerCase();
}
