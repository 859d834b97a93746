import { inShort } from '../../../shared/symbols.ts'
import { exportFolder, exportOf, readExport, slug } from '../exports.ts'
import { needed } from './host.ts'
import { Problem } from '../../../shared/problem.ts'
import type { RunSummary } from '../../../shared/run.ts'
import type { Handlers, Rooms } from './rooms.ts'

/** Reports of runs, and the files that any export made. */
export function reportHandlers(rooms: Rooms): Handlers<'report.export' | 'export.read' | 'export.reveal'> {
  const { home, candles, pool, operations, kept, dialogs } = rooms
  return {
    async 'report.export'({ run, formats, place }) {
      const details = await kept.details(run)
      requireResult(details.run)
      const datasets = details.run.datasets.map((id) => candles.dataset(id))
      const folder = exportFolder(rooms, place)
      const { timeframe, strategy } = details.run
      const symbols = inShort(details.run.symbols)
      const name = slug(symbols, timeframe, strategy, run.slice(0, 8))
      const { id } = operations.start(
        'export',
        `Report on ${symbols} ${timeframe} ${strategy}`,
        async ({ control, begin, until }) => {
          const series = await until(
            Promise.all(datasets.map((dataset) => candles.series(dataset, timeframe))),
          )
          const manifestSha256 = kept.manifestSha256(run)
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

function requireResult({ state, problem }: RunSummary): void {
  if (state === 'succeeded') return
  throw new Problem(
    'RUN_FAILED',
    { text: problem?.code ?? '' },
    `This run failed and has no result to report: ${problem?.message ?? ''}`,
    problem?.hint ?? '',
  )
}
