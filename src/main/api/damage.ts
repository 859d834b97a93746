/** Damage found while a run is read: put on record once, and told to whoever shows the run. */
import type { RunId } from '../../shared/brand.ts'
import type { Problem } from '../../shared/problem.ts'
import type { Verification } from '../../shared/proof.ts'
import { MANIFEST } from '../runs/artifacts.ts'
import { missing, tampered } from '../runs/inspect.ts'
import type { Shelf } from '../runs/shelf.ts'
import type { Store } from '../store/store.ts'
import type { EventHub } from './events.ts'
import type { RunIndex } from './run-index.ts'

export interface DamageRooms {
  readonly store: Pick<Store, 'damages'>
  readonly index: RunIndex
  readonly events: EventHub
}

export function noteDamage(rooms: DamageRooms, run: RunId, problem: Problem): void {
  const code = problem.code === 'ARTIFACT_MISSING' ? problem.code : 'ARTIFACT_TAMPERED'
  const artifact = problem.details.text ?? MANIFEST
  if (rooms.store.damages.add({ run, code, artifact }, Date.now())) changed(rooms, run)
}

function changed({ index, events }: DamageRooms, run: RunId): void {
  index.changed()
  events.tell('run.changed', { run })
}

/**
 * The same for what a look at all files has found. A file that only came out otherwise now is as it was
 * written: that is no damage, but a defect of ours.
 */
export function noteFound(
  rooms: DamageRooms & { readonly shelf: Shelf },
  { runId, differences }: Verification,
): void {
  const damaged = differences.find(({ is }) => is !== 'different')
  if (damaged === undefined) {
    // Somebody brought the file back: it is as it was written again.
    if (rooms.store.damages.mend(runId, Date.now())) changed(rooms, runId)
    return
  }
  rooms.shelf.forget(runId)
  noteDamage(rooms, runId, damaged.is === 'missing' ? missing(damaged.name) : tampered(damaged.name))
}
