import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, test, vi } from 'vitest'
import { METRICS } from '../../src/shared/metrics.ts'
import { tempFolder } from '../support/temp-folder.ts'
import { asked, PROJECT } from './command.ts'
import { desk, type RunAnswer, SMA } from './desk.ts'

// Each command is a process of its own, on machines that are busy with other things.
vi.setConfig({ testTimeout: 120_000 })

const GOOG = resolve(PROJECT, '../shared/data/series/GOOG_1d.csv')

function artifacts(folder: string): { [name: string]: string } {
  return Object.fromEntries(
    readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), 'latin1')]),
  )
}

async function sameEverywhere(file: string): Promise<RunAnswer> {
  const here = join(tempFolder(), 'home')
  const there = join(tempFolder(), 'home')
  const words = ['run', '--data', file, ...SMA]
  const first = (await asked([...words, '--home', here])).json as RunAnswer
  expect(first).toEqual({
    runId: expect.stringMatching(/^[0-9a-f]{64}$/),
    datasetIds: [expect.stringMatching(/^[0-9a-f]{64}$/)],
    status: 'succeeded',
    reused: false,
    metrics: Object.fromEntries(
      Object.keys(METRICS).map((name) => [
        name,
        expect.objectContaining({ value: expect.toSatisfy(isValue) }),
      ]),
    ),
    artifacts: join(here, 'runs', first.runId),
    timings: { load: expect.any(Number), engine: expect.any(Number), publish: expect.any(Number) },
  })
  const again = (await asked([...words, '--home', here])).json as RunAnswer
  expect({ ...again, timings: null }).toEqual({ ...first, reused: true, timings: null })
  const env = { TZ: 'Asia/Kolkata', LANG: 'de_DE.UTF-8', LC_ALL: 'de_DE.UTF-8' }
  const elsewhere = (await asked([...words, '--home', there], { env })).json as RunAnswer
  expect([elsewhere.runId, elsewhere.reused]).toEqual([first.runId, false])
  expect(artifacts(elsewhere.artifacts)).toEqual(artifacts(first.artifacts))
  expect(Object.keys(artifacts(first.artifacts))).toEqual(
    expect.arrayContaining([
      'manifest.json',
      'trades.jsonl',
      'decision_records.jsonl',
      'equity.bin',
      'metrics.json',
    ]),
  )
  return first
}

const isValue = (value: unknown): boolean => value === null || Number.isFinite(value)

test('R1 J-6 the same run has the same id and the same bytes, again and in another zone and language', async () => {
  const { metrics } = await sameEverywhere(desk().file)
  expect(metrics['closedTrades']?.value).toBeGreaterThan(5)
})

test.skipIf(!existsSync(GOOG))('R1 J-6 the same for the daily candles of GOOG (../shared/data)', async () => {
  await sameEverywhere(GOOG)
})
