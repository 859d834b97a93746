/** The beginning of a file as lines, and as rows of cells for one separator. */
import { CR, LF, SPACE, TAB } from '../ascii.ts'
import { LONGEST_LINE, longLine, MOST_COLUMNS } from './limits.ts'
import { cellsOf } from './row-cells.ts'

const HASH = 35
/** Names and numbers are short: the rest of a long cell says nothing. */
const LONGEST_CELL = 128
/** Enough to see a habit; all rows are read later. */
const MOST_LINES = 2000

export interface SampleLine {
  readonly number: number
  readonly bytes: Uint8Array
  /** Where the line after it begins. */
  readonly after: number
}

export interface SampleRow {
  readonly line: SampleLine
  readonly cells: readonly string[]
}

/** Lines with something in them that is no comment; the last one only where it is whole. */
export function sampleLines(head: Uint8Array, from: number, isWhole: boolean): SampleLine[] {
  const lines: SampleLine[] = []
  let at = from
  for (let number = 1; at < head.length && lines.length < MOST_LINES; number++) {
    const feed = head.indexOf(LF, at)
    if ((feed < 0 ? head.length : feed) - at > LONGEST_LINE) throw longLine(number)
    if (feed < 0 && !isWhole && lines.length > 0) break
    const end = feed < 0 ? head.length : feed
    const bytes = head.subarray(at, end > at && head[end - 1] === CR ? end - 1 : end)
    const after = feed < 0 ? end : end + 1
    if (!isRemark(bytes)) lines.push({ number, bytes, after })
    at = after
  }
  return lines
}

/** Blank, or marked as a comment. */
export const isRemark = (line: Uint8Array): boolean =>
  line[0] === HASH || line.every((byte) => byte === SPACE || byte === TAB)

/** Without lines in which a quote is never closed: the reader will name them. */
export function sampleRows(lines: readonly SampleLine[], delimiter: number): SampleRow[] {
  const rows: SampleRow[] = []
  for (const line of lines) {
    const cells = cellsOf(line.bytes, delimiter)
    if (cells === null) continue
    const texts = cells.slice(0, 4 * MOST_COLUMNS).map(textOf)
    rows.push({ line, cells: texts })
  }
  return rows
}

export const textOf = (cell: Uint8Array): string =>
  Buffer.from(cell.buffer, cell.byteOffset, Math.min(cell.length, LONGEST_CELL)).toString('utf8').trim()
