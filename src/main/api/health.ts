/** Whether the parts that work depends on are well. */
import { access, constants, readFile, statfs } from 'node:fs/promises'
import path from 'node:path'
import type { Health, HealthPart } from '../../shared/health.ts'
import { Problem } from '../../shared/problem.ts'
import type { Rooms } from './handlers/rooms.ts'

const LEAST_FREE_BYTES = 2 * 1024 ** 3

export async function checkHealth({ home, store, pool }: Rooms): Promise<Health> {
  const [storePart, runsRoot, index, disk] = await Promise.all([
    part(async () => {
      const found = store.check()
      return found === 'ok' ? well('The store is sound.') : bad('STORE_CORRUPT', 'The store file is damaged.')
    }),
    part(async () => {
      await access(home.runs, constants.R_OK | constants.W_OK)
      return well('Runs can be written.')
    }),
    part(async () => {
      const text = await readFile(path.join(home.runs, 'index.json'), 'utf8')
      JSON.parse(text)
      return well('The index can be read.')
    }),
    part(async () => {
      const { bavail, bsize } = await statfs(home.folder)
      const free = bavail * bsize
      const said = `${(free / 1024 ** 3).toFixed(1)} GiB free.`
      return free < LEAST_FREE_BYTES ? bad('DISK_FULL', said) : well(said)
    }),
  ])
  const { workers, busy, waiting } = pool.state
  const parts = {
    store: storePart,
    runsRoot,
    index,
    workers: well(`${workers} running, ${busy} busy, ${waiting} jobs waiting.`),
    disk,
  }
  return { ok: Object.values(parts).every(({ ok }) => ok), parts }
}

const well = (detail: string): HealthPart => ({ ok: true, code: 'OK', detail })
const bad = (code: string, detail: string): HealthPart => ({ ok: false, code, detail })

async function part(look: () => Promise<HealthPart>): Promise<HealthPart> {
  try {
    return await look()
  } catch (error) {
    return error instanceof Problem
      ? bad(error.code, error.message)
      : bad('STORE_UNAVAILABLE', 'It can not be read or written.')
  }
}
