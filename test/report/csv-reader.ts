/** RFC 4180 read back, and exactly one guard taken off each cell, as an importing program would. */
export function readCsv(text: string): string[][] {
  return rawCsv(text).map((row) => row.map(unguarded))
}

const FORMULA = /^'+[=+\-@\p{Cc}＝＋－＠]/u

export const unguarded = (cell: string): string => (FORMULA.test(cell) ? cell.slice(1) : cell)

export function rawCsv(text: string): string[][] {
  const rows: string[][] = []
  let row: string[] = []
  let cell = ''
  let isQuoted = false
  for (let at = 0; at < text.length; at++) {
    const character = text[at] ?? ''
    if (isQuoted) {
      if (character !== '"') cell += character
      else if (text[at + 1] === '"') {
        cell += '"'
        at++
      } else isQuoted = false
    } else if (character === '"' && cell === '') isQuoted = true
    else if (character === ',') {
      row.push(cell)
      cell = ''
    } else if (character === '\n') {
      rows.push([...row, cell])
      row = []
      cell = ''
    } else cell += character
  }
  return rows
}
