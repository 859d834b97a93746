/**
 * One run from inputs to a folder of artifacts: replay, measure, write aside. It blocks while it
 * works and so runs in a worker thread; publishing what it wrote is left to the main process.
 */
import type { DatasetId } from '../../shared/brand.ts'
import type { CandleSeries } from '../../shared/candles.ts'
import type { Quality } from '../../shared/dataset.ts'
import type { Metrics, MetricsFile } from '../../shared/metrics.ts'
import type { AssumptionInterval, DataIntegrity, Manifest, RunInputs } from '../../shared/run.ts'
import { calendarOf, periodsPerYear } from '../engine/calendar.ts'
import { MONEY_DECIMALS } from '../engine/exact.ts'
import type { Assumption } from '../engine/assumption.ts'
import { type Listener, type Replayed, replay, type ReplayOrder } from '../engine/replay.ts'
import { parseParams } from '../engine/strategy.ts'
import { benchmarkReturnPct, type Evidence, measure } from '../metrics/index.ts'
import { findStrategy } from '../strategies/index.ts'
import {
  type ArtifactFolder,
  artifactFolder,
  DECISIONS,
  EQUITY,
  FILLS,
  jsonLines,
  jsonText,
  MANIFEST,
  METRICS_FILE,
  TIMELINE,
  TRADES,
} from './artifacts.ts'
import { candleLength } from './candle-length.ts'
import { encodeEquity } from './equity-file.ts'
import type { Identity } from './identity.ts'
import { proveNumbers } from './numeric-probe.ts'

/** What the manifest says of the candles a run was made from. */
export interface RunSource {
  readonly datasetId: DatasetId
  readonly name: string
  readonly sha256: string
  readonly quality: Quality
}

export interface RunJob {
  readonly identity: Identity
  readonly inputs: RunInputs
  readonly series: CandleSeries
  /** Finer candles of the same dataset, where it has them. */
  readonly finer?: CandleSeries | null
  readonly source: RunSource
  /** An empty folder that nobody else sees. */
  readonly stage: string
}

export interface Performed {
  readonly manifest: Manifest
  readonly manifestSha256: string
  readonly metrics: Metrics
  readonly tradesOpened: number
  readonly timings: { readonly engine: number; readonly write: number }
}

export type RunListener = Omit<Listener, 'decision'>

export function perform(job: RunJob, listener: RunListener): Performed {
  proveNumbers()
  const { inputs, series } = job
  const folder = artifactFolder(job.stage)
  const began = performance.now()

  const replayed = replayInto(folder, job, listener)
  const interval = intervalOf(job, replayed, listener)
  const engine = performance.now() - began

  const calendar = inputs.settings.product?.calendar ?? calendarOf(series)
  const measured: MetricsFile = {
    schema: 1,
    periodsPerYear: periodsPerYear(calendar),
    metrics: measure(evidence(job, replayed, periodsPerYear(calendar))),
    ...(interval === null ? {} : { interval }),
  }
  const { first, end } = replayed.evaluated
  folder.put(
    EQUITY,
    encodeEquity({ time: toIntegers(series.time.subarray(first, end)), equity: replayed.equity }),
  )
  folder.put(TRADES, jsonLines(replayed.trades))
  folder.put(FILLS, jsonLines(replayed.fills()))
  folder.put(TIMELINE, [jsonText({ schema: 1, events: replayed.timeline })])
  folder.put(METRICS_FILE, [jsonText(measured)])

  const manifest = describe(job, replayed, folder)
  folder.put(MANIFEST, [jsonText(manifest)])
  const manifestSha256 = folder.entries().find(({ name }) => name === MANIFEST)?.sha256 ?? ''
  return {
    manifest,
    manifestSha256,
    metrics: measured.metrics,
    tradesOpened: replayed.trades.length,
    timings: { engine, write: performance.now() - began - engine },
  }
}

/** Decisions go to disk as they are made: a full journal of a million candles needs no memory. */
function replayInto(folder: ArtifactFolder, job: RunJob, listener: RunListener): Replayed {
  const decisions = folder.open(DECISIONS)
  try {
    const replayed = replay(orderOf(job), {
      ...listener,
      decision: (record) =>
        decisions.write(`${JSON.stringify(record)}
`),
    })
    decisions.finish()
    return replayed
  } catch (error) {
    decisions.abandon()
    throw error
  }
}

