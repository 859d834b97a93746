/**
 * Which copies of the store there are and which may go: the last three of the newest day, and the last
 * one of each day before, ten in all. Names carry the time, so the folder alone says everything.
 */
import { existsSync, readdirSync, statSync } from 'node:fs'
import path from 'node:path'

export const BACKUP_REASONS = ['daily', 'runs', 'migration', 'restore', 'asked'] as const
export type BackupReason = (typeof BACKUP_REASONS)[number]

export interface BackupFile {
  readonly name: string
  readonly reason: BackupReason
  readonly madeAt: number
  readonly bytes: number
}

const OF_NEWEST_DAY = 3
const MOST = 10
const NAME = /^tapedeck-(\d{4})-(\d\d)-(\d\d)T(\d\d)(\d\d)(\d\d)\.(\d{3})Z-([a-z]+)\.db$/

export const backupName = (now: number, reason: BackupReason): string =>
  `tapedeck-${new Date(now).toISOString().replaceAll(':', '')}-${reason}.db`

const isReason = (text: string): text is BackupReason => BACKUP_REASONS.some((reason) => reason === text)

/** Newest first. What is called otherwise is somebody else's and left alone. */
export function backupsIn(folder: string): BackupFile[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder)
    .flatMap((name): BackupFile[] => {
      const [, year, month, day, hour, minute, second, ms, reason = ''] = NAME.exec(name) ?? []
      if (!isReason(reason)) return []
      const madeAt = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}.${ms}Z`)
      const bytes = statSync(path.join(folder, name), { throwIfNoEntry: false })?.size
      return bytes === undefined ? [] : [{ name, reason, madeAt, bytes }]
    })
    .sort((a, b) => b.madeAt - a.madeAt || (a.name < b.name ? 1 : -1))
}

/** Those that may go, of some that are in order, newest first. */
export function superfluous(backups: readonly BackupFile[]): BackupFile[] {
  const [newest] = backups
  if (newest === undefined) return []
  const today = dayOf(newest)
  const perDay = new Map<string, number>()
  let kept = 0
  return backups.filter((backup) => {
    const day = dayOf(backup)
    const before = perDay.get(day) ?? 0
    perDay.set(day, before + 1)
    const isKept = before < (day === today ? OF_NEWEST_DAY : 1) && kept < MOST
    if (isKept) kept++
    return !isKept
  })
}

const dayOf = ({ madeAt }: BackupFile): string => new Date(madeAt).toISOString().slice(0, 10)
