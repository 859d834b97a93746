/** Whether the parts that work depends on are well. Each is looked at afresh, at most once a second. */
import { access, constants, readdir, readFile, stat } from 'node:fs/promises'
import path from 'node:path'
import type { Health, HealthPart } from '../../shared/health.ts'
import { Problem, type ProblemCode } from '../../shared/problem.ts'
import { freeMb } from './admission.ts'
import type { Rooms } from './handlers/rooms.ts'

const FRESH_MS = 1000
const DAY = 24 * 3600_000
const MOST_WAL_BYTES = 64 * 1024 * 1024

export function healthOf(rooms: Rooms): () => Promise<Health> {
  let kept: { readonly at: number; readonly health: Promise<Health> } | null = null
  return () => {
    if (kept === null || Date.now() - kept.at > FRESH_MS) kept = { at: Date.now(), health: check(rooms) }
    return kept.health
  }
}

async function check(rooms: Rooms): Promise<Health> {
  const { home, store, limits, killSwitch, trail } = rooms
  const parts = {
    store: await part(() => {
      store.probe()
      if (store.check() !== 'ok') return bad('STORE_CORRUPT', 'The store file is damaged.')
      const wal = store.walBytes()
      return wal > MOST_WAL_BYTES
        ? bad('WAL_LARGE', `The log beside the store has ${Math.round(wal / 1024 ** 2)} MB.`)
        : well('The store is sound and can be written.')
    }),
    runsRoot: await part(async () => {
      await access(home.runs, constants.R_OK | constants.W_OK)
      return well('Runs can be written.')
    }),
    index: await part(async () => {
      JSON.parse(await readFile(path.join(home.runs, 'index.json'), 'utf8'))
      return well('The index can be read.')
    }, 'The index can not be read; it is written anew with the next run.'),
    workers: await part(() => workersOf(rooms)),
    disk: await part(() => {
      const free = freeMb(home)
      const said = `${(free / 1024).toFixed(1)} GiB free.`
      return free < limits.value('freeDiskMb') ? bad('DISK_LOW', said) : well(said)
    }),
    backup: await part(() => backupOf(rooms)),
    killSwitch: await part(() => {
      const { engaged, by, reason } = killSwitch.read()
      if (!engaged) return well('It is off.')
      return bad('KILL_SWITCH_ON', `Engaged by ${by.join(', ')}${reason === null ? '' : `: ${reason}`}.`)
    }),
    queue: well('Nothing is computed elsewhere, so there is no queue to reach.'),
    audit: await part(() => {
      const broken = store.audit.firstBroken()
      if (broken !== null) return bad('AUDIT_BROKEN', `Row ${broken} of the audit trail was changed.`)
      return trail.waiting > 0
        ? bad('STORE_UNAVAILABLE', `${trail.waiting} lines of the audit trail wait to be written.`)
        : well('The audit trail is whole.')
    }),
  }
  return { ok: Object.values(parts).every(({ ok }) => ok), parts }
}

function workersOf({ pool, reader }: Rooms): HealthPart {
  const { workers, busy, waiting, isFailing } = pool.state
  if (isFailing || reader.state.isFailing)
    return bad('WORKERS_FAILING', 'Workers end again and again in the middle of their work.')
  if (workers === 0 && waiting > 0) return bad('WORKERS_FAILING', `${waiting} jobs wait and nobody works.`)
  return well(
    workers === 0
      ? 'None was needed yet; they start with the first job.'
      : `${workers} started, ${busy} busy, ${waiting} jobs waiting.`,
  )
}

/** Work that is older than a day and was never put away counts; an empty or new home does not. */
async function backupOf({ home, store }: Rooms): Promise<HealthPart> {
  const newest = await newestIn(home.backups)
  if (newest !== null) {
    const hours = Math.floor((Date.now() - newest) / 3600_000)
    const said = `The last one is ${hours} hours old.`
    return hours > 24 ? bad('BACKUP_STALE', said) : well(said)
  }
  const [oldest] = store.runs.list(1, Math.max(0, store.runs.list(1, 0).total - 1)).runs
  const isYoung = oldest === undefined || Date.now() - oldest.completedAt < DAY
  return isYoung ? well('There is nothing older than a day.') : bad('BACKUP_STALE', 'There is no backup yet.')
}

async function newestIn(folder: string): Promise<number | null> {
  const names = await readdir(folder)
  const times = await Promise.all(names.map(async (name) => (await stat(path.join(folder, name))).mtimeMs))
  return times.length === 0 ? null : Math.max(...times)
}

const well = (detail: string): HealthPart => ({ ok: true, code: 'OK', detail })
const bad = (code: ProblemCode, detail: string): HealthPart => ({ ok: false, code, detail })

async function part(
  look: () => HealthPart | Promise<HealthPart>,
  otherwise = 'It can not be read or written.',
): Promise<HealthPart> {
  try {
    return await look()
  } catch (error) {
    return error instanceof Problem ? bad(error.code, error.message) : bad('STORE_UNAVAILABLE', otherwise)
  }
}
