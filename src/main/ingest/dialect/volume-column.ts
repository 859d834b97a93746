/**
 * Which column holds what was traded. Files name counts of ticks, money and units alike `volume`;
 * where the numbers themselves tell units from money, they are believed.
 */
import { type Field, PRICES } from './column-names.ts'
import { isMissing, type NumberStyle, plainNumber } from './number-style.ts'
import type { Table } from './table.ts'

export interface UsedVolume {
  readonly cells: ReadonlyMap<Field, number>
  /** Volume is the sum of its own cell and this one. */
  readonly downVolume: number | null
  /** Rows may say that there was no volume. */
  readonly missingVolume: boolean
  /** Why it is another column than the one that is called so; null where it is that one. */
  readonly volumeBecause: string | null
}

/** The share of rows without a volume from which on that is how the file says "none". */
const MISSING_VOLUMES = 0.02
/** The share of rows in which money over units has to be a price of the candle. */
const PRICED = 0.95
/** Averages are rounded, and money may be counted at another moment. */
const ROUNDED = 0.01
/** In fewer rows it could be chance. */
const FEWEST_TRADED = 10
/** About one, units and money can not be told apart. */
const NEAR_ONE = [0.9, 1.1] as const

/** Brokers write a volume of zero beside the count of ticks where there is no exchange to count trades. */
export function withUsedVolume(
  { header, rows, width }: Table,
  cells: Map<Field, number>,
  style: NumberStyle,
  taken: ReadonlySet<number>,
): UsedVolume {
  const cell = cells.get('volume')
  const plain: UsedVolume = { cells, downVolume: null, missingVolume: false, volumeBecause: null }
  if (cell === undefined) return plain
  const whole = rows.filter((row) => row.cells.length === width).map((row) => row.cells)
  const texts = whole.map((row) => row[cell] ?? '')
  const missing = texts.filter(isMissing).length
  const isZero = (text: string) => Number(text) === 0 && text !== ''
  const ticks = header?.says.tickVolume ?? null
  if (ticks !== null && cell !== ticks && texts.every(isZero)) {
    return { ...plain, cells: new Map(cells).set('volume', ticks) }
  }
  if (missing === texts.length && missing > 0) {
    const others = new Map(cells)
    others.delete('volume')
    return { ...plain, cells: others }
  }
  const units = unitsBehind(whole, cells, cell, style, taken)
  if (units !== null) {
    const name = header?.row.cells[units] ?? ''
    return {
      ...plain,
      cells: new Map(cells).set('volume', units),
      volumeBecause: `column ${cell + 1} is ${name === '' ? `column ${units + 1}` : name} times the price, so it counts money`,
    }
  }
  const isDown = header !== null && header.says.cells.get('volume') === cell
  return {
    ...plain,
    downVolume: isDown ? header.says.downVolume : null,
    missingVolume: missing > 1 && missing > MISSING_VOLUMES * texts.length,
  }
}

/** The column of which the one called volume is the money: in every candle their ratio is a price of it. */
function unitsBehind(
  rows: readonly (readonly string[])[],
  cells: ReadonlyMap<Field, number>,
  volume: number,
  style: NumberStyle,
  taken: ReadonlySet<number>,
): number | null {
  const numberIn = (row: readonly string[], cell: number) =>
    Number(plainNumber(row[cell] ?? '', style, true) ?? Number.NaN)
  const low = cells.get('low') ?? 0
  const high = cells.get('high') ?? 0
  const traded = rows.filter((row) => numberIn(row, volume) > 0)
  const isNearOne = (row: readonly string[]) =>
    numberIn(row, high) > NEAR_ONE[0] && numberIn(row, low) < NEAR_ONE[1]
  if (traded.length < FEWEST_TRADED || traded.some(isNearOne)) return null
  const used = new Set([...taken, volume, ...PRICES.map((field) => cells.get(field) ?? 0)])
  const isUnits = (cell: number) => {
    const priced = traded.filter((row) => {
      const price = numberIn(row, volume) / numberIn(row, cell)
      return price >= numberIn(row, low) * (1 - ROUNDED) && price <= numberIn(row, high) * (1 + ROUNDED)
    })
    return priced.length >= PRICED * traded.length
  }
  const others = rows[0]?.map((_, cell) => cell).filter((cell) => !used.has(cell)) ?? []
  return others.find(isUnits) ?? null
}