function orderOf({ inputs, series, finer = null }: RunJob): ReplayOrder {
  const strategy = findStrategy(inputs.strategy.id)
  const params = parseParams(strategy, inputs.params)
  const { settings, window, journal } = inputs
  return { strategy, params, series, settings, window, journal, finer }
}

/**
 * A1: a run that hangs on what candles hide is computed again, always for the worse and always for
 * the better; with what it came to itself, the ends of that are its interval.
 */
function intervalOf(job: RunJob, replayed: Replayed, listener: RunListener): AssumptionInterval | null {
  const { capital, ambiguousCandles, resolvedCandles } = replayed
  if (ambiguousCandles === 0 && resolvedCandles === 0) return null
  const silent: Listener = { stopped: () => listener.stopped(), progress() {}, decision() {} }
  const assumed = (assume: Assumption) => replay({ ...orderOf(job), journal: 'events', assume }, silent)
  const both = ambiguousCandles === 0 ? [] : (['pessimistic', 'optimistic'] as const).map(assumed)
  const profits = [replayed, ...both].map(({ equity }) => {
    const profit = toAmount((equity.at(-1) ?? capital) - capital)
    return (100 * profit) / toAmount(capital)
  })
  return {
    netProfitPctLow: Math.min(...profits),
    netProfitPctHigh: Math.max(...profits),
    ambiguous: ambiguousCandles,
    resolved: resolvedCandles,
  }
}

function evidence({ inputs, series }: RunJob, replayed: Replayed, perYear: number): Evidence {
  const { first, end } = replayed.evaluated
  const price = 10 ** series.priceDecimals
  return {
    capital: toAmount(replayed.capital),
    equity: toAmounts(replayed.equity),
    adverse: toAmounts(replayed.adverse),
    openTimes: series.time.subarray(first, end),
    candleMs: candleLength(series.timeframe, series.time[end - 1] ?? 0),
    trades: replayed.trades,
    quoteIncrement: Number(replayed.quoteIncrement),
    periodsPerYear: perYear,
    ambiguousCandles: replayed.ambiguousCandles,
    benchmarkReturnPct: benchmarkReturnPct({
      firstOpen: (series.open[first] ?? 0) / price,
      lastClose: (series.close[end - 1] ?? 0) / price,
      takerBps: Number(inputs.settings.fees.takerBps),
    }),
  }
}

function describe(
  { identity, inputs, series, source }: RunJob,
  replayed: Replayed,
  folder: ArtifactFolder,
): Manifest {
  const { first, end, warmup } = replayed.evaluated
  const open = (index: number) => (series.time[index] ?? 0) as Manifest['evaluated']['from']
  return {
    schema: 1,
    runId: identity.runId,
    inputsSha256: identity.inputsSha256,
    inputs,
    engine: inputs.engine,
    datasets: [
      {
        datasetId: source.datasetId,
        symbol: series.symbol,
        timeframe: series.timeframe,
        source: source.name,
        sourceSha256: source.sha256,
        quality: source.quality,
      },
    ],
    evaluated: { from: open(first), to: open(end - 1), candles: end - first, warmup },
    dataIntegrity: integrity(inputs, source.quality),
    marketTimeBasis: 'candle-open-utc',
    priceDecimals: series.priceDecimals,
    artifacts: folder.entries(),
  }
}

function integrity({ skipVolumeFilter }: RunInputs, quality: Quality): DataIntegrity {
  if (skipVolumeFilter) return 'degraded_skip_volume'
  return quality.zeroVolume > 0 ? 'zero_volume' : 'ok'
}

/** The double nearest to an exact amount, for statistics only. */
const toAmount = (scaled: bigint): number => Number(scaled) / 10 ** MONEY_DECIMALS

// Plain loops: the `from` of a typed array takes ten times as long for a million values.
function toAmounts(scaled: BigInt64Array): Float64Array {
  const amounts = new Float64Array(scaled.length)
  for (let row = 0; row < scaled.length; row++) amounts[row] = toAmount(scaled[row] ?? 0n)
  return amounts
}

function toIntegers(times: Float64Array): BigInt64Array {
  const integers = new BigInt64Array(times.length)
  for (let row = 0; row < times.length; row++) integers[row] = BigInt(times[row] ?? 0)
  return integers
}
