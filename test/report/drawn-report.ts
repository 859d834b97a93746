/** A run to report on: seeded candles, a trade every so often, and the figures that follow from them. */
import { type Evidence, measure } from '../../src/main/metrics/index.ts'
import type { EquityRows, ReportInput } from '../../src/main/report/index.ts'
import { type DatasetId, millis, type RunId } from '../../src/shared/brand.ts'
import type { DecisionRecord, Manifest, Marker, TradeRecord } from '../../src/shared/run.ts'
import { DEFAULT_SETTINGS } from '../../src/shared/settings.ts'

const CAPITAL = 10_000
const FEE = 0.001
const HASH = '0123456789abcdef'.repeat(4)

export interface ReportDrawing {
  readonly candles?: number
  readonly hours?: number
  /** A trade starts every so many candles; half of that it lasts. */
  readonly every?: number
  readonly synthetic?: boolean
  /** Put into every text that a file or a strategy brings along. */
  readonly text?: string
}

export function drawnReport({
  candles = 1400,
  hours = 4,
  every = 24,
  synthetic = false,
  text,
}: ReportDrawing = {}): ReportInput {
  const walk = market(candles, hours)
  const { trades, markers, equity, adverse } = trade(walk, every, text)
  const named = (name: string) => text ?? name
  const evidence: Evidence = {
    capital: CAPITAL,
    equity,
    adverse,
    openTimes: walk.time,
    candleMs: hours * 3_600_000,
    trades,
    quoteIncrement: 0.01,
    periodsPerYear: 365,
    ambiguousCandles: 3,
    benchmarkReturnPct: 12.345,
  }
  const metrics = measure(evidence)
  const [from, to] = [millis(walk.time[0] ?? 0), millis(walk.time.at(-1) ?? 0)]
  const params = { fast: 10, [named('slow')]: text ?? 30 }
  const manifest: Manifest = {
    schema: 1,
    runId: HASH as RunId,
    inputsSha256: HASH,
    inputs: {
      schema: 1,
      engine: named('0.1.0'),
      strategy: { id: named('sma-cross'), version: named('1') },
      params,
      datasets: [HASH as DatasetId],
      timeframe: `${hours}h`,
      window: { from: null, to: null },
      settings: DEFAULT_SETTINGS,
      skipVolumeFilter: false,
      journal: 'events',
    },
    engine: named('0.1.0'),
    datasets: [
      {
        datasetId: HASH as DatasetId,
        symbol: named('BTC-USD'),
        timeframe: '1h',
        source: named('Coinbase_BTCUSD_1h.csv'),
        sourceSha256: HASH,
        quality: {
          candles: 33_124,
          gaps: 2,
          longestGapMs: 10_800_000,
          gapList: [],
          duplicates: 0,
          zeroVolume: 17,
          zeroVolumePct: 0.0513,
          outliers: 4,
          repairs: [{ repair: 'sort', rows: 12 }],
        },
      },
    ],
    evaluated: { from, to, candles, warmup: 30 },
    dataIntegrity: 'zero_volume',
    marketTimeBasis: 'candle-open-utc',
    priceDecimals: 2,
    artifacts: ['decision_records.jsonl', 'equity.bin', 'metrics.json', 'timeline.json', 'trades.jsonl'].map(
      (name) => ({
        name: named(name),
        bytes: 123_456,
        sha256: HASH,
      }),
    ),
  }
  return {
    details: {
      run: {
        runId: manifest.runId,
        state: 'succeeded',
        strategy: named('sma-cross'),
        strategyTitle: named('Moving-average cross'),
        params,
        datasets: [HASH as DatasetId],
        symbols: [named('BTC-USD')],
        timeframe: `${hours}h`,
        from,
        to,
        candles,
        dataIntegrity: 'zero_volume',
        synthetic,
        closedTrades: metrics.closedTrades.value ?? 0,
        netProfitPct: metrics.netProfitPct.value,
        maxDrawdownPct: metrics.maxDrawdownPct.value,
        sharpe: metrics.sharpe.value,
        createdBy: named('somebody'),
        completedAt: millis(1_700_000_000_000),
        problem: null,
      },
      manifest,
      metrics,
      periodsPerYear: 365,
      interval: null,
    },
    trades,
    equity: rowsOf(walk.time, equity),
    candles: {
      dataset: HASH as DatasetId,
      timeframe: `${hours}h`,
      per: 1,
      partial: { first: false, last: false },
      first: 0,
      total: candles,
      start: from,
      end: to,
      priceDecimals: 2,
      ...walk,
      volume: new Float64Array(candles).fill(1),
    },
    markers,
    decisions: decisionsFor(trades, candles, text),
  }
}

type Market = ReturnType<typeof market>

const cents = (value: number): number => Math.round(value * 100) / 100

