/** Each job done: the rooms that do the work, joined to shared memory for progress and stopping. */
import { millis } from '../../../shared/brand.ts'
import { Problem } from '../../../shared/problem.ts'
import { candlesCsv } from '../../ingest/candles-csv.ts'
import { readCandles } from '../../ingest/candle-file.ts'
import { importDemo } from '../../ingest/demo.ts'
import { importCandles } from '../../ingest/import.ts'
import { inspectCandles } from '../../ingest/inspect.ts'
import { marketProvider } from '../../ingest/providers/market.ts'
import { importFrom } from '../../ingest/providers/provider.ts'
import { resample } from '../../ingest/resample.ts'
import { perform, type RunListener } from '../../runs/perform.ts'
import { checkHashes, verify } from '../../runs/verify.ts'
import type { Control } from '../control.ts'
import { MARKET } from '../markets.ts'
import { openCapsule, writeCapsule } from './capsules.ts'
import { checkStrategy } from './check-strategy.ts'
import { computeIndicators } from './compute-indicators.ts'
import { describeCandles } from './describe-candles.ts'
import { diffTwo, drawCurve, timelinePage } from './read-runs.ts'
import { exportFiles } from './export-files.ts'
import type { JobInput, JobName, JobResult } from './jobs.ts'
import { naming } from './naming.ts'
import { writeReport } from './write-report.ts'

type Doers = {
  readonly [J in JobName]: (job: JobInput<J>, control: Control) => JobResult<J> | Promise<JobResult<J>>
}

export const DOERS: Doers = {
  'candles.import': (job, control) => naming(job.name, () => importCandles(job, counting(control))),
  'candles.inspect': (job, control) => naming(job.name, () => inspectCandles(job, counting(control))),
  'candles.demo': (job, control) => importDemo(job, counting(control)),
  'candles.fetch': (job, control) =>
    importFrom(marketProvider(MARKET[job.provider]), job, job.folder, counting(control)),
  async 'candles.load'({ file, dataset, timeframe }) {
    // Held against its name: a changed bit must not become a result.
    const series = await readCandles(file, dataset, { verify: true })
    return series.timeframe === timeframe ? series : resample(series, timeframe)
  },
  'candles.describe': describeCandles,
  'candles.export': ({ series, from, to, folder, name }, control) =>
    exportFiles(folder, control, [
      [`${name}.csv`, () => candlesCsv(series, from ?? millis(0), to ?? FOREVER)],
    ]),
  'strategy.check': checkStrategy,
  'run.perform'(job, control) {
    const { stopped, progress } = following(control)
    return perform(job, {
      stopped,
      progress(done, of, asOf, netProfit, trades, wins) {
        if (trades > job.mostTrades) throw tooManyTrades(job.mostTrades)
        progress(done, of, asOf, netProfit, trades, wins)
      },
    })
  },
  'run.indicators': computeIndicators,
  'run.curve': drawCurve,
  'run.timeline': timelinePage,
  'run.verify': (job, control) => verify(job, following(control)),
  'run.inspect': ({ notRecomputed, ...kept }) => checkHashes(kept, notRecomputed),
  'run.diff': diffTwo,
  'capsule.write': writeCapsule,
  'capsule.unpack': openCapsule,
  'report.write': (job, control) => writeReport(job, control),
}

const FOREVER = millis(Number.MAX_SAFE_INTEGER)

const following = (control: Control): RunListener => ({
  stopped: () => control.stopped(),
  progress: (done, of, asOf, netProfit, trades, wins) =>
    control.tell({ done, of, asOf, netProfit, trades, wins }),
})
const tooManyTrades = (limit: number): Problem =>
  new Problem(
    'LIMIT_TRADES',
    { limit },
    `The run made more than ${limit} trades and was stopped; nothing of it was kept.`,
    'Choose a strategy or a timeframe that trades less, or raise the limit trades.',
  )

const counting = (control: Control) => ({
  stopped: () => control.stopped(),
  progress: (done: number, of: number) => control.tell({ done, of }),
})
