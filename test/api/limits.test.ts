import os from 'node:os'
import { expect, test } from 'vitest'
import { overdue } from '../../src/main/api/overdue.ts'
import { millis, type OperationId, type UploadId } from '../../src/shared/brand.ts'
import type { Door } from '../../src/shared/contract.ts'
import { LIMIT_NAMES, limitCard, type LimitName } from '../../src/shared/limits.ts'
import type { Operation } from '../../src/shared/operation.ts'
import { drawnSeries, toCsv } from '../support/drawn-series.ts'
import { drawnOperation } from '../renderer/drawn-operation.ts'
import { bring, codeOf, ENTRANCES, enter, over } from './entrances.ts'

const ROWS = 300
const CSV = toCsv(drawnSeries({ rows: ROWS }))
const set = (door: Door, name: LimitName, value: number) =>
  door.ask('limit.set', { name, value, advanced: true })

async function bringDrawn(door: Door): Promise<Operation> {
  return bring(door, 'DRAWN_1d.csv', CSV)
}

/** A run of the drawn market; `fast` makes it another one. */
async function run(door: Door, fast = 5): Promise<Operation> {
  const { datasets } = await door.ask('dataset.list', {})
  const { operation } = await door.ask('run.start', {
    datasets: datasets.slice(0, 1).map(({ datasetId }) => datasetId),
    strategy: 'sma-cross',
    params: { fast, slow: 20 },
  })
  return over(door, operation)
}

async function bringTwo(door: Door): Promise<void> {
  await bringDrawn(door)
  await bring(door, 'OTHER_1d.csv', toCsv(drawnSeries({ rows: ROWS, seed: 8 })))
}

/** A run of both; something about it is always another one. */
async function runBoth(door: Door): Promise<Operation> {
  const { datasets } = await door.ask('dataset.list', {})
  const { operation } = await door.ask('run.start', {
    datasets: datasets.map(({ datasetId }) => datasetId),
    strategy: 'sma-cross',
    params: { fast: 5, slow: 20 },
    settings: { seed: Math.floor(performance.now()) },
  })
  return over(door, operation)
}

async function tradesOf(door: Door): Promise<number> {
  const { runs } = await door.ask('run.list', {})
  return (await door.ask('run.trades', { run: runs[0]?.runId })).total
}

interface Load {
  /** How large the load is that `bear` brings, in the unit of the limit. */
  readonly load: number | ((door: Door) => Promise<number>)
  readonly before?: (door: Door) => Promise<unknown>
  /** Brings the load; what refuses it, refuses here. */
  readonly bear: (door: Door) => Promise<unknown>
}

/** One load for every limit that refuses something; complete by type. */
const LOADS: { readonly [N in LimitName]: Load | 'by the clock' | 'refuses nothing' | 'see below' } = {
  fileBytes: { load: new TextEncoder().encode(CSV).length, bear: bringDrawn },
  rows: { load: ROWS, bear: bringDrawn },
  runSymbols: { load: 2, before: bringTwo, bear: runBoth },
  runCandles: { load: 2 * ROWS, before: bringTwo, bear: runBoth },
  importSecondsPerMb: 'by the clock',
  uploads: {
    load: 3,
    async bear(door) {
      const opened: UploadId[] = []
      try {
        for (let many = 0; many < 3; many++)
          opened.push((await door.ask('upload.open', { name: 'a.csv', bytes: 9 })).upload)
      } finally {
        for (const upload of opened) await door.ask('upload.discard', { upload })
      }
    },
  },
  operations: {
    load: 3,
    async bear(door) {
      const begun: OperationId[] = []
      try {
        for (let many = 0; many < 3; many++) begun.push((await door.ask('dataset.demo', {})).operation)
      } finally {
        for (const operation of begun) await door.ask('operation.cancel', { operation })
        for (const operation of begun) await over(door, operation)
      }
    },
  },
  runsPerMinute: {
    load: 2,
    before: bringDrawn,
    async bear(door) {
      for (const fast of [5, 6]) await run(door, fast)
    },
  },
  apiChangesPerMinute: 'see below',
  runSeconds: 'by the clock',
  stallSeconds: 'by the clock',
  trades: {
    async load(door) {
      await run(door)
      return tradesOf(door)
    },
    before: bringDrawn,
    // The same trades at the same times, under another name: only the capital differs.
    async bear(door) {
      const { datasets } = await door.ask('dataset.list', {})
      const capital = String(20_000 + performance.now())
      const { operation } = await door.ask('run.start', {
        datasets: datasets.slice(0, 1).map(({ datasetId }) => datasetId),
        strategy: 'sma-cross',
        params: { fast: 5, slow: 20 },
        settings: { capital: capital.slice(0, 12) },
      })
      return over(door, operation)
    },
  },
  workers: 'refuses nothing',
  workerMb: 'see below',
  memoryPct: 'see below',
  freeDiskMb: 'see below',
}

