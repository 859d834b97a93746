/** The demo market as a dataset, stored like any import and marked as what it is: made by a generator. */
import { createHash } from 'node:crypto'
import { aboutCandles } from './about-candles.ts'
import { writeCandles } from './candle-file.ts'
import { canonical } from './candle-identity.ts'
import { cancelled, type Imported, type ImportListener } from './import.ts'
import { DEMO_SEED, demoSeries } from './synthetic-market.ts'

export { demoSeries } from './synthetic-market.ts'

const NAME = `Synthetic market, seed ${DEMO_SEED}`

export async function importDemo(
  job: { readonly folder: string },
  listener: ImportListener,
): Promise<Imported> {
  const check = (done: number, of: number) => {
    if (listener.stopped()) throw cancelled()
    listener.progress(done, of)
  }
  const series = canonical(demoSeries(check))
  const about = aboutCandles(series, { duplicates: 0, repairs: [] })
  const { datasetId, existed } = await writeCandles(job.folder, series, () => check(1, 1))
  return {
    dataset: {
      datasetId,
      ...about,
      dialect: 'synthetic',
      recognised: [
        {
          what: 'symbol',
          value: series.symbol,
          because: 'these candles are made by a generator, not by a market',
        },
      ],
      // There is no file; the recipe's name stands for it.
      source: { name: NAME, sha256: createHash('sha256').update(NAME).digest('hex'), bytes: 0 },
      synthetic: true,
    },
    existed,
  }
}
