/**
 * What a run has to tell: its trades and the events of its timeline. They are kept as they happened
 * and put into words when they are asked for, which in a sweep nobody does.
 */
import type { CandleSeries } from '../../shared/candles.ts'
import type { TimelineEvent, TradeRecord } from '../../shared/run.ts'
import { type Words, worded } from './journal.ts'
import type { OpenTimes } from './open-times.ts'
import type { Holding } from './position.ts'
import type { Terms } from './terms.ts'
import { type Exit, tradeRecord } from './trade.ts'

interface Happened extends Pick<TimelineEvent, 'candle' | 'kind' | 'trade'> {
  readonly what: Words
}

export class Story {
  readonly #series: CandleSeries
  readonly #times: OpenTimes
  readonly #priceDecimals: number
  readonly #isHeard: boolean
  readonly #closed: { readonly holding: Holding; readonly exit: Exit }[] = []
  readonly #events: Happened[] = []

  /** Unheard, it keeps no events: a sweep makes many a run and reads no timeline. */
  constructor(series: CandleSeries, times: OpenTimes, { priceDecimals }: Terms, isHeard: boolean) {
    this.#isHeard = isHeard
    this.#series = series
    this.#times = times
    this.#priceDecimals = priceDecimals
  }

  /** How many trades are closed. */
  get closed(): number {
    return this.#closed.length
  }

  close(holding: Holding, exit: Exit): void {
    this.#closed.push({ holding, exit })
  }

  tell(candle: number, kind: TimelineEvent['kind'], what: Words, trade: number | null): void {
    if (this.#isHeard) this.#events.push({ candle, kind, what, trade })
  }

  /** Closed trades, and last the one still open. */
  trades(open: Holding | null): TradeRecord[] {
    const closed = this.#closed.map(({ holding, exit }) => this.#trade(holding, exit))
    return open === null ? closed : [...closed, this.#trade(open, null)]
  }

  timeline(): TimelineEvent[] {
    return this.#events.map(({ candle, kind, what, trade }) => ({
      time: this.#times.of(candle),
      candle,
      kind,
      title: worded(what),
      trade,
    }))
  }

  #trade(holding: Holding, exit: Exit | null): TradeRecord {
    return tradeRecord(this.#series, this.#times, holding, exit, this.#priceDecimals)
  }
}

/** What is made when it is first asked for, and then kept. */
export function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | null = null
  return () => (made ??= { value: make() }).value
}
