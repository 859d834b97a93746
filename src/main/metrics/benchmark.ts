/** Percent return of buying at the first evaluated open and selling at the last close, taker fees both ways. */
export function benchmarkReturnPct(market: {
  readonly firstOpen: number
  readonly lastClose: number
  readonly takerBps: number
}): number {
  const fee = market.takerBps / 10_000
  return ((market.lastClose * (1 - fee)) / (market.firstOpen * (1 + fee)) - 1) * 100
}
