/** P19: killed before every change that a migration makes to the disk: the old form or the new, never between. */
import { mkdirSync, readdirSync } from 'node:fs'
import path from 'node:path'
import Database from 'better-sqlite3'
import { STORE_VERSION } from '../../src/main/store/migrations/index.ts'
import { openStore } from '../../src/main/store/store.ts'
import { oldStore } from '../support/old-store.ts'
import { NO_COMPILER, record, recorder } from './rig/recorder.ts'
import { inScratch } from './rig/scratch.ts'
import { Findings, type Outcome, type Torture } from './torture.ts'

/** Opening, copying and climbing takes about so many changes. */
const CHANGES = 100

export async function killClimbing(points: number): Promise<Outcome> {
  if (recorder() === null) return { counts: {}, broken: [], skipped: NO_COMPILER }
  const findings = new Findings()
  await inScratch(async (scratch) => {
    for (let version = 1; version < STORE_VERSION; version++) {
      for (let point = 0; point < points; point++) {
        const at = 1 + Math.floor((point * CHANGES) / points)
        const where = `from ${version}, killed before change ${at}`
        const home = path.join(scratch, `${version}-${at}`)
        mkdirSync(home)
        const file = path.join(home, 'tapedeck.db')
        oldStore(file, version)
        const { signal } = await record(home, 'climber.ts', [], { REC_KILL_AT: at })
        findings.count(signal === 'SIGKILL' ? 'kills' : 'climbs that were over before')
        look(file, version, findings, where)
        const store = openStore(file)
        if (store.check() !== 'ok') findings.break('the store is damaged', where)
        if (store.operations.list({ limit: 10 }).length !== 1) findings.break('a row is lost', where)
        store.close()
        // Whatever happened, a sound copy of the old form is there when the tables have changed.
        const copies = readdirSync(path.join(home, 'backups')).filter((name) => name.endsWith('.db'))
        if (copies.length === 0) findings.break('nothing was copied before', where)
      }
    }
  })
  return findings.outcome
}

/** As the killed process left it, before anybody climbs on. */
function look(file: string, version: number, findings: Findings, where: string): void {
  const store = new Database(file)
  const found = Number(store.pragma('user_version', { simple: true }))
  if (found !== version && found !== STORE_VERSION)
    findings.break('a form between old and new', `${where}: ${found}`)
  if (store.pragma('integrity_check(1)', { simple: true }) !== 'ok')
    findings.break('the store is damaged', where)
  store.close()
}

export const torture: Torture = { name: 'migrations', times: { usual: 100, full: 100 }, run: killClimbing }
