import { candlePath, readCandles } from '../../../src/main/ingest/candle-file.ts'
import { coinbase } from '../../../src/main/ingest/providers/coinbase.ts'
import { marketProvider, type MarketWish } from '../../../src/main/ingest/providers/market.ts'
import type { Manners } from '../../../src/main/ingest/providers/polite-client.ts'
import { importFrom } from '../../../src/main/ingest/providers/provider.ts'
import { millis } from '../../../src/shared/brand.ts'
import { tempFolder } from '../../support/temp-folder.ts'

export const HOUR = 3_600_000
export const START = Date.UTC(2024, 0, 1)
/** Long after everything that is asked for. */
export const LATER = Date.UTC(2025, 0, 1)

/** As polite as at home, with waits that a test can afford. */
export const QUICK: Manners = { paceMs: 1, timeoutMs: 300, backOffMs: 5, mostWaitMs: 2000 }

export interface How extends Partial<Pick<MarketWish, 'base' | 'symbol' | 'timeframe' | 'now' | 'rows'>> {
  readonly from?: number
  readonly to?: number
  readonly shelf?: string
  readonly folder?: string
  readonly manners?: Partial<Manners>
  readonly stopped?: () => boolean
  readonly progress?: (done: number, of: number) => void
}

/** Candles of the hours `from` … `to`, loaded and stored. */
export async function fetched(base: string, how: How = {}) {
  const folder = how.folder ?? tempFolder()
  const wish: MarketWish = {
    base,
    symbol: how.symbol ?? 'BTC-USD',
    timeframe: how.timeframe ?? '1h',
    from: millis(how.from ?? START),
    to: millis(how.to ?? START + 10 * HOUR),
    shelf: how.shelf ?? tempFolder(),
    rows: how.rows ?? 100_000,
    now: how.now ?? LATER,
    manners: { ...QUICK, ...how.manners },
  }
  const listener = { stopped: how.stopped ?? (() => false), progress: how.progress ?? (() => {}) }
  const { dataset, existed } = await importFrom(marketProvider(coinbase), wish, folder, listener)
  const series = await readCandles(candlePath(folder, dataset.datasetId), dataset.datasetId, { verify: true })
  return { dataset, existed, series, folder, shelf: wish.shelf }
}
