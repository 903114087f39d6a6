// Damage in the middle of SQLite's write-ahead log, which SQLite itself passes over in silence.
//
// At opening, SQLite takes the log up to the first frame whose checksum is wrong and drops the
// rest. That is right for a tail that a power cut tore off. It is wrong for a byte that went bad
// in the middle: commits that were told to bidders would vanish. The two can be told apart, since
// each commit is on the disk before the next one is written: a torn log has at most one commit
// after its first wrong frame. The format is SQLite's: sqlite.org/fileformat2.html §4.

const HEADER_BYTES = 32;
const FRAME_HEADER_BYTES = 24;
/** The log's first four bytes, less the lowest bit, which tells the byte order of the checksums. */
const MAGIC = 0x377f0682;

interface Frame {
  readonly isCommit: boolean;
  readonly salts: string;
  readonly sum: Sum;
}

type Sum = readonly [number, number];

/**
 * The number (from 1, 0 for the log's header) of the first wrong frame of `log`, if commits after
 * it prove that it was right once; null where the log is whole or only torn at its end. Damage to
 * the very last commit cannot be told from a tear.
 */
export function logDamage(log: Uint8Array): number | null {
  if (log.length < HEADER_BYTES) return null;
  const view = new DataView(log.buffer, log.byteOffset, log.byteLength);
  const littleEndian = (view.getUint32(0) & 1) === 0;
  const frameBytes = FRAME_HEADER_BYTES + pageBytes(view);
  let sum = checksum(view, [0, 0], { from: 0, to: 24, littleEndian });
  const header = frameAt(view, 8); // Salts and checksum lie in the same order as in a frame.
  let wrong = (view.getUint32(0) & ~1) === MAGIC && isSame(sum, header.sum) ? null : 0;
  const salts = wrong === null ? header.salts : firstSalts(view, frameBytes);
  let commitsAfter = 0;
  for (let at = HEADER_BYTES, n = 1; at + frameBytes <= log.length; at += frameBytes, n++) {
    const frame = frameAt(view, at);
    if (wrong === null) {
      sum = checksum(view, sum, { from: at, to: at + 8, littleEndian });
      const page = { from: at + FRAME_HEADER_BYTES, to: at + frameBytes, littleEndian };
      sum = checksum(view, sum, page);
      if (frame.salts !== salts || !isSame(sum, frame.sum)) wrong = n;
    }
    // Frames with other salts are left from before the log was last begun anew.
    if (wrong !== null && frame.isCommit && frame.salts === salts) commitsAfter++;
  }
  return commitsAfter > 1 ? wrong : null;
}

/** The page size that the header states, or SQLite's usual one where that is no page size. */
function pageBytes(view: DataView): number {
  const stated = view.getUint32(8);
  const isPageSize = stated >= 512 && stated <= 65_536 && (stated & (stated - 1)) === 0;
  return isPageSize ? stated : 4096;
}

function frameAt(view: DataView, at: number): Frame {
  const page = view.getUint32(at);
  return {
    isCommit: page !== 0 && view.getUint32(at + 4) !== 0,
    salts: `${view.getUint32(at + 8)} ${view.getUint32(at + 12)}`,
    sum: [view.getUint32(at + 16), view.getUint32(at + 20)],
  };
}

function firstSalts(view: DataView, frameBytes: number): string | null {
  return view.byteLength < HEADER_BYTES + frameBytes ? null : frameAt(view, HEADER_BYTES).salts;
}

function checksum(
  view: DataView,
  start: Sum,
  part: { readonly from: number; readonly to: number; readonly littleEndian: boolean },
): Sum {
  let [a, b] = start;
  for (let at = part.from; at < part.to; at += 8) {
    a = (a + view.getUint32(at, part.littleEndian) + b) >>> 0;
    b = (b + view.getUint32(at + 4, part.littleEndian) + a) >>> 0;
  }
  return [a, b];
}

function isSame(a: Sum, b: Sum): boolean {
  return a[0] === b[0] && a[1] === b[1];
}
