/**
 * A stretch of candles from a market on the network: cut into pages that never overlap, each asked
 * for once and kept on disk. Only candles that have closed are taken, and those that are missing
 * stay missing.
 */
import { createHash } from 'node:crypto'
import path from 'node:path'
import type { Recognised } from '../../../shared/dataset.ts'
import { Problem } from '../../../shared/problem.ts'
import type { ProviderCard, Stretch } from '../../../shared/provider.ts'
import { isoTime, MINUTE, shortIsoTime } from '../../text/utc.ts'
import { CandleColumns } from '../candle-columns.ts'
import { canonical } from '../candle-identity.ts'
import { shown } from '../complaints.ts'
import type { Provided } from '../kept-candles.ts'
import { lengthOf } from '../timeframe.ts'
import { CandleTaker } from './candle-taker.ts'
import { type CandleDigits, digitsOf, type Page, PageShelf } from './page-shelf.ts'
import { type Manners, MANNERS, PoliteClient } from './polite-client.ts'
import { cancelled, type ImportListener, type Provider } from './provider.ts'

/** What is particular to one market: how it is asked, and how its answer is read. */
export interface Market {
  readonly card: ProviderCard
  readonly home: URL
  readonly candlesAtOnce: number
  isSymbol(symbol: string): boolean
  address(stretch: { symbol: string; timeframe: Stretch['timeframe']; from: number; to: number }): string
  /** Null where the answer is no list of candles. */
  read(text: string): CandleDigits[] | null
}

export interface MarketWish extends Stretch {
  /** Where pages are kept. */
  readonly shelf: string
  readonly rows: number
  /** Another address than the market's own, for tests. */
  readonly base?: string
  readonly manners?: Manners
  readonly now?: number
}

/** A market may still change a candle that has only just closed. */
const SETTLES_AFTER = MINUTE
const FIRST_ROWS = 1 << 16

export const marketProvider = (market: Market): Provider<MarketWish> => ({
  card: market.card,
  async provide(wish, listener) {
    const stop = new AbortController()
    const watch = setInterval(() => listener.stopped() && stop.abort(), 50)
    try {
      return await new Load(market, wish, stop.signal).run(listener)
    } catch (error) {
      throw stop.signal.aborted ? cancelled() : error
    } finally {
      clearInterval(watch)
    }
  },
})

/** Refuses what the market can never answer. */
export function refuseWish(market: Market, { symbol, timeframe, from, to }: Stretch): void {
  const { title, timeframes, example } = market.card
  if (!market.isSymbol(symbol)) {
    throw new Problem(
      'SYMBOL_UNKNOWN',
      { field: 'symbol', text: shown(symbol) },
      `${title} has no symbol that is written like this.`,
      `Write it such as ${example}.`,
    )
  }
  if (timeframes !== null && !timeframes.includes(timeframe)) {
    throw new Problem(
      'TIMEFRAME_INVALID',
      { field: 'timeframe', text: timeframe, available: timeframes },
      `${title} has no candles of ${timeframe}.`,
      `Choose one of ${timeframes.join(', ')}; coarser ones are made from them when you replay.`,
    )
  }
  if (from >= to) {
    throw new Problem(
      'USAGE',
      { field: 'to' },
      'The stretch ends before it begins.',
      'Let it end after its beginning.',
    )
  }
}

class Load {
  readonly #market: Market
  readonly #wish: MarketWish
  readonly #length: number
  readonly #client: PoliteClient
  /** Candles that open before this have closed. */
  readonly #closed: number

  constructor(market: Market, wish: MarketWish, stop: AbortSignal) {
    this.#market = market
    this.#wish = wish
    this.#length = lengthOf(wish.timeframe)
    this.#closed = this.#closedBefore(wish.now ?? Date.now())
    const base = wish.base === undefined ? market.home : new URL(wish.base)
    this.#client = new PoliteClient(base, market.card.title, wish.manners ?? MANNERS, stop)
  }

