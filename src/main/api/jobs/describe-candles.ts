/** Stored candles looked at once more: they must still be what their name says. Runs in a worker. */
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { aboutCandles } from '../../ingest/about-candles.ts'
import { readCandles } from '../../ingest/candle-file.ts'
import type { CandleDescription, JobInput } from './jobs.ts'

export async function describeCandles({
  file,
  dataset,
}: JobInput<'candles.describe'>): Promise<CandleDescription> {
  const series = await readCandles(file, dataset, { verify: true })
  const hash = createHash('sha256')
  let bytes = 0
  for await (const slice of createReadStream(file)) {
    const piece: Buffer = slice
    hash.update(piece)
    bytes += piece.length
  }
  return { ...aboutCandles(series, { duplicates: 0, repairs: [] }), bytes, sha256: hash.digest('hex') }
}
