/**
 * Copies of the store, and the way back from one. A copy is made beside its place, checked, synced and
 * only then named; the store's own file is never opened by anything but SQLite.
 */
import {
  closeSync,
  copyFileSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
} from 'node:fs'
import path from 'node:path'
import Database from 'better-sqlite3'
import { Problem } from '../../shared/problem.ts'
import { asideOf } from '../disk/aside.ts'
import { syncFolderNow } from '../disk/folder.ts'
import { asTrouble } from '../disk/trouble.ts'
import { type BackupReason, backupName, backupsIn, superfluous } from './backup-shelf.ts'
import { carryOver } from './carry-over.ts'
import { type Connection, connect, guarded, isOurs } from './connection.ts'
import { migrate, STORE_VERSION } from './migrations/index.ts'

/** Page by page between other work; answers the copy's name. */
export async function backUp(connection: Connection, folder: string, why: BackupReason): Promise<string> {
  const aside = prepared(folder, why)
  try {
    await connection.backup(aside.file, { progress: growingSteps() })
    return settled(aside, folder)
  } catch (error) {
    throw discarded(aside, error)
  }
}

const FIRST_STEP = 1000

/** A copy begins again whenever another process writes in between; larger steps leave less in between. */
function growingSteps(): (progress: Database.BackupMetadata) => number {
  let [step, least] = [FIRST_STEP, Infinity]
  return ({ remainingPages }) => {
    if (remainingPages >= least) step *= 4
    least = remainingPages
    return step
  }
}

/** At once, for the moment before the tables change. */
export function backUpNow(connection: Connection, folder: string, why: BackupReason): string {
  const aside = prepared(folder, why)
  try {
    guarded(() => connection.prepare('VACUUM INTO ?').run(aside.file))
    return settled(aside, folder)
  } catch (error) {
    throw discarded(aside, error)
  }
}

/**
 * Puts a copy in the place of the store. What was there is kept as a copy of its own, or moved aside
 * where it can not be read. Other processes that have the store open see the change as one transaction.
 */
export async function restoreBackup(store: string, folder: string, backup: string): Promise<void> {
  if (!existsSync(backup)) {
    throw new Problem(
      'FILE_NOT_FOUND',
      { text: path.basename(backup) },
      'There is no such backup.',
      'tapedeck backup --list shows those there are.',
    )
  }
  const aside = prepared(folder, 'restore')
  try {
    copyFileSync(backup, aside.file)
    checked(aside.file)
    // A copy from an earlier version climbs here, so that the store changes once and for good.
    const climbing = connect(aside.file)
    try {
      guarded(() => migrate(climbing))
      guarded(() => carryOver(store, climbing))
      climbing.pragma('journal_mode = DELETE')
    } finally {
      climbing.close()
    }
    synced(aside.file)
    if (await keptSafe(store, folder)) await overwrite(store, aside.file)
    else replace(store, aside.file)
  } catch (error) {
    throw asTrouble(error)
  } finally {
    discard(aside.file)
  }
}

/** Moves a store that can not be read out of the way, with all that belongs to it. */
export function moveAside(store: string, folder: string): void {
  const target = path.join(folder, `unreadable-${new Date().toISOString().replaceAll(':', '')}`)
  mkdirSync(target, { recursive: true })
  for (const ending of ['', '-wal', '-shm']) {
    if (existsSync(store + ending))
      renameSync(store + ending, path.join(target, path.basename(store) + ending))
  }
  syncFolderNow(target)
  syncFolderNow(path.dirname(store))
}

async function keptSafe(store: string, folder: string): Promise<boolean> {
  if (!existsSync(store)) return false
  let connection: Connection
  try {
    connection = connect(store)
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== 'STORE_CORRUPT') throw error
    moveAside(store, folder)
    return false
  }
  try {
    await backUp(connection, folder, 'restore')
    return true
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== 'STORE_CORRUPT') throw error
    connection.close()
    moveAside(store, folder)
    return false
  } finally {
    if (connection.open) connection.close()
  }
}

async function overwrite(store: string, copy: string): Promise<void> {
  const source = new Database(copy, { readonly: true })
  try {
    await source.backup(store)
  } finally {
    source.close()
  }
}

function replace(store: string, copy: string): void {
  renameSync(copy, store)
  syncFolderNow(path.dirname(store))
}

interface Aside {
  readonly file: string
  readonly target: string
}

function prepared(folder: string, why: BackupReason): Aside {
  try {
    mkdirSync(folder, { recursive: true })
  } catch (error) {
    throw asTrouble(error)
  }
  let now = Date.now()
  // Two copies in one millisecond are still two copies.
  while (existsSync(path.join(folder, backupName(now, why)))) now++
  const target = path.join(folder, backupName(now, why))
  return { target, file: asideOf(target) }
}

function settled({ file, target }: Aside, folder: string): string {
  checked(file)
  synced(file)
  renameSync(file, target)
  syncFolderNow(folder)
  for (const { name } of superfluous(backupsIn(folder))) rmSync(path.join(folder, name), { force: true })
  return path.basename(target)
}

/** A copy counts when it is ours, sound in every page, and not from a later version. */
function checked(file: string): void {
  const copy = guarded(() => new Database(file))
  try {
    const [found, version] = guarded(() => {
      if (!isOurs(copy)) return ['not ours', 0] as const
      // One file and nothing beside it, whatever is done with it later.
      copy.pragma('journal_mode = DELETE')
      const soundness = String(copy.pragma('integrity_check(1)', { simple: true }))
      return [soundness, Number(copy.pragma('user_version', { simple: true }))] as const
    })
    if (found !== 'ok') {
      throw new Problem(
        'STORE_CORRUPT',
        { text: path.basename(file).replace(/^\.|\.\d+-[0-9a-f-]+\.aside$/g, '') },
        'This backup is damaged, or no backup of Tapedeck’s.',
        'Restore another one: tapedeck backup --list shows them.',
      )
    }
    if (version > STORE_VERSION) {
      throw new Problem(
        'SCHEMA_UNSUPPORTED',
        { found: version, known: STORE_VERSION },
        'This backup was made by a newer Tapedeck; nothing was changed.',
        'Update Tapedeck, then restore it.',
      )
    }
  } finally {
    copy.close()
  }
}

function synced(file: string): void {
  const descriptor = openSync(file, 'r+')
  try {
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
}

function discard(file: string): void {
  for (const ending of ['', '-wal', '-shm', '-journal']) rmSync(file + ending, { force: true })
}

function discarded({ file }: Aside, error: unknown): unknown {
  discard(file)
  // The library tells trouble of an online copy by the same errors as of a query.
  try {
    return guarded(() => {
      throw error
    })
  } catch (trouble) {
    return asTrouble(trouble)
  }
}