  async run(listener: ImportListener): Promise<Provided> {
    const length = this.#length
    const first = Math.ceil(this.#wish.from / length) * length
    const until = Math.max(first, Math.min(Math.ceil(this.#wish.to / length) * length, this.#closed))
    const of = (until - first) / length
    if (of > this.#wish.rows) throw this.#tooMany(of)
    const { symbol, timeframe } = this.#wish
    const folder = `${this.#market.card.id}-${symbol}-${timeframe}`
    const shelf = await PageShelf.open(path.join(this.#wish.shelf, folder))
    const taker = new CandleTaker(new CandleColumns(Math.min(of, FIRST_ROWS)))
    const hash = createHash('sha256')
    const span = this.#market.candlesAtOnce * length
    let from = until === first ? until : Math.floor(first / span) * span
    for (; from < until; from += span) {
      listener.progress(Math.max(0, (from - first) / length), of)
      const page = await this.#page(shelf, from, Math.min(from + span, until), first)
      for (const candle of page.candles) {
        if (candle.time < first || candle.time >= until) continue
        taker.take(candle)
        hash.update(`${digitsOf(candle)}\n`)
      }
      if (listener.stopped()) throw cancelled()
    }
    listener.progress(of, of)
    return this.#provided(taker, hash.digest('hex'))
  }

  /** The page that begins at `from`, known at least up to `until` where the market knows so much. */
  async #page(shelf: PageShelf, from: number, until: number, first: number): Promise<Page> {
    const kept = await shelf.read(from)
    if (kept !== null && kept.until >= until) return kept
    const known = kept ?? { until: from, candles: [] }
    // All of the page that has closed: another wish for a part of it then needs no question.
    const to = Math.min(from + this.#market.candlesAtOnce * this.#length, this.#closed)
    try {
      const { candles, closed } = await this.#ask(known.until, to)
      const page = { until: Math.max(known.until, closed), candles: [...known.candles, ...candles] }
      await shelf.keep(from, page)
      return page
    } catch (error) {
      throw this.#withWhatIsThere(error, first, known.until)
    }
  }

  /** Candles that open in `from` … `to`, oldest first, each once. */
  async #ask(from: number, to: number): Promise<{ candles: CandleDigits[]; closed: number }> {
    const { symbol, timeframe } = this.#wish
    const answer = await this.#client.get(this.#market.address({ symbol, timeframe, from, to }))
    if (answer.status === 404) throw this.#unknownSymbol()
    const came = answer.status === 200 ? this.#market.read(answer.text) : null
    if (came === null) throw this.#client.refusal(answer.status, answer.text)
    // A clock of ours that is ahead must not make an open candle look closed.
    const closed = answer.now === null ? to : Math.min(to, this.#closedBefore(answer.now))
    const candles = came
      .filter(({ time }) => time >= from && time < closed)
      .sort((a, b) => a.time - b.time)
      .filter((candle, at, all) => !isSame(candle, all[at - 1]))
    const check = new CandleTaker(new CandleColumns(candles.length), this.#length)
    for (const candle of candles) check.take(candle)
    return { candles, closed }
  }

  #closedBefore(now: number): number {
    return Math.floor((now - SETTLES_AFTER) / this.#length) * this.#length
  }

  #provided(taker: CandleTaker, sha256: string): Provided {
    const { symbol, timeframe, from, to } = this.#wish
    const { title } = this.#market.card
    const { priceDecimals, volumeDecimals } = taker.columns
    const about = { symbol, timeframe, priceDecimals, volumeDecimals, hasVolume: true }
    const stretch = `${shortIsoTime(from)} to ${shortIsoTime(to)}`
    if (taker.columns.rows === 0) {
      throw new Problem(
        'DATA_INSUFFICIENT',
        { symbol, timeframe, from: isoTime(from), to: isoTime(to) },
        `${title} has no closed candle of ${symbol} in that stretch.`,
        'Choose an earlier one, or one that is longer.',
      )
    }
    return {
      series: canonical({ ...about, ...taker.columns.pick(null) }),
      repaired: { duplicates: 0, repairs: [] },
      dialect: `${title} candles`,
      recognised: recognisedOf(title, symbol, timeframe, taker.rounded),
      source: { name: `${title} ${symbol} ${timeframe}, ${stretch}`, sha256, bytes: 0 },
    }
  }

  /** The same problem, and up to when it can be done without: what is on the shelf needs no network. */
  #withWhatIsThere(error: unknown, first: number, until: number): unknown {
    if (!(error instanceof Problem) || until <= first) return error
    const there = shortIsoTime(until)
    const hint = `${error.hint} Everything before ${there} is here already: end the stretch there to use it now.`
    return new Problem(error.code, { ...error.details, loadedUntil: there }, error.message, hint)
  }

  #unknownSymbol(): Problem {
    const { title, example } = this.#market.card
    return new Problem(
      'SYMBOL_UNKNOWN',
      { field: 'symbol', text: this.#wish.symbol },
      `${title} does not trade ${this.#wish.symbol}.`,
      `Look up how it is written there, such as ${example}.`,
    )
  }

  #tooMany(candles: number): Problem {
    return new Problem(
      'LIMIT_ROWS',
      { rows: candles, limit: this.#wish.rows },
      `That stretch has ${candles} candles; the most at once is ${this.#wish.rows}.`,
      'Choose a shorter stretch or a coarser timeframe.',
    )
  }
}

const isSame = (one: CandleDigits, other: CandleDigits | undefined): boolean =>
  other !== undefined && digitsOf(one) === digitsOf(other)

function recognisedOf(title: string, symbol: string, timeframe: string, rounded: number): Recognised[] {
  const told = `${title} was asked for it`
  return [
    { what: 'time', value: 'epoch s', because: `${title} counts seconds, at the start of a candle` },
    { what: 'timezone', value: 'UTC', because: 'epoch numbers count from 1970 in UTC' },
    { what: 'symbol', value: symbol, because: told },
    { what: 'timeframe', value: timeframe, because: told },
    ...(rounded === 0
      ? []
      : [
          {
            what: 'numbers',
            value: 'rounded to 8 decimals or 10 digits',
            because: `${rounded} numbers end in the noise of a binary fraction, such as 0.17600000000000002`,
          } as const,
        ]),
  ]
}
