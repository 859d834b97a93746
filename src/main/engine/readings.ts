/** What a strategy saw on a candle, by the strategy's own names and as decimal text. */
import { at } from './column.ts'
import type { Columns } from './columns.ts'
import { textOfWhole } from './exact.ts'
import { bytesOf, type Lines, MOST_DECIMALS } from './lines.ts'
import { nameOf, type Series, unitOf } from './series.ts'
import type { Indicators } from './strategy.ts'

/** Decimals of a value beyond its own: of an average beyond those of the price, of a plain number beyond none. */
const FINER = 4

interface Shown {
  readonly name: string
  /** All that a line has from the value before to this one. */
  readonly label: Uint8Array
  readonly column: Float64Array
  readonly decimals: number
}

export class Readings {
  readonly #columns: Columns
  readonly #priceDecimals: number
  readonly #shown: readonly Shown[]
  /** By the series itself: two names may stand for equal series. */
  readonly #places: ReadonlyMap<Series, number>
  /** What was last read, since a decision is told twice: in words, and as its values. */
  readonly #texts: string[] = []
  #candle = -1

  constructor(indicators: Indicators, columns: Columns, priceDecimals: number) {
    const named = Object.entries(indicators)
    this.#columns = columns
    this.#priceDecimals = priceDecimals
    this.#shown = named.map(([name, series], place) => ({
      name,
      label: bytesOf(`${place === 0 ? '' : '",'}${JSON.stringify(name)}:"`),
      column: columns.of(series),
      decimals: this.#decimals(series),
    }))
    this.#places = new Map(named.map(([, series], place) => [series, place]))
  }

  /** Every indicator's value on a candle, as the members of a JSON object. */
  put(lines: Lines, candle: number): void {
    for (const { label, column, decimals } of this.#shown) {
      lines.put(label)
      putIn(lines, at(column, candle), decimals)
    }
    if (this.#shown.length > 0) lines.put(QUOTE)
  }

  /** One series with its value, such as `fast 101.23`; a level is its own name. */
  tell(series: Series, candle: number): string {
    if (series.is === 'level') return String(series.value)
    const place = this.#places.get(series)
    if (place === undefined) {
      const value = at(this.#columns.of(series), candle)
      return `${nameOf(series)} ${textIn(value, this.#decimals(series))}`
    }
    this.#read(candle)
    return `${this.#shown[place]?.name ?? ''} ${this.#texts[place] ?? ''}`
  }

  #read(candle: number): void {
    if (candle === this.#candle) return
    this.#candle = candle
    for (const [place, { column, decimals }] of this.#shown.entries()) {
      this.#texts[place] = textIn(at(column, candle), decimals)
    }
  }

  #decimals(series: Series): number {
    return unitOf(series) === 'price' ? this.#priceDecimals : 0
  }
}

const QUOTE = bytesOf('"')

/** The same as `textIn`, digit by digit where that is possible. */
function putIn(lines: Lines, value: number, decimals: number): void {
  const isWhole = Number.isInteger(value)
  const scaled = isWhole ? value : Math.round(value * 10_000)
  const places = isWhole ? decimals : decimals + FINER
  if (scaled >= 0 && scaled <= Number.MAX_SAFE_INTEGER && places <= MOST_DECIMALS) {
    return lines.decimal(scaled, places)
  }
  lines.put(bytesOf(textIn(value, decimals)))
}

/** A value in units of 10^-decimals. */
function textIn(value: number, decimals: number): string {
  if (value === Infinity) return 'never'
  if (value < 0) {
    const text = textIn(-value, decimals)
    return text === '0' ? text : `-${text}`
  }
  if (Number.isInteger(value)) return textOfWhole(value, decimals)
  return textOfWhole(Math.round(value * 10_000), decimals + FINER)
}
