/**
 * One run from inputs to a folder of artifacts: replay, measure, write aside. It blocks while it
 * works and so runs in a worker thread; publishing what it wrote is left to the main process.
 */
import { type DatasetId, millis } from '../../shared/brand.ts'
import type { CandleSeries } from '../../shared/candles.ts'
import type { Quality } from '../../shared/dataset.ts'
import type { Metrics, MetricsFile } from '../../shared/metrics.ts'
import type { ProblemShape } from '../../shared/problem.ts'
import type { AssumptionInterval, DataIntegrity, Manifest, RunInputs } from '../../shared/run.ts'
import type { Product } from '../../shared/settings.ts'
import { calendarOf, periodsPerYear } from '../engine/calendar.ts'
import { MONEY_DECIMALS, textOf } from '../engine/exact.ts'
import type { Assumption } from '../engine/assumption.ts'
import type { Listener } from '../engine/replay.ts'
import { parseParams } from '../engine/strategy.ts'
import { type Part, type ReplayedTogether, replayTogether, type TogetherOrder } from '../engine/together.ts'
import { measure, unmeasured } from '../metrics/index.ts'
import { findStrategy } from '../strategies/index.ts'
import {
  type ArtifactFolder,
  artifactFolder,
  EQUITY,
  FILLS,
  jsonLines,
  jsonText,
  MANIFEST,
  METRICS_FILE,
  ORDERS,
  TIMELINE,
  TRADES,
} from './artifacts.ts'
import { type Attempt, attempt } from './attempt.ts'
import { encodeEquity } from './equity-file.ts'
import { evidenceOf, symbolFigures, toAmount } from './evidence.ts'
import type { Identity } from './identity.ts'
import { proveNumbers } from './numeric-probe.ts'

/** What the manifest says of the candles a run was made from. */
export interface RunSource {
  readonly datasetId: DatasetId
  readonly name: string
  readonly sha256: string
  readonly quality: Quality
}

/** The candles of one symbol. */
export interface RunMarket {
  readonly series: CandleSeries
  /** Finer candles of the same dataset, where it has them. */
  readonly finer?: CandleSeries | null
  readonly source: RunSource
}

export interface RunJob {
  readonly identity: Identity
  readonly inputs: RunInputs
  /** In the order of the inputs' datasets, which is that of their symbols. */
  readonly markets: readonly RunMarket[]
  /** An empty folder that nobody else sees. */
  readonly stage: string
}

export interface Performed {
  readonly manifest: Manifest
  readonly manifestSha256: string
  readonly metrics: Metrics
  readonly tradesOpened: number
  /** Why the run failed, or null. */
  readonly failure: ProblemShape | null
  readonly journalRetries: number
  readonly timings: { readonly engine: number; readonly write: number }
}

export type RunListener = Omit<Listener<ReplayedTogether>, 'decisions'>

export function perform(job: RunJob, listener: RunListener): Performed {
  proveNumbers()
  const { inputs } = job
  const folder = artifactFolder(job.stage)
  const began = performance.now()

  const attempted = attempt(folder, orderOf(job), listener)
  const { replayed, failure, journalRetries } = attempted
  const interval = failure === null ? intervalOf(job, replayed, listener) : null
  const engine = performance.now() - began

  const perYear = periodsOf(job)
  const measured: MetricsFile = {
    schema: 1,
    periodsPerYear: perYear,
    metrics: failure === null ? measure(evidenceOf(inputs, replayed, perYear)) : unmeasured('RUN_FAILED'),
    ...(interval === null ? {} : { interval }),
    ...(replayed.parts.length === 1 ? {} : { symbols: symbolFigures(replayed) }),
  }
  folder.put(EQUITY, encodeEquity({ time: toIntegers(replayed.time), equity: replayed.equity }))
  folder.put(TRADES, jsonLines(replayed.trades()))
  folder.put(FILLS, jsonLines(replayed.fills()))
  folder.put(ORDERS, jsonLines(replayed.orders()))
  folder.put(TIMELINE, [jsonText({ schema: 1, events: replayed.timeline() })])
  folder.put(METRICS_FILE, [jsonText(measured)])

  const manifest = describe(job, attempted, folder)
  folder.put(MANIFEST, [jsonText(manifest)])
  const manifestSha256 = folder.entries().find(({ name }) => name === MANIFEST)?.sha256 ?? ''
  return {
    manifest,
    manifestSha256,
    metrics: measured.metrics,
    tradesOpened: replayed.trades().length,
    failure,
    journalRetries,
    timings: { engine, write: performance.now() - began - engine },
  }
}

