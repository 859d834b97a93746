/** What a strategy saw on a candle, by the strategy's own names and as decimal text. */
import { at } from './column.ts'
import type { Columns } from './columns.ts'
import { textOfWhole } from './exact.ts'
import { nameOf, type Series } from './series.ts'
import type { Indicators } from './strategy.ts'

/** Decimals of an average beyond those of the price. */
const FINER = 4

export class Readings {
  readonly #columns: Columns
  readonly #priceDecimals: number
  readonly #shown: readonly (readonly [name: string, column: Float64Array])[]
  /** By the series itself: two names may stand for equal series. */
  readonly #names: ReadonlyMap<Series, string>

  constructor(indicators: Indicators, columns: Columns, priceDecimals: number) {
    const named = Object.entries(indicators)
    this.#columns = columns
    this.#priceDecimals = priceDecimals
    this.#shown = named.map(([name, series]) => [name, columns.of(series)])
    this.#names = new Map(named.map(([name, series]) => [series, name]))
  }

  /** Every indicator's value on a candle. */
  values(candle: number): { readonly [name: string]: string } {
    const values: { [name: string]: string } = {}
    for (const [name, column] of this.#shown) values[name] = this.#text(at(column, candle))
    return values
  }

  /** One series with its value, such as `fast 101.23`. */
  tell(series: Series, candle: number): string {
    return `${this.#names.get(series) ?? nameOf(series)} ${this.#text(at(this.#columns.of(series), candle))}`
  }

  #text(ticks: number): string {
    if (Number.isInteger(ticks)) return textOfWhole(ticks, this.#priceDecimals)
    return textOfWhole(Math.round(ticks * 10_000), this.#priceDecimals + FINER)
  }
}
