/** P14: sixty-four ask for the same run at once, in one process and in several. There is one run. */
import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { DatasetId } from '../../src/shared/brand.ts'
import type { Client } from '../../src/shared/contract.ts'
import { openWorkstation } from '../../src/main/api/workstation.ts'
import { drawnSeries, toCsv } from '../support/drawn-series.ts'
import { ended } from '../support/ended.ts'
import { linesOf, start } from './rig/child.ts'
import { inScratch } from './rig/scratch.ts'
import { Findings, type Outcome, type Torture } from './torture.ts'

const SESSION = { host: 'cli', version: 'torture', paths: true, dialogs: false } as const
const AT_ONCE = 64
const PROCESSES = 4

export async function race(rounds: number): Promise<Outcome> {
  const findings = new Findings()
  await inScratch(async (scratch) => {
    const home = path.join(scratch, 'home')
    const csv = path.join(scratch, 'DRAWN_1d.csv')
    writeFileSync(csv, toCsv(drawnSeries({ rows: 60 })))
    const { client, close } = await openWorkstation({ home, session: SESSION })
    const { operation } = await client.ask('dataset.import', { source: { path: csv } })
    const { result } = await ended(client, operation)
    if (result?.kind !== 'import') throw new Error('the drawn market was not imported')
    for (let seed = 0; seed < rounds; seed++) await oneRound(client, result.dataset, seed, findings)
    await close()
    // And from several processes on one folder, each asking for its share.
    await fromProcesses(home, result.dataset, Math.ceil(rounds / 10), rounds, findings)
  })
  return findings.outcome
}

async function oneRound(client: Client, dataset: DatasetId, seed: number, findings: Findings): Promise<void> {
  const { total } = await client.ask('run.list', { limit: 1 })
  const asked = await Promise.all(
    Array.from({ length: AT_ONCE }, () =>
      client.ask('run.start', {
        datasets: [dataset],
        strategy: 'sma-cross',
        params: { fast: 3, slow: 8 },
        settings: { seed },
      }),
    ),
  )
  const ends = await Promise.all(asked.map(({ operation }) => ended(client, operation)))
  findings.count('identical requests', AT_ONCE)
  if (ends.some(({ state }) => state !== 'succeeded')) findings.break('a request failed', `round ${seed}`)
  if (new Set(asked.map(({ run }) => run)).size !== 1) findings.break('more than one run', `round ${seed}`)
  const now = await client.ask('run.list', { limit: 1 })
  if (now.total !== total + 1) findings.break('not one more run', `round ${seed}: ${now.total - total}`)
}

async function fromProcesses(
  home: string,
  dataset: DatasetId,
  rounds: number,
  before: number,
  findings: Findings,
): Promise<void> {
  const said = await Promise.all(Array.from({ length: PROCESSES }, () => racer(home, dataset, rounds)))
  findings.count('identical requests from several processes', PROCESSES * rounds)
  for (const line of said.flat()) if (!line.startsWith('kept ')) findings.break('a request failed', line)
  if (new Set(said.flat()).size !== rounds) findings.break('more than one run', 'several processes')
  const index = JSON.parse(readFileSync(path.join(home, 'runs', 'index.json'), 'utf8')) as { total: number }
  if (index.total !== before + rounds) findings.break('the index is not what is there', String(index.total))
  const { client, close } = await openWorkstation({ home, session: SESSION })
  const { total, runs } = await client.ask('run.list', { limit: 1000 })
  if (total !== before + rounds) findings.break('not one run each', `${total - before} of ${rounds}`)
  if (runs.some(({ damaged }) => damaged !== undefined))
    findings.break('a run is damaged', 'several processes')
  await close()
}

function racer(home: string, dataset: DatasetId, rounds: number): Promise<string[]> {
  return new Promise((resolve) => {
    const child = start('racer.ts', [home, dataset, String(rounds)])
    let text = ''
    child.stdout.on('data', (more: string) => (text += more))
    child.on('close', () => resolve(linesOf(text)))
  })
}

export const torture: Torture = { name: 'races', times: { usual: 100, full: 100 }, run: race }
