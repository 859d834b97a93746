/**
 * CSV that a spreadsheet may open (T4, RFC 4180, LF): numbers stay numbers; a text that a spreadsheet
 * would take for a formula gets one apostrophe in front, and so does one that looks guarded already,
 * so that taking off exactly one gives back what was there.
 */
const FORMULA = /^'*[=+\-@\p{Cc}\uff1d\uff0b\uff0d\uff20]/u
const NUMBER = /^-?\d+(?:\.\d+)?$/
const NEEDS_QUOTES = /[",\r\n]|^\s|\s$/

export function textCell(text: string): string {
  const safe = FORMULA.test(text) ? `'${text}` : text
  return NEEDS_QUOTES.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** Decimal text or a whole number; empty for null. What is no number after all is treated as text. */
export function numberCell(value: string | number | null): string {
  if (value === null) return ''
  const text = String(value)
  return NUMBER.test(text) ? text : textCell(text)
}

export const line = (cells: readonly string[]): string => `${cells.join(',')}\n`

/** A long file in pieces of some kilobytes: neither a write per line nor a file in memory. */
export function* inPieces(lines: Iterable<string>): Generator<string> {
  let piece = ''
  for (const text of lines) {
    piece += text
    if (piece.length < 65_536) continue
    yield piece
    piece = ''
  }
  if (piece !== '') yield piece
}
