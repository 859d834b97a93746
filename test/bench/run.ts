/**
 * `npm run bench`: how fast, beside plain loops on the same machine in the same sitting. Medians of
 * rounds that take turns; the machine may be busy, so the ratios are what counts. `npm run bench
 * large` also imports a file of 2 GB.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { setTimeout as pause } from 'node:timers/promises'
import { openWorkstation } from '../../src/main/api/workstation.ts'
import { ended } from '../support/ended.ts'
import { importLines } from './imports.ts'
import { market, writeCsv } from './market.ts'
import { replayLines } from './replays.ts'
import { type Line, median, ROUNDS } from './turns.ts'

const ROWS = 1_000_000
const folder = mkdtempSync(path.join(os.tmpdir(), 'tapedeck-bench-'))

const rows: Line[] = []

const series = market(ROWS)
const file = path.join(folder, 'BENCH_1m.csv')
writeCsv(series, file)

rows.push(...(await replayLines(series, file, folder)))

rows.push(...(await importLines(series, folder, process.argv.includes('large'))))

const session = { host: 'cli', version: 'bench', paths: true, dialogs: false } as const
const { client, close } = await openWorkstation({ home: path.join(folder, 'home'), session })
const delay = monitorEventLoopDelay({ resolution: 1 })
delay.enable()
const imported = await ended(
  client,
  (await client.ask('dataset.import', { source: { path: file } })).operation,
)
if (imported.result?.kind !== 'import')
  throw new Error(`the import ended otherwise: ${JSON.stringify(imported.problem)}`)
const { dataset } = imported.result
const { operation, run } = await client.ask('run.start', { datasets: [dataset], strategy: 'sma-cross' })
await ended(client, operation)
const everything = { run, from: 0 as never, to: 4e12 as never, most: 1000 }
await client.ask('candles.read', { dataset, from: 0 as never, to: 4e12 as never, most: 4000 })
await Promise.all([
  client.ask('run.equity', everything),
  client.ask('run.markers', everything),
  client.ask('run.trades', { run }),
  client.ask('run.decisions', { run, candle: 500_000 }),
])
delay.disable()
rows.push([
  'main process while 1 M candles are imported, run and opened: longest pause',
  `${(delay.max / 1e6).toFixed(0)} ms`,
  `p99 ${(delay.percentile(99) / 1e6).toFixed(1)} ms`,
  '',
])

const waits: number[] = []
for (let fast = 2; fast < 22; fast++) {
  const started = await client.ask('run.start', {
    datasets: [dataset],
    strategy: 'sma-cross',
    params: { fast, slow: 50 },
    journal: 'full',
  })
  await pause(20 + fast * 10)
  const asked = performance.now()
  await client.ask('operation.cancel', { operation: started.operation }).catch(() => {})
  await ended(client, started.operation)
  waits.push(performance.now() - asked)
}
rows.push([
  'cancel of a 1 M-candle run, 20 times: longest wait',
  `${Math.max(...waits).toFixed(0)} ms`,
  `median ${median(waits).toFixed(0)} ms`,
  '',
])
await close()
rmSync(folder, { recursive: true })

console.log(`Node ${process.version}, ${os.availableParallelism()} cores, medians of ${ROUNDS} rounds\n`)
const table = [['', 'Tapedeck', 'plain loop', 'ratio'], ...rows]
const widths = [0, 1, 2, 3].map((column) => Math.max(...table.map((row) => row[column]?.length ?? 0)))
for (const row of table)
  console.log(
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  )
