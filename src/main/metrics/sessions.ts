/** Returns per session (M2): UTC days with at least one evaluated candle, the first from the capital. */
import { inUnits } from './equity-study.ts'
import type { Evidence } from './evidence.ts'

const DAY = 86_400_000

export function sessionReturns({ capital, equity, openTimes }: Evidence): Float64Array {
  const returns: number[] = []
  let before = inUnits(capital)
  for (let index = 0; index < equity.length; index++) {
    const isLastOfDay = index === equity.length - 1 || dayOf(openTimes[index]) !== dayOf(openTimes[index + 1])
    if (!isLastOfDay) continue
    const close = inUnits(equity[index] ?? 0)
    returns.push((close - before) / before)
    before = close
  }
  return Float64Array.from(returns)
}

const dayOf = (time = 0): number => Math.floor(time / DAY)
