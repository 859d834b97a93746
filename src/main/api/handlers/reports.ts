import { exportFolder, exportOf, readExport, slug } from '../exports.ts'
import { needed } from './host.ts'
import type { Handlers, Rooms } from './rooms.ts'

/** Reports of runs, and the files that any export made. */
export function reportHandlers(rooms: Rooms): Handlers<'report.export' | 'export.read' | 'export.reveal'> {
  const { home, candles, pool, operations, runs, dialogs } = rooms
  return {
    async 'report.export'({ run, formats, place }) {
      const details = await runs.details(run)
      const dataset = candles.dataset(details.run.dataset)
      const folder = exportFolder(rooms, place)
      const { symbol, timeframe, strategy } = details.run
      const name = slug(symbol, timeframe, strategy, run.slice(0, 8))
      const { id } = operations.start(
        'export',
        `Report on ${symbol} ${timeframe} ${strategy}`,
        async ({ control, begin, until }) => {
          const series = await until(candles.series(dataset, timeframe))
          const manifestSha256 = runs.manifestSha256(run)
          const job = { details, runs: home.runs, manifestSha256, series, formats, folder, name }
          return { kind: 'export', folder, files: await pool.run('report.write', job, control, begin) }
        },
      )
      return { operation: id }
    },
    'export.read': ({ operation, name, at }) => readExport(operations.read(operation), name, at),
    'export.reveal'({ operation }) {
      needed(dialogs).reveal(exportOf(operations.read(operation)).folder)
      return {}
    },
  }
}
