/**
 * What a run has to tell: its trades and the events of its timeline. They are kept as they happened
 * and put into words when they are asked for, which in a sweep nobody does.
 */
import type { CandleSeries } from '../../shared/candles.ts'
import type { TimelineEvent, TradeRecord } from '../../shared/run.ts'
import type { OpenTimes } from './open-times.ts'
import type { Holding } from './position.ts'
import type { Tag } from './replay-order.ts'
import type { Terms } from './terms.ts'
import { type Exit, tradeRecord } from './trade.ts'
import { type Words, worded } from './words.ts'

/** An event, and the story that can tell it. */
export interface Happened extends Pick<TimelineEvent, 'candle' | 'kind' | 'trade'> {
  readonly by: Story
  readonly what: Words
}

export class Story {
  readonly #series: CandleSeries
  readonly #times: OpenTimes
  readonly #priceDecimals: number
  readonly #tag: Tag
  readonly #isHeard: boolean
  readonly #closed: { readonly holding: Holding; readonly exit: Exit }[] = []
  readonly #events: Happened[]

  /** Unheard, it keeps no events: a sweep makes many a run and reads no timeline. Symbols that run together share a list. */
  constructor(
    { series, times, terms, tag }: { series: CandleSeries; times: OpenTimes; terms: Terms; tag: Tag },
    isHeard: boolean,
    events: Happened[] = [],
  ) {
    this.#isHeard = isHeard
    this.#series = series
    this.#times = times
    this.#priceDecimals = terms.priceDecimals
    this.#tag = tag
    this.#events = events
  }

  /** How many trades are closed. */
  get closed(): number {
    return this.#closed.length
  }

  close(holding: Holding, exit: Exit): void {
    this.#closed.push({ holding, exit })
  }

  tell(candle: number, kind: TimelineEvent['kind'], what: Words, trade: number | null = null): void {
    if (this.#isHeard) this.#events.push({ by: this, candle, kind, what, trade })
  }

  /** Closed trades, and last the one still open. */
  trades(open: Holding | null): TradeRecord[] {
    const closed = this.#closed.map(({ holding, exit }) => this.#trade(holding, exit))
    return open === null ? closed : [...closed, this.#trade(open, null)]
  }

  timeline(): TimelineEvent[] {
    return this.#events.map(({ by, candle, kind, what, trade }) => ({
      time: by.#times.of(candle),
      ...by.#tag,
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
