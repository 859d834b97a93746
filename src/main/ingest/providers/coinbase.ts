/** Candles of the Coinbase exchange, from its public address that needs no name and no key. */
import type { Timeframe } from '../../../shared/candles.ts'
import { shortIsoTime } from '../../text/utc.ts'
import { lengthOf } from '../timeframe.ts'
import type { Market } from './market.ts'
import type { CandleDigits } from './page-shelf.ts'

const TIMEFRAMES: readonly Timeframe[] = ['1m', '5m', '15m', '1h', '6h', '1d']
const CELLS = 6

export const coinbase: Market = {
  card: { id: 'coinbase', title: 'Coinbase', takes: 'stretch', timeframes: TIMEFRAMES, example: 'BTC-USD' },
  home: new URL('https://api.exchange.coinbase.com'),
  candlesAtOnce: 300,
  isSymbol: (symbol) => /^[A-Z0-9]{1,20}-[A-Z0-9]{1,20}$/.test(symbol),
  address({ symbol, timeframe, from, to }) {
    const query = new URLSearchParams({
      granularity: String(lengthOf(timeframe) / 1000),
      start: shortIsoTime(from),
      // Their end is part of the range; a second less leaves out the candle that opens with `to`.
      end: shortIsoTime(to - 1000),
    })
    return `/products/${symbol}/candles?${query}`
  },
  read: candlesIn,
}

/**
 * `[[time, low, high, open, close, volume], …]`, newest first, time in seconds. Null where the text
 * is anything else. The digits are taken as they are written: a double would round some of them.
 */
function candlesIn(text: string): CandleDigits[] | null {
  let rows: unknown
  try {
    rows = JSON.parse(text, (_key, value: unknown, context?: { readonly source?: string }) =>
      typeof value === 'number' ? new Digits(context?.source ?? '') : value,
    )
  } catch {
    return null
  }
  if (!Array.isArray(rows)) return null
  const candles: CandleDigits[] = []
  for (const row of rows) {
    const [time, low, high, open, close, volume]: readonly string[] = digitsOf(row) ?? []
    const seconds = Number(time)
    if (low === undefined || high === undefined || open === undefined || close === undefined) return null
    if (volume === undefined || !Number.isSafeInteger(seconds) || seconds < 0) return null
    candles.push({ time: seconds * 1000, open, high, low, close, volume })
  }
  return candles
}

function digitsOf(row: unknown): string[] | null {
  if (!Array.isArray(row) || row.length !== CELLS) return null
  const digits = row.flatMap((cell: unknown) => (cell instanceof Digits ? [cell.text] : []))
  return digits.length === CELLS ? digits : null
}

/** A number as it stood in the text. */
class Digits {
  readonly text: string
  constructor(text: string) {
    this.text = text
  }
}