function market(candles: number, hours: number) {
  let state = 7
  const next = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32 - 0.5
  }
  const column = () => new Float64Array(candles)
  const walk = { time: column(), open: column(), high: column(), low: column(), close: column() }
  let price = 4200
  for (let index = 0; index < candles; index++) {
    const trend = 0.0012 * Math.sin(index / 90)
    const close = cents(price * (1 + next() * 0.022 + trend))
    walk.time[index] = Date.UTC(2017, 5, 1) + index * hours * 3_600_000
    walk.open[index] = price
    walk.close[index] = close
    walk.high[index] = cents(Math.max(price, close) * (1 + Math.abs(next()) * 0.008))
    walk.low[index] = cents(Math.min(price, close) * (1 - Math.abs(next()) * 0.008))
    price = close
  }
  return walk
}

function trade(walk: Market, every: number, text: string | undefined) {
  const [trades, markers]: [TradeRecord[], Marker[]] = [[], []]
  const candles = walk.time.length
  const [equity, adverse] = [new Float64Array(candles), new Float64Array(candles)]
  let cash = CAPITAL
  let held: { quantity: number; price: number; since: number; fee: number } | null = null
  const iso = (index: number) => new Date(walk.time[index] ?? 0).toISOString()
  const at = (index: number) => millis(walk.time[index] ?? 0)

  for (let index = 0; index < candles; index++) {
    const open = walk.open[index] ?? 0
    if (held === null && index % every === 3) {
      const quantity = Math.floor((cash / (open * (1 + FEE))) * 1e8) / 1e8
      held = { quantity, price: open, since: index, fee: quantity * open * FEE }
      cash -= quantity * open + held.fee
    } else if (held !== null && index === held.since + Math.ceil(every / 2)) {
      const fee = held.quantity * open * FEE
      cash += held.quantity * open - fee
      trades.push(closed(held, index))
      const won = (open - held.price) * held.quantity > held.fee + fee
      const shared = { side: 'long', trade: trades.length, count: 1, won, ambiguous: false } as const
      markers.push({ ...shared, kind: 'entry', time: at(held.since), price: held.price })
      markers.push({ ...shared, kind: 'exit', time: at(index), price: open })
      held = null
    }
    const mark = (price: number) => Math.round((cash + (held?.quantity ?? 0) * price) * 1e8) / 1e8
    equity[index] = mark(walk.close[index] ?? 0)
    adverse[index] = mark(walk.low[index] ?? 0)
  }
  return { trades, markers, equity, adverse }

  function closed({ quantity, price, since, fee }: NonNullable<typeof held>, index: number): TradeRecord {
    const exit = walk.open[index] ?? 0
    const fees = fee + quantity * exit * FEE
    return {
      trade: trades.length + 1,
      symbol: text ?? 'BTC-USD',
      side: 'long',
      quantity: quantity.toFixed(8),
      entryTime: iso(since),
      entryPrice: price.toFixed(2),
      entryReason: text ?? 'signal',
      exitTime: iso(index),
      exitPrice: exit.toFixed(2),
      exitReason: trades.length % 5 === 0 ? 'stop' : 'signal',
      initialStop: null,
      initialRisk: null,
      fees: fees.toFixed(8),
      grossPnl: ((exit - price) * quantity).toFixed(8),
      netPnl: ((exit - price) * quantity - fees).toFixed(8),
      mae: '12.5',
      mfe: '80.25',
      ambiguous: trades.length % 7 === 0,
    }
  }
}

function rowsOf(time: Float64Array, equity: Float64Array): EquityRows {
  const values = [CAPITAL, ...equity]
  let peak = 0
  const peaks = values.map((value) => (peak = Math.max(peak, value)))
  const times = [time[0] ?? 0, ...time]
  return {
    rows: values.length,
    time: (row) => new Date(times[row] ?? 0).toISOString(),
    equity: (row) => (values[row] ?? 0).toFixed(8),
    cash: (row) => (values[row] ?? 0).toFixed(8),
    position: () => '0',
    drawdown: (row) => ((((peaks[row] ?? 1) - (values[row] ?? 0)) / (peaks[row] ?? 1)) * 100).toFixed(6),
  }
}

function decisionsFor(
  trades: readonly TradeRecord[],
  candles: number,
  text: string | undefined,
): DecisionRecord[] {
  const made = trades.map(({ trade, entryTime }): DecisionRecord => ({
    candle: trade,
    asOf: entryTime,
    wanted: text ?? 'enter-long',
    approved: trade % 9 !== 0,
    reasons: [text ?? 'fast crosses above slow', text ?? 'risk approves'],
    values: { fast: text ?? '4210.5', [text ?? 'slow']: '4200.1' },
  }))
  const quiet = candles - made.length
  return [
    ...made,
    {
      candle: 0,
      asOf: '2017-06-01T00:00:00.000Z',
      wanted: 'nothing',
      approved: null,
      reasons: [],
      values: {},
      quiet,
    },
  ]
}
