/** Damage found while a run is read: put on record once, and told to whoever shows the run. */
import type { RunId } from '../../shared/brand.ts'
import type { Problem } from '../../shared/problem.ts'
import { MANIFEST } from '../runs/artifacts.ts'
import type { Store } from '../store/store.ts'
import type { EventHub } from './events.ts'
import type { RunIndex } from './run-index.ts'

export interface DamageRooms {
  readonly store: Pick<Store, 'damages'>
  readonly index: RunIndex
  readonly events: EventHub
}

export function noteDamage({ store, index, events }: DamageRooms, run: RunId, problem: Problem): void {
  const code = problem.code === 'ARTIFACT_MISSING' ? problem.code : 'ARTIFACT_TAMPERED'
  const artifact = problem.details.text ?? MANIFEST
  if (!store.damages.add({ run, code, artifact }, Date.now())) return
  index.changed()
  events.tell('run.changed', { run })
}
