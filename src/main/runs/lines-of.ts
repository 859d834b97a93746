/** The lines of one symbol in a file that holds those of several, counted among themselves. */
import type { LineFile } from './line-file.ts'

export type Lines<T> = Pick<LineFile<T>, 'lines' | 'page'>
export type LinesOf<T> = (symbol: string) => Lines<T>

const NONE: Lines<never> = { lines: 0, page: async () => [] }

/** Goes through the file once and remembers where each symbol's lines are. */
export async function bySymbol<T extends { readonly symbol?: string }>(
  file: LineFile<T>,
): Promise<LinesOf<T>> {
  const places = new Map<string, number[]>()
  let line = 0
  for await (const { symbol = '' } of file.all()) {
    const there = places.get(symbol)
    if (there === undefined) places.set(symbol, [line])
    else there.push(line)
    line += 1
  }
  return (symbol) => {
    const lines = places.get(symbol)
    if (lines === undefined) return NONE
    return { lines: lines.length, page: (first, most) => pageOf(file, lines, symbol, first, most) }
  }
}

/** Symbols take turns in the file, so a page of one is a stretch of it with the others left out. */
async function pageOf<T extends { readonly symbol?: string }>(
  file: LineFile<T>,
  lines: readonly number[],
  symbol: string,
  first: number,
  most: number,
): Promise<T[]> {
  const start = lines[first]
  const end = lines[Math.min(lines.length, first + most) - 1]
  if (start === undefined || end === undefined) return []
  const stretch = await file.page(start, end - start + 1)
  return stretch.filter((record) => record.symbol === symbol)
}
