import path from 'node:path'
import { importCapsule, exportCapsule } from '../capsule-desk.ts'
import { atWork, examine } from '../doctor.ts'
import { take } from '../import-source.ts'
import { putInOrder } from '../order.ts'
import type { Handlers, Rooms } from './rooms.ts'

/** Whether runs are what they say, what travels of them, and the way back when something was lost. */
export function proofHandlers(
  rooms: Rooms,
): Handlers<
  | 'run.verify'
  | 'run.repair'
  | 'run.diff'
  | 'capsule.export'
  | 'capsule.import'
  | 'doctor.start'
  | 'backup.make'
  | 'backup.list'
  | 'backup.restore'
> {
  const { runs, proof, backups, index, trail } = rooms
  return {
    'run.verify': ({ run }) => ({ operation: proof.verify(run) }),
    'run.repair': ({ run }) => runs.repair(run),
    'run.diff': ({ run, other }) => proof.diff(run, other),
    'capsule.export': async ({ run, ...to }) => ({ operation: await exportCapsule(rooms, run, to) }),
    async 'capsule.import'({ source }) {
      const { path: file, name, discard } = await take(source, rooms)
      return { operation: importCapsule(rooms, file, path.basename(name), discard) }
    },
    'doctor.start': ({ rebuild = false }) => ({ operation: examine(rooms, rebuild) }),
    'backup.make': () => backups.make(),
    'backup.list': () => ({ backups: backups.list() }),
    async 'backup.restore'({ name }) {
      await backups.restore(name)
      trail.tell({ event: 'store_restored', operation: null, run: null, facts: { backup: name } })
      // Runs that were made after the copy are still in their folders.
      await putInOrder(rooms, atWork(rooms.lives))
      index.changed()
      return { restored: name }
    },
  }
}
