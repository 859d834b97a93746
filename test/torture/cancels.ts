/** P11: cancelled at random moments. It ends, nothing of it is there, and the same run can be made after. */
import { existsSync, readdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { openWorkstation } from '../../src/main/api/workstation.ts'
import { drawnSeries, toCsv } from '../support/drawn-series.ts'
import { ended } from '../support/ended.ts'
import { dice } from '../support/market.ts'
import { inScratch } from './rig/scratch.ts'
import { Findings, type Outcome, type Torture } from './torture.ts'

const SESSION = { host: 'cli', version: 'torture', paths: true, dialogs: false } as const
const ROWS = 20_000
const LONGEST_MS = 60

export async function cancelRepeatedly(times: number, seed = 1): Promise<Outcome> {
  const findings = new Findings()
  const roll = dice(seed)
  await inScratch(async (scratch) => {
    const home = path.join(scratch, 'home')
    const csv = path.join(scratch, 'DRAWN_1h.csv')
    const series = drawnSeries({ rows: ROWS, start: Date.UTC(1900, 0, 1) })
    writeFileSync(csv, toCsv(series))
    const { client, close } = await openWorkstation({ home, session: SESSION })
    const imported = await client.ask('dataset.import', { source: { path: csv } })
    const { result } = await ended(client, imported.operation)
    if (result?.kind !== 'import') throw new Error('the drawn market was not imported')
    const { dataset } = result
    const request = (number: number) => ({
      datasets: [dataset],
      strategy: 'sma-cross',
      params: { fast: 3, slow: 8 },
      settings: { seed: number },
      journal: 'full' as const,
    })
    for (let number = 0; number < times; number++) {
      const { operation, run } = await client.ask('run.start', request(number))
      await pause(roll() * LONGEST_MS)
      const wasCancelled = await client.ask('operation.cancel', { operation }).then(
        () => true,
        () => false,
      )
      const { state } = await ended(client, operation)
      findings.count(state)
      if (!['cancelled', 'succeeded'].includes(state))
        findings.break('a cancelled run ended otherwise', state)
      if (wasCancelled && state === 'cancelled' && existsSync(path.join(home, 'runs', run))) {
        findings.break('something of a cancelled run is there', run)
      }
      if (state === 'cancelled' && number % 10 === 0) {
        const again = await client.ask('run.start', request(number))
        const { state: second } = await ended(client, again.operation)
        if (again.run !== run || second !== 'succeeded') findings.break('it could not be made after', run)
        findings.count('made after')
      }
    }
    const left = readdirSync(path.join(home, 'runs', '.staging'))
    if (left.length > 0) findings.break('something is left in the staging', left.join(' '))
    await close()
  })
  return findings.outcome
}

export const torture: Torture = { name: 'cancels', times: { usual: 200, full: 1000 }, run: cancelRepeatedly }
