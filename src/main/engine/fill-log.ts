/** The executions of a run as they happen, and the lines that are written of them. */
import type { ExitReason, FillRecord, OrderKind } from '../../shared/run.ts'
import { textOfWhole } from './exact.ts'
import type { Liquidity } from './fees.ts'
import { type Fill, money, units } from './fill.ts'
import type { OpenTimes } from './open-times.ts'
import type { Tag } from './replay-order.ts'

/** Prices are whole ticks of the run; `market` is the price before slippage. */
export interface Executed {
  readonly trade: number
  readonly candle: number
  /** The open of the finer candle that it happened in, where one told. */
  readonly moment: number | undefined
  readonly action: 'buy' | 'sell'
  readonly why: 'entry' | ExitReason
  readonly order: OrderKind
  readonly rule: string
  readonly fill: Fill
  readonly market: number
  readonly liquidity: Liquidity
  readonly isAmbiguous: boolean
  readonly others: { readonly [profile: string]: number | null } | undefined
}

/** An execution, and the log that can tell it. */
export interface Logged {
  readonly by: FillLog
  readonly executed: Executed
}

export class FillLog {
  readonly #all: Logged[]
  readonly #times: OpenTimes
  readonly #priceDecimals: number
  readonly #tag: Tag

  /** Symbols that run together log into one list. */
  constructor(times: OpenTimes, priceDecimals: number, tag: Tag = {}, all: Logged[] = []) {
    this.#times = times
    this.#priceDecimals = priceDecimals
    this.#tag = tag
    this.#all = all
  }

  add(executed: Executed): void {
    this.#all.push({ by: this, executed })
  }

  /** Made when they are asked for: most runs of a sweep never are. */
  *records(): Generator<FillRecord> {
    for (const { by, executed } of this.#all) yield by.#record(executed)
  }

  #record(executed: Executed): FillRecord {
    const { trade, candle, moment, action, why, order, rule, fill, market, liquidity, others } = executed
    const price = (ticks: number) => textOfWhole(ticks, this.#priceDecimals)
    return {
      trade,
      ...this.#tag,
      candle,
      time: moment === undefined ? this.#times.of(candle) : this.#times.at(moment),
      action,
      why,
      order,
      rule,
      quantity: units(fill.quantity),
      price: price(fill.ticks),
      before: price(market),
      fee: money(fill.fee),
      liquidity,
      ambiguous: executed.isAmbiguous,
      ...(others === undefined
        ? {}
        : {
            others: Object.fromEntries(
              Object.entries(others).map(([profile, ticks]) => [
                profile,
                ticks === null ? null : price(ticks),
              ]),
            ),
          }),
    }
  }
}
