// How invoices and reports look, on a screen and on A4. One sheet for all of them; no fonts, no
// pictures and no scripts, so that a paper is the same in twenty years.

/** The style sheet, to the byte: its digest is what a page's policy allows (paper.ts). */
export const PAPER_CSS = `
@page { size: A4; margin: 18mm 15mm; }
@page wide { size: A4 landscape; margin: 15mm; }
* { box-sizing: border-box; }
body { margin: 0; color: #111; background: #fff;
  font: 10.5pt/1.4 "Helvetica Neue", Helvetica, Arial, "Liberation Sans", sans-serif; }
main { margin: 0 auto; }
main > article { max-width: 180mm; margin: 0 auto; }
main > .report { max-width: 267mm; }
.report { page: wide; }
h1 { font-size: 18pt; line-height: 1.2; margin: 0 0 2mm; }
h2 { font-size: 12pt; margin: 8mm 0 2mm; break-after: avoid; }
p { margin: 0 0 2mm; }
header { display: flex; justify-content: space-between; align-items: flex-start; gap: 10mm;
  border-bottom: 0.6mm solid #111; padding-bottom: 4mm; margin-bottom: 6mm; }
header > * { min-width: 0; overflow-wrap: anywhere; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 0.8mm 5mm; margin: 0; }
dt { color: #555; }
dd { margin: 0; overflow-wrap: anywhere; }
table { width: 100%; border-collapse: collapse; font-size: 8.5pt; }
thead { display: table-header-group; }
tfoot { display: table-row-group; } /* Else a total would stand under each page's part. */
tr { break-inside: avoid; }
th, td { text-align: left; vertical-align: top; padding: 1.4mm 2mm 1.4mm 0; }
th:last-child, td:last-child { padding-right: 0; }
thead th { border-bottom: 0.3mm solid #111; font-size: 8.5pt; }
tbody th { font-weight: normal; }
tbody td, tbody th { border-bottom: 0.15mm solid #bbb; overflow-wrap: anywhere; }
tfoot th, tfoot td { border-top: 0.3mm solid #111; font-weight: bold; }
.number { text-align: right; white-space: nowrap; overflow-wrap: normal;
  font-variant-numeric: tabular-nums; }
.words { min-width: 34mm; }
.pay { font-size: 14pt; font-weight: bold; text-align: right; margin: 5mm 0; }
.small { color: #444; font-size: 8.5pt; }
.preliminary { border: 0.4mm solid #8a4b00; color: #8a4b00; padding: 2mm 3mm; margin-bottom: 5mm; }
.record { margin-top: 8mm; border-top: 0.15mm solid #bbb; padding-top: 3mm; font-size: 8pt;
  break-inside: avoid; }
.record dd { font-family: ui-monospace, "Liberation Mono", monospace; }
.invoice + .invoice { break-before: page; }
@media screen {
  body { background: #eee; padding: 8mm 4mm; }
  main > article { max-width: 210mm; background: #fff; padding: 15mm; margin-bottom: 8mm; }
  main > .report { max-width: 297mm; }
  .table { overflow-x: auto; }
}
@media screen and (max-width: 160mm) {
  body { padding: 0; }
  main > article { padding: 6mm 4mm; }
  header { flex-wrap: wrap; }
}
`;
