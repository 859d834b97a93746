import type { RunId } from '../../../shared/brand.ts'
import { PROBLEMS } from '../../../shared/problem.ts'
import type { ArtifactDifference, Verification } from '../../../shared/proof.ts'
import { command } from './command.ts'
import type { Desk } from './desk.ts'
import { shortId } from './figures.ts'
import { namedRun } from './named-run.ts'

export const verify = command({
  name: 'verify',
  does: 'Compute runs again and compare every byte',
  takes: 'RUN…',
  flags: {},
  example: 'tapedeck verify 3f9a1c',
  async run(given, desk) {
    const client = await desk.client()
    const runs: Verification[] = []
    for (const typed of given.rest) runs.push(await verified(desk, await namedRun(client, typed)))
    return {
      json: { runs },
      text: runs.map(inWords).join('\n'),
      exit: Math.max(...runs.map(exitOf)),
    }
  },
})

export async function verified(desk: Desk, run: RunId): Promise<Verification> {
  const { operation } = await (await desk.client()).ask('run.verify', { run })
  const { kind: _, ...found } = await desk.follow(operation, 'verify')
  return found
}

function exitOf({ identical, differences }: Verification): number {
  if (identical) return 0
  return differences.length > 0 ? PROBLEMS.ARTIFACT_TAMPERED.exit : PROBLEMS.SCHEMA_UNSUPPORTED.exit
}

const WHY = {
  engine:
    'made by another version of the engine: every file is as it was written, but it can not be computed again here',
  candles: 'its candles are not here: every file is as it was written, but it can not be computed again',
  manifest: 'its manifest can not be relied on',
}

function inWords({ runId, identical, notRecomputed, failure, differences }: Verification): string {
  const name = shortId(runId)
  if (identical && failure !== undefined)
    return `${name}  verified: computed again, it failed in the same way (${failure.code}), byte for byte the same`
  if (identical) return `${name}  verified: computed again, byte for byte the same`
  if (differences.length === 0 && notRecomputed !== null) return `${name}  ${WHY[notRecomputed]}`
  return [`${name}  not what it should be`, ...differences.flatMap(difference)].join('\n')
}

const SAID = {
  missing: 'is gone',
  changed: 'is not as it was written',
  different: 'is as it was written, but comes out otherwise now',
}

function difference({ name, is, line, byte, kept, again }: ArtifactDifference): string[] {
  const where = line === undefined ? (byte === undefined ? '' : `, from byte ${byte}`) : `, from line ${line}`
  return [
    `  ${name} ${SAID[is]}${where}`,
    ...(kept === undefined ? [] : [`    kept   ${kept}`]),
    ...(again === undefined ? [] : [`    again  ${again}`]),
  ]
}
