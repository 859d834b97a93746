/** For when the store can not be opened, and so nothing else can be asked: the two ways out. */
import path from 'node:path'
import { Problem } from '../../shared/problem.ts'
import { moveAside, restoreBackup } from '../store/backup.ts'
import { backupsIn } from '../store/backup-shelf.ts'
import { openStore } from '../store/store.ts'
import { whoIsIt } from './asking.ts'
import { openHome } from './home.ts'

/** Puts back a copy, named as `backup --list` names it or by its path. */
export async function restoreInto(folder: string, file: string): Promise<void> {
  const home = openHome(folder)
  const listed = backupsIn(home.backups).find(({ name }) => name === path.basename(file))
  const isNamed = path.basename(file) === file && listed !== undefined
  await restoreBackup(home.store, home.backups, isNamed ? path.join(home.backups, file) : path.resolve(file))
  const store = openStore(home.store)
  try {
    const facts = { backup: path.basename(file) }
    const happened = { event: 'store_restored', operation: null, run: null, facts } as const
    store.audit.append({ ...happened, at: Date.now(), who: whoIsIt() })
  } finally {
    store.close()
  }
}

/** Answers whether the store was damaged; it is then out of the way, and a new one takes its place. */
export function setDamagedStoreAside(folder: string): boolean {
  const home = openHome(folder)
  try {
    openStore(home.store).close()
    return false
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== 'STORE_CORRUPT') throw error
    moveAside(home.store, home.backups)
    return true
  }
}
