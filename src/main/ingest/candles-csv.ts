/** Candles as CSV, exact to the digit: importing what this writes gives the same dataset. */
import type { Millis } from '../../shared/brand.ts'
import type { CandleSeries } from '../../shared/candles.ts'
import { decimalText } from './decimal-text.ts'
import { shortIsoTime } from '../text/utc.ts'
import { rowAt } from './pyramid.ts'

const ROWS_PER_PIECE = 1024

/** Rows from `from` on, up to but without `to`, in pieces. No volume column where there is no volume. */
export function* candlesCsv(series: CandleSeries, from: Millis, to: Millis): Generator<string> {
  const { time, open, high, low, close, volume, priceDecimals, volumeDecimals, hasVolume, rows } = series
  yield hasVolume ? 'time,open,high,low,close,volume\n' : 'time,open,high,low,close\n'
  const price = (units: number | undefined) => decimalText(units ?? 0, priceDecimals)
  const end = rowAt(time, rows, to)
  let piece = ''
  for (let row = rowAt(time, rows, from); row < end; row++) {
    const prices = `${price(open[row])},${price(high[row])},${price(low[row])},${price(close[row])}`
    const traded = hasVolume ? `,${decimalText(volume[row] ?? 0n, volumeDecimals)}` : ''
    piece += `${shortIsoTime(time[row] ?? 0)},${prices}${traded}\n`
    if (row % ROWS_PER_PIECE === ROWS_PER_PIECE - 1) {
      yield piece
      piece = ''
    }
  }
  if (piece !== '') yield piece
}
