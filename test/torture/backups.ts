/** P18: copied while another process writes. Every copy opens, is sound, and has no gap in what was committed. */
import { once } from 'node:events'
import path from 'node:path'
import Database from 'better-sqlite3'
import { backupsIn } from '../../src/main/store/backup-shelf.ts'
import { backupFolder, openStore } from '../../src/main/store/store.ts'
import { start } from './rig/child.ts'
import { freshHome, inScratch } from './rig/scratch.ts'
import { Findings, type Outcome, type Torture } from './torture.ts'

export async function copyUnderLoad(times: number): Promise<Outcome> {
  const findings = new Findings()
  await inScratch(async (scratch) => {
    const home = freshHome(scratch, 'home')
    const writer = start('writer.ts', [home])
    const isGone = once(writer, 'close')
    await once(writer.stdout, 'data')
    const store = openStore(path.join(home, 'tapedeck.db'))
    try {
      let least = 0
      for (let copy = 0; copy < times; copy++) {
        const before = store.operations.list({ limit: 1 }).length
        const name = await store.backUp('asked')
        findings.count('copies')
        least = judge(path.join(backupFolder(path.join(home, 'tapedeck.db')), name), least, findings)
        if (before === 0) findings.break('nothing was being written', name)
      }
      findings.count('rows in the last copy', least)
      const kept = backupsIn(backupFolder(path.join(home, 'tapedeck.db'))).length
      if (kept > 10) findings.break('too many copies are kept', String(kept))
    } finally {
      store.close()
      writer.kill()
      await isGone
    }
  })
  return findings.outcome
}

/** Answers how many rows it holds: never fewer than the copy before, and none missing in between. */
function judge(file: string, least: number, findings: Findings): number {
  const copy = new Database(file, { readonly: true })
  try {
    if (copy.pragma('integrity_check(1)', { simple: true }) !== 'ok')
      findings.break('a copy is damaged', file)
    const [rows, last] = copy.prepare('SELECT count(*), max(operation_id) FROM operations').raw().get() as [
      number,
      string,
    ]
    if (Number(last) + 1 !== rows) findings.break('a copy has a gap', `${rows} rows up to ${last}`)
    if (rows < least) findings.break('a copy is older than the one before', `${rows} after ${least}`)
    return rows
  } finally {
    copy.close()
  }
}

export const torture: Torture = {
  name: 'backups under load',
  times: { usual: 100, full: 100 },
  run: copyUnderLoad,
}