function orderOf({ inputs, markets }: RunJob): TogetherOrder {
  const strategy = findStrategy(inputs.strategy.id)
  const params = parseParams(strategy, inputs.params)
  const { settings, window, journal } = inputs
  return {
    strategy,
    params,
    settings,
    window,
    journal,
    markets: markets.map(({ series, finer = null }, index) => ({
      series,
      finer,
      product: productIn(inputs, index),
    })),
  }
}

const productIn = ({ products, settings }: RunInputs, index: number): Product | null =>
  products === undefined ? settings.product : (products[index] ?? null)

/** Of several calendars the one with the most sessions: the account has one wherever a symbol has. */
const periodsOf = ({ inputs, markets }: RunJob): number =>
  Math.max(
    ...markets.map(({ series }, index) =>
      periodsPerYear(productIn(inputs, index)?.calendar ?? calendarOf(series)),
    ),
  )

/**
 * A1: a run that hangs on what candles hide is computed again, always for the worse and always for
 * the better; with what it came to itself, the ends of that are its interval.
 */
function intervalOf(
  job: RunJob,
  replayed: ReplayedTogether,
  listener: RunListener,
): AssumptionInterval | null {
  const { capital, ambiguousCandles, resolvedCandles } = replayed
  if (ambiguousCandles === 0 && resolvedCandles === 0) return null
  const silent: Listener<ReplayedTogether> = { stopped: () => listener.stopped(), progress() {} }
  const assumed = (assume: Assumption) =>
    replayTogether({ ...orderOf(job), journal: 'events', assume }, silent)
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

function describe(
  { identity, inputs, markets }: RunJob,
  { replayed: { parts, time, capital }, lookAhead, failure }: Attempt,
  folder: ArtifactFolder,
): Manifest {
  const isAlone = parts.length === 1
  const isEach = !isAlone && inputs.settings.capitalMode === 'independent'
  return {
    schema: 1,
    runId: identity.runId,
    inputsSha256: identity.inputsSha256,
    inputs,
    engine: inputs.engine,
    datasets: markets.map(({ series, source }, index) => ({
      datasetId: source.datasetId,
      symbol: series.symbol,
      timeframe: series.timeframe,
      source: source.name,
      sourceSha256: source.sha256,
      quality: source.quality,
      ...(isAlone ? {} : ofSymbol(parts[index])),
    })),
    ...(isEach ? { capital: textOf(capital, MONEY_DECIMALS) } : {}),
    evaluated: {
      from: millis(time[0] ?? 0),
      to: millis(time.at(-1) ?? 0),
      candles: time.length,
      warmup: Math.max(...parts.map(({ evaluated }) => evaluated.warmup)),
    },
    dataIntegrity: integrity(inputs, markets),
    marketTimeBasis: 'candle-open-utc',
    priceDecimals: Math.max(...parts.map(({ series }) => series.priceDecimals)),
    lookAhead,
    ...(failure === null ? {} : { failure }),
    artifacts: folder.entries(),
  }
}

function ofSymbol(part: Part | undefined): Pick<Manifest['datasets'][number], 'evaluated' | 'priceDecimals'> {
  if (part === undefined) return {}
  const { series, evaluated } = part
  const { first, end, warmup } = evaluated
  const open = (candle: number) => millis(series.time[candle] ?? 0)
  return {
    priceDecimals: series.priceDecimals,
    evaluated: { from: open(first), to: open(end - 1), candles: end - first, warmup },
  }
}

function integrity({ skipVolumeFilter }: RunInputs, markets: readonly RunMarket[]): DataIntegrity {
  if (skipVolumeFilter) return 'degraded_skip_volume'
  return markets.some(({ source }) => source.quality.zeroVolume > 0) ? 'zero_volume' : 'ok'
}

function toIntegers(times: Float64Array): BigInt64Array {
  const integers = new BigInt64Array(times.length)
  for (let row = 0; row < times.length; row++) integers[row] = BigInt(times[row] ?? 0)
  return integers
}
