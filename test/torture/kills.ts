/**
 * P3 P6 J-S2: the whole workstation, killed at random while it makes runs as fast as it can, again and
 * again on one data folder, while somebody reads its index all the time.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { DatasetId, RunId } from '../../src/shared/brand.ts'
import { openWorkstation } from '../../src/main/api/workstation.ts'
import { drawnSeries, toCsv } from '../support/drawn-series.ts'
import { ended } from '../support/ended.ts'
import { dice } from '../support/market.ts'
import { linesOf, start } from './rig/child.ts'
import { judge, keptIn } from './rig/judge.ts'
import { inScratch } from './rig/scratch.ts'
import { Findings, type Outcome, type Torture } from './torture.ts'

const SESSION = { host: 'cli', version: 'torture', paths: true, dialogs: false } as const
const LONGEST_MS = 60

export async function killRepeatedly(times: number, seed = 1): Promise<Outcome> {
  const findings = new Findings()
  const roll = dice(seed)
  await inScratch(async (scratch) => {
    const home = path.join(scratch, 'home')
    const dataset = await prepared(home, path.join(scratch, 'DRAWN_1d.csv'))
    const kept: RunId[] = []
    for (let kill = 0; kill < times; kill++) {
      const moment = { runs: Math.floor(roll() * 5), ms: roll() * LONGEST_MS }
      const said = await oneLife(home, dataset, kept.length, moment, findings)
      kept.push(...keptIn(said))
      findings.count('kills')
      for (const line of said) if (/^(failed|interrupted)/.test(line)) findings.break('a run failed', line)
    }
    findings.count('acknowledged runs', new Set(kept).size)
    await judge(home, kept, findings, 'after the last kill')
    // The next start is clean: nothing is running that nobody runs, and the index says what is there.
    const { client, close } = await openWorkstation({ home, session: SESSION })
    const { operations } = await client.ask('operation.list', { state: 'running' })
    if (operations.length > 0)
      findings.break('an operation of a dead process still runs', String(operations.length))
    const { total } = await client.ask('run.list', { limit: 1 })
    await close()
    const index = JSON.parse(readFileSync(path.join(home, 'runs', 'index.json'), 'utf8')) as { total: number }
    if (index.total !== total) findings.break('the index is not what is there', `${index.total} of ${total}`)
  })
  return findings.outcome
}

async function prepared(home: string, csv: string): Promise<DatasetId> {
  writeFileSync(csv, toCsv(drawnSeries({ rows: 60 })))
  const { client, close } = await openWorkstation({ home, session: SESSION })
  const { operation } = await client.ask('dataset.import', { source: { path: csv } })
  const { result } = await ended(client, operation)
  await close()
  if (result?.kind !== 'import') throw new Error('the drawn market was not imported')
  return result.dataset
}

/** From its start until it is killed, a few milliseconds after it has made a few runs, or none. */
async function oneLife(
  home: string,
  dataset: DatasetId,
  from: number,
  moment: { readonly runs: number; readonly ms: number },
  findings: Findings,
): Promise<string[]> {
  const child = start('creator.ts', [home, dataset, String(from)])
  let text = ''
  const isOpen = Promise.withResolvers<void>()
  child.stdout.on('data', (more: string) => {
    text += more
    isOpen.resolve()
  })
  const isGone = new Promise<void>((resolve) => child.on('close', () => resolve()))
  await Promise.race([isOpen.promise, isGone])
  const index = path.join(home, 'runs', 'index.json')
  let end = Infinity
  while (Date.now() < end && child.exitCode === null) {
    if (end === Infinity && keptIn(linesOf(text)).length >= moment.runs) end = Date.now() + moment.ms
    try {
      JSON.parse(readFileSync(index, 'utf8'))
      findings.count('reads of the index')
    } catch (error) {
      findings.break('index.json does not parse', String(error))
    }
    await pause(1)
  }
  child.kill('SIGKILL')
  await isGone
  return linesOf(text)
}

export const torture: Torture = { name: 'kills', times: { usual: 200, full: 1000 }, run: killRepeatedly }
