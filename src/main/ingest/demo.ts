/** The demo market as a dataset, stored like any import and marked as what it is: made by a generator. */
import { createHash } from 'node:crypto'
import { canonical } from './candle-identity.ts'
import { type Imported, keepCandles } from './kept-candles.ts'
import { cancelled, type ImportListener } from './providers/provider.ts'
import { DEMO_SEED, demoSeries } from './synthetic-market.ts'

export { demoSeries } from './synthetic-market.ts'

const NAME = `Synthetic market, seed ${DEMO_SEED}`

export async function importDemo(
  job: { readonly folder: string },
  listener: ImportListener,
): Promise<Imported> {
  let minutes = 0
  const check = (done: number, of: number) => {
    minutes = of
    if (listener.stopped()) throw cancelled()
    listener.progress(done, of)
  }
  const series = canonical(demoSeries(check))
  const provided = {
    series,
    repaired: { duplicates: 0, repairs: [] },
    dialect: 'synthetic',
    recognised: [
      {
        what: 'symbol',
        value: series.symbol,
        because: 'these candles are made by a generator, not by a market',
      } as const,
    ],
    // There is no file; the recipe's name stands for it.
    source: { name: NAME, sha256: createHash('sha256').update(NAME).digest('hex'), bytes: 0 },
  }
  return keepCandles(job.folder, provided, () => check(minutes, minutes))
}
