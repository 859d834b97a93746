/**
 * How much is too much, in one table. Each limit has a default; stricter is always possible, looser
 * only on purpose and never beyond the last number.
 */
import type { ProblemCode } from './problem.ts'

const GIB = 1024 ** 3

interface LimitCard {
  readonly about: string
  readonly unit: string
  readonly usual: number
  readonly least: number
  readonly most: number
  /** What a refusal by it is called; null where nothing is refused. */
  readonly code: ProblemCode | null
  /** Where a larger number is the stricter one. */
  readonly stricterUp?: true
}

export const LIMIT_CARDS = {
  fileBytes: {
    about: 'The largest file of candles.',
    unit: 'bytes',
    usual: GIB,
    least: 1,
    most: 8 * GIB,
    code: 'FILE_TOO_LARGE',
  },
  rows: {
    about: 'Candles in one file.',
    unit: 'candles',
    usual: 10_000_000,
    least: 1,
    most: 50_000_000,
    code: 'LIMIT_ROWS',
  },
  runSymbols: {
    about: 'Symbols of one run.',
    unit: 'symbols',
    usual: 50,
    least: 1,
    most: 200,
    code: 'LIMIT_DATASETS',
  },
  runCandles: {
    about: 'Candles of all symbols of a run, where it has several.',
    unit: 'candles',
    usual: 20_000_000,
    least: 1,
    most: 100_000_000,
    code: 'LIMIT_DATASETS',
  },
  importSecondsPerMb: {
    about: 'How long an import may take, for each megabyte, after the first half minute.',
    unit: 'seconds',
    usual: 2,
    least: 1,
    most: 60,
    code: 'IMPORT_TIMEOUT',
  },
  uploads: {
    about: 'Files handed over at the same time.',
    unit: 'files',
    usual: 16,
    least: 1,
    most: 64,
    code: 'LIMIT_BUSY',
  },
  operations: {
    about: 'Operations of one process that wait or run.',
    unit: 'operations',
    usual: 200,
    least: 1,
    most: 2000,
    code: 'LIMIT_BUSY',
  },
  runsPerMinute: {
    about: 'Runs computed in a minute, for each of window, command line and API.',
    unit: 'runs',
    usual: 600,
    least: 1,
    most: 6000,
    code: 'RATE_LIMITED',
  },
  apiChangesPerMinute: {
    about: 'Requests over HTTP in a minute that start or change something.',
    unit: 'requests',
    usual: 600,
    least: 1,
    most: 6000,
    code: 'RATE_LIMITED',
  },
  runSeconds: {
    about: 'How long a run may take.',
    unit: 'seconds',
    usual: 1800,
    least: 1,
    most: 86_400,
    code: 'RUN_TIMEOUT',
  },
  stallSeconds: {
    about: 'How long a run may stand still.',
    unit: 'seconds',
    usual: 60,
    least: 1,
    most: 3600,
    code: 'RUN_STALLED',
  },
  trades: {
    about: 'Trades of one run.',
    unit: 'trades',
    usual: 1_000_000,
    least: 1,
    most: 5_000_000,
    code: 'LIMIT_TRADES',
  },
  workers: {
    about: 'Worker threads at most; one core stays free. Counts from the next start on.',
    unit: 'threads',
    usual: 8,
    least: 1,
    most: 64,
    code: null,
  },
  workerMb: {
    about: 'Memory of a worker, beside candles. Counts from the next start on.',
    unit: 'MB',
    usual: 2048,
    least: 64,
    most: 4096,
    code: 'WORKER_OOM',
  },
  memoryPct: {
    about: 'Share of this machine’s memory above which nothing new is begun.',
    unit: 'percent',
    usual: 60,
    least: 1,
    most: 80,
    code: 'MEM_PRESSURE',
  },
  freeDiskMb: {
    about: 'Room that must be left on the disk before something is begun.',
    unit: 'MB',
    usual: 2048,
    least: 64,
    most: 1_000_000_000,
    code: 'DISK_LOW',
    stricterUp: true,
  },
} as const satisfies Record<string, LimitCard>

export type LimitName = keyof typeof LIMIT_CARDS
export const isLimitName = (name: string): name is LimitName => Object.hasOwn(LIMIT_CARDS, name)
export const LIMIT_NAMES = Object.keys(LIMIT_CARDS).filter(isLimitName)
export const limitCard = (name: LimitName): LimitCard => LIMIT_CARDS[name]

/** A limit in force. */
export interface Limit {
  readonly name: LimitName
  readonly value: number
  readonly usual: number
  readonly least: number
  readonly most: number
  readonly unit: string
  readonly about: string
}
