import { QUOTE, SPACE } from '../ascii.ts'

/**
 * The cells of one row without quotes and blanks around them; null where a quote is never closed.
 * Where blanks separate cells, any number of them does so once.
 */
export function cellsOf(row: Uint8Array, delimiter: number): Uint8Array[] | null {
  const cells: Uint8Array[] = []
  let from = 0
  let quoted = false
  for (let at = 0; at <= row.length; at++) {
    if (quoted) {
      if (at === row.length) return null
      if (row[at] !== QUOTE) continue
      // Two quotes inside quotes are one quote of the text.
      if (row[at + 1] === QUOTE) at++
      else quoted = false
    } else if (row[at] === QUOTE && isBlank(row, from, at)) quoted = true
    else if (at === row.length || row[at] === delimiter) {
      if (delimiter !== SPACE || at > from) cells.push(bare(row, from, at))
      from = at + 1
    }
  }
  return cells
}

function bare(row: Uint8Array, from: number, until: number): Uint8Array {
  let start = from
  let end = until
  for (let blank = blankAt(row, start); blank > 0 && start < end; blank = blankAt(row, start)) start += blank
  for (let blank = blankBefore(row, end); blank > 0 && start < end; blank = blankBefore(row, end))
    end -= blank
  if (end - start >= 2 && row[start] === QUOTE && row[end - 1] === QUOTE) return bare(row, start + 1, end - 1)
  return row.subarray(start, end)
}

/** Bytes of the blank that begins at, or ends before; web pages and spreadsheets leave unbreakable ones. */
const blankAt = (row: Uint8Array, at: number): number =>
  row[at] === SPACE ? 1 : row[at] === 0xc2 && row[at + 1] === 0xa0 ? 2 : 0
const blankBefore = (row: Uint8Array, end: number): number =>
  row[end - 1] === SPACE ? 1 : row[end - 1] === 0xa0 && row[end - 2] === 0xc2 ? 2 : 0

function isBlank(row: Uint8Array, from: number, until: number): boolean {
  for (let at = from; at < until; at++) if (row[at] !== SPACE) return false
  return true
}
