/** P3 J-S2: killed before every single change that publishing makes to the disk, then started again. */
import { judge, keptIn } from './rig/judge.ts'
import { NO_COMPILER, record, recorder } from './rig/recorder.ts'
import { freshHome, inScratch } from './rig/scratch.ts'
import { Findings, type Outcome, type Torture } from './torture.ts'

const RUNS = 5
/** Opening the store and publishing so many runs takes about so many changes. */
const CHANGES = 200

/** `points` of them, evenly; as many as there are changes is every one. */
export async function killAt(points: number): Promise<Outcome> {
  if (recorder() === null) return { counts: {}, broken: [], skipped: NO_COMPILER }
  const findings = new Findings()
  await inScratch(async (scratch) => {
    for (let point = 0; point < points; point++) {
      const at = 1 + Math.floor((point * Math.max(CHANGES, points)) / points)
      const home = freshHome(scratch, `home-${at}`)
      const { said, signal } = await record(home, 'workload.ts', [String(RUNS)], { REC_KILL_AT: at })
      if (signal === 'SIGKILL') findings.count('kills')
      const kept = keptIn(said)
      findings.count('acknowledged runs looked for', kept.length)
      await judge(home, kept, findings, `killed before change ${at}`)
    }
  })
  return findings.outcome
}

export const torture: Torture = { name: 'kill points', times: { usual: 200, full: 200 }, run: killAt }