const matrix = ENTRANCES.flatMap((entry) =>
  LIMIT_NAMES.flatMap((name) => {
    const load = LOADS[name]
    return typeof load === 'string' ? [] : [{ entry, name, ...load }]
  }),
)

test.each(matrix)('P10 J-S5a $name at the limit passes, one beyond is refused, by $entry', async (cell) => {
  const { name, load, before, bear } = cell
  const { code } = limitCard(name)
  const { door } = await enter(cell.entry)
  await before?.(door)
  const size = typeof load === 'number' ? load : await load(door)
  await set(door, name, size - 1)
  expect(await codeOf(bear(door))).toBe(code)
  await set(door, name, size)
  expect(await codeOf(bear(door))).toBe(null)
})

/** A little more than one percent of what this machine has. */
const MUCH = Math.ceil(os.totalmem() * 0.012)
test.each(ENTRANCES)(
  'P10 a full memory and a full disk are refused before anything begins, by %s',
  async (entry) => {
    const { door } = await enter(entry)
    const begin = () => codeOf(door.ask('dataset.demo', {}))
    await set(door, 'freeDiskMb', limitCard('freeDiskMb').most)
    expect(await begin()).toBe('DISK_LOW')
    await set(door, 'freeDiskMb', 64)
    // Touched, so that the memory is really there.
    const much = Buffer.alloc(MUCH, 1)
    await set(door, 'memoryPct', 1)
    expect([await begin(), much.length]).toEqual(['MEM_PRESSURE', MUCH])
    await set(door, 'memoryPct', 80)
    expect(await begin()).toBe(null)
  },
)

test('P10 T9 what changes something over HTTP is counted by the minute, and reading never is', async () => {
  const { door } = await enter('api')
  await set(door, 'apiChangesPerMinute', 3)
  const change = () => codeOf(door.ask('preference.write', { name: 'theme', value: 'dark' }))
  expect([await change(), await change(), await change()]).toEqual([null, null, 'RATE_LIMITED'])
  expect(await codeOf(door.ask('dataset.list', {}))).toBe(null)
  const { door: window } = await enter('window')
  await set(window, 'apiChangesPerMinute', 1)
  const free = () => codeOf(window.ask('preference.write', { name: 'theme', value: 'dark' }))
  expect([await free(), await free()]).toEqual([null, null])
})

test('P10 a run that exists is answered beyond the limit of runs in a minute', async () => {
  const { door } = await enter('window')
  await bringDrawn(door)
  await run(door)
  await set(door, 'runsPerMinute', 1)
  expect(await codeOf(run(door, 6))).toBe('RATE_LIMITED')
  expect(await codeOf(run(door, 5))).toBe(null)
})

const usual = { value: (name: LimitName) => limitCard(name).usual }
const drawn = (part: Partial<Operation>) =>
  drawnOperation('a', { state: 'running', startedAt: millis(0), ...part })

