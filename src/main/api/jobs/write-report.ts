/** A run's report files, from its verified artifacts and its candles. Runs in a worker. */
import { createHash } from 'node:crypto'
import { millis } from '../../../shared/brand.ts'
import type { ExportedFile } from '../../../shared/operation.ts'
import { capitalOf, type ReportFormat } from '../../../shared/run.ts'
import { pyramidOf, readPyramid } from '../../ingest/pyramid.ts'
import {
  decisionsCsv,
  equityCsv,
  htmlReport,
  jsonReport,
  type ReportInput,
  tradesCsv,
} from '../../report/index.ts'
import { EquityRows } from '../../runs/equity-rows.ts'
import { collectMarkers, hiddenAmong } from '../../runs/markers.ts'
import { Shelf } from '../../runs/shelf.ts'
import type { Control } from '../control.ts'
import { exportFiles } from './export-files.ts'
import type { JobInput } from './jobs.ts'

/** More candles than this can not be told apart on a page. */
const MOST_CANDLES = 1500

type ReportFile = readonly [name: string, text: () => Iterable<string>]

export async function writeReport(job: JobInput<'report.write'>, control: Control): Promise<ExportedFile[]> {
  const input = await gather(job)
  const { name, details } = job
  const files: { readonly [F in ReportFormat]: readonly ReportFile[] } = {
    html: [[`${name}.html`, () => [htmlReport(input, sha256base64)]]],
    json: [[`${name}.json`, () => jsonReport(input)]],
    csv: [
      [`${name}-trades.csv`, () => [tradesCsv(input.trades)]],
      [`${name}-equity.csv`, () => equityCsv(input.equity)],
      [`${name}-decisions.csv`, () => decisionsCsv(input.decisions, details.run.symbols.length > 1)],
    ],
  }
  const wanted = [...new Set(job.formats)].flatMap((format) => files[format])
  return exportFiles(job.folder, control, wanted)
}

async function gather({
  details,
  runs,
  manifestSha256,
  series,
}: JobInput<'report.write'>): Promise<ReportInput> {
  const { manifest } = details
  const shelved = await new Shelf(runs).take(manifest.runId, manifestSha256)
  const [trades, decisions, equity] = await Promise.all([
    shelved.trades(),
    shelved.decisions(),
    shelved.equity(),
  ])
  const all = [...trades.blocking]
  const fills = (details.interval?.ambiguous ?? 0) === 0 ? null : await shelved.fills()
  const hidden = fills === null ? undefined : await hiddenAmong(fills.all())
  const { from, to } = manifest.evaluated
  // A page has room for one chart: the first symbol's.
  const [first] = series
  const [dataset] = details.run.datasets
  if (first === undefined || dataset === undefined) throw new TypeError('a run has candles')
  const marks = await collectMarkers(trades.all(), hidden)
  return {
    details,
    trades: all,
    equity: new EquityRows(equity, all, series, capitalOf(manifest)),
    candles: readPyramid(pyramidOf(first), { dataset, from, to: millis(to + 1), most: MOST_CANDLES }),
    markers: marks.of(first.symbol),
    decisions: decisions.blocking,
  }
}

const sha256base64 = (text: string): string => createHash('sha256').update(text).digest('base64')
