import { readPyramid } from '../../ingest/pyramid.ts'
import { exportFolder, slug, stretch } from '../exports.ts'
import type { Handlers, Rooms } from './rooms.ts'

/** Candles, for the chart and as a file. */
export function candleHandlers(rooms: Rooms): Handlers<'candles.read' | 'candles.export'> {
  const { candles, pool, operations } = rooms
  return {
    async 'candles.read'({ dataset: id, timeframe, from, to, most }) {
      const dataset = candles.dataset(id)
      const pyramid = await candles.pyramid(dataset, timeframe ?? dataset.timeframe)
      return readPyramid(pyramid, { dataset: id, from, to, most })
    },
    async 'candles.export'({ dataset: id, timeframe, from, to, place }) {
      const dataset = candles.dataset(id)
      const at = timeframe ?? dataset.timeframe
      const series = candles.series(dataset, at)
      const folder = exportFolder(rooms, place)
      const name = slug(dataset.symbol, at, ...stretch(from, to), id.slice(0, 8))
      const { id: operation } = operations.start(
        'export',
        `Export ${dataset.symbol} ${at}`,
        async ({ control, begin, until }) => {
          const job = { series: await until(series), from: from ?? null, to: to ?? null, folder, name }
          return { kind: 'export', folder, files: await pool.run('candles.export', job, control, begin) }
        },
      )
      return { operation }
    },
  }
}