test.each([
  ['RUN_TIMEOUT', drawn({ kind: 'run' }), 1800_000, true],
  ['RUN_STALLED', drawn({ kind: 'run' }), 60_000, false],
  ['IMPORT_TIMEOUT', drawn({ progress: { done: 1, of: 10 * 1024 ** 2 } }), 50_000, true],
] as const)('P10 %s strikes after its time and not at it', (code, now, most, moves) => {
  const at = (time: number) =>
    overdue({ now, movedAt: moves ? time : 0, takesItsTime: false }, usual, time)?.code ?? null
  expect([at(most), at(most + 1)]).toEqual([null, code])
})

test('P10 what waits in the queue, writes a file or checks a strategy has its time', () => {
  for (const now of [
    drawn({ kind: 'run', startedAt: null }),
    drawn({ kind: 'export' }),
    drawn({ kind: 'check' }),
  ])
    expect(overdue({ now, movedAt: 0, takesItsTime: false }, usual, 1e12)).toBe(null)
})

test('P10 candles of a market come at its own pace', () => {
  const now = drawn({ kind: 'import', progress: { done: 300, of: 100_000 } })
  expect(overdue({ now, movedAt: 0, takesItsTime: true }, usual, 1e12)).toBe(null)
  expect(overdue({ now, movedAt: 0, takesItsTime: false }, usual, 1e12)?.code).toBe('IMPORT_TIMEOUT')
})

test('K2 a limit is looser than usual only on purpose, and never looser than the most', async () => {
  const { door } = await enter('cli')
  const to = (value: number | null, advanced = false) =>
    codeOf(door.ask('limit.set', { name: 'rows', value, advanced }))
  const { usual: rows, most } = limitCard('rows')
  expect([await to(rows), await to(rows + 1), await to(rows + 1, true)]).toEqual([
    null,
    'LIMIT_INVALID',
    null,
  ])
  expect([await to(most, true), await to(most + 1, true), await to(0)]).toEqual([
    null,
    'LIMIT_INVALID',
    'LIMIT_INVALID',
  ])
  // For room on the disk more is the stricter.
  const room = (value: number) => codeOf(door.ask('limit.set', { name: 'freeDiskMb', value }))
  expect([await room(5000), await room(100)]).toEqual([null, 'LIMIT_INVALID'])
  await to(null)
  const { limits } = await door.ask('limit.list', {})
  expect(limits.find(({ name }) => name === 'rows')?.value).toBe(rows)
})

test('K2 docs/limits.md says of every limit what it is', async () => {
  const rows = LIMIT_NAMES.map((name) => {
    const { about, unit, usual, least, most, code } = limitCard(name)
    return `| \`${name}\` | ${about} | ${usual} | ${least} | ${most} | ${unit} | ${code === null ? '–' : `\`${code}\``} |`
  })
  const page = [
    '# Limits',
    '',
    'Each is set for a data folder, with `tapedeck limits --set NAME=NUMBER` or the request `limit.set`, and holds for',
    'the window, the command line and the API alike. Stricter is always possible; looser than usual needs `--advanced`,',
    'and nothing is looser than the last number. `NAME=usual` takes the default back. Every change is in the audit trail.',
    '',
    '| limit | what | usual | least | most | unit | refused with |',
    '|---|---|---|---|---|---|---|',
    ...rows,
    '',
    'Not to be set: a request has at most 1 MiB, 64 levels and texts of 64 KiB (`REQUEST_TOO_LARGE`); a line of a file',
    'has at most 64 KiB and 64 columns; a file is handed over in slices of 1 MiB; a page of a list has at most 1,000',
    'rows; work is told to stop at once and ended after two seconds; the log has ten files of 10 MiB.',
    '',
  ].join('\n')
  await expect(page).toMatchFileSnapshot('../../docs/limits.md')
})
