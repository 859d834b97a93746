/** Whether this version can make a kept run again. */
import { Problem } from '../../shared/problem.ts'
import type { RunInputs } from '../../shared/run.ts'
import { ENGINE } from '../engine/version.ts'

/** A run of another engine opens and stays as it is; computing it here would give another run. */
export function refuseOtherEngine({ engine }: RunInputs): void {
  if (engine === ENGINE) return
  throw new Problem(
    'SCHEMA_UNSUPPORTED',
    { found: engine, known: ENGINE },
    `This run was made by ${engine}; this version computes as ${ENGINE}.`,
    'It can be looked at and exported. To compute it anew, start a new run with its settings.',
  )
}
