/**
 * Copies of the store: once a day, after every fifty runs, and when somebody asks. They lie outside the
 * runs root, so that whatever happens to the one folder does not happen to the other.
 */
import path from 'node:path'
import { millis } from '../../shared/brand.ts'
import type { Backup } from '../../shared/proof.ts'
import { Problem } from '../../shared/problem.ts'
import { restoreBackup } from '../store/backup.ts'
import { type BackupReason, backupsIn } from '../store/backup-shelf.ts'
import { backupFolder, type Store } from '../store/store.ts'
import type { EventHub } from './events.ts'
import type { Home } from './home.ts'
import type { Log } from './log.ts'

const DAY_MS = 86_400_000
const HOUR_MS = 3_600_000
const RUNS = 50

export class Backups {
  readonly #home: Home
  readonly #store: Store
  readonly #log: Log
  readonly #leave: () => void
  #making: Promise<void> = Promise.resolve()
  #isDue = false

  constructor(home: Home, store: Store, events: EventHub, log: Log) {
    this.#home = home
    this.#store = store
    this.#log = log
    const hourly = setInterval(() => this.#whenDue(), HOUR_MS)
    hourly.unref()
    const deaf = events.on('run.changed', () => this.#whenDue())
    this.#leave = () => {
      clearInterval(hourly)
      deaf()
    }
    this.#whenDue()
  }

  list(): Backup[] {
    return backupsIn(this.#folder).map((backup) => ({ ...backup, madeAt: millis(backup.madeAt) }))
  }

  async make(): Promise<Backup> {
    const name = await this.#store.backUp('asked')
    const made = this.list().find((backup) => backup.name === name)
    if (made !== undefined) return made
    throw new Problem(
      'STORE_UNAVAILABLE',
      { text: name },
      'The backup was made and is gone again.',
      'Make sure that nothing tidies the folder backups in the data folder.',
    )
  }

  async restore(name: string): Promise<void> {
    await this.#making
    await restoreBackup(this.#home.store, this.#folder, path.join(this.#folder, name))
  }

  async close(): Promise<void> {
    this.#leave()
    await this.#making
  }

  get #folder(): string {
    return backupFolder(this.#home.store)
  }

  #whenDue(): void {
    if (this.#isDue) return
    const why = this.#reason()
    if (why === null) return
    this.#isDue = true
    this.#making = this.#store
      .backUp(why)
      .then((name) => this.#log.write('store.backup', { name }))
      // A backup that can not be made stops no run; health says how old the last one is.
      .catch((error: unknown) => void this.#log.defect(error, 'backup'))
      .finally(() => (this.#isDue = false))
  }

  #reason(): BackupReason | null {
    const newest = backupsIn(this.#folder)[0]?.madeAt ?? 0
    if (this.#store.runs.since(newest) >= RUNS) return 'runs'
    if (newest > Date.now() - DAY_MS) return null
    const isEmpty = this.#store.runs.since(0) === 0 && this.#store.datasets.list().length === 0
    return isEmpty ? null : 'daily'
  }
}
