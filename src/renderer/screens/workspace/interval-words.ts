/** A1 in a sentence: "net +8.1 % (between +2.3 % and +9.9 %), 14 ambiguous candles, 9 resolved by 1m data". */
import type { RunDetails } from '../../../shared/run.ts'
import { metric, plural, signedPercent } from '../../parts/format.ts'

/** `finer` is the timeframe of the candles that explained some. */
export function intervalWords(
  { metrics, interval }: Pick<RunDetails, 'metrics' | 'interval'>,
  finer: string,
): string {
  const net = `net ${metric('netProfitPct', metrics.netProfitPct)}`
  if (interval === null) return net
  const { netProfitPctLow, netProfitPctHigh, ambiguous, resolved } = interval
  const between = `between ${signedPercent(netProfitPctLow)} and ${signedPercent(netProfitPctHigh)}`
  return [
    ambiguous === 0 ? net : `${net} (${between})`,
    plural(ambiguous, 'ambiguous candle'),
    ...(resolved === 0 ? [] : [`${resolved} resolved by ${finer} data`]),
  ].join(', ')
}
