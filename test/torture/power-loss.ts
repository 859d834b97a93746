/** P4 P5: the power goes at any moment; what was acknowledged is there, and nothing torn is listed. */
import { rmSync } from 'node:fs'
import path from 'node:path'
import { dice } from '../support/market.ts'
import { judge, keptIn } from './rig/judge.ts'
import { build, cutAt, treeOf } from './rig/power-cut.ts'
import { type Fault, NO_COMPILER, record, recorder } from './rig/recorder.ts'
import { freshHome, inScratch } from './rig/scratch.ts'
import { Findings, together, type Outcome, type Torture } from './torture.ts'

/** What must be caught, or the torture proves nothing. */
export const MISTAKES: { readonly [name: string]: { readonly fault: Fault; readonly workload: string } } = {
  'synchronous is NORMAL': { fault: {}, workload: 'sync-normal' },
  'artifacts are not synced': { fault: { REC_SKIP: 'files' }, workload: '' },
  'folders are not synced': { fault: { REC_SKIP: 'folders' }, workload: '' },
  'the row comes before the rename': { fault: {}, workload: 'row-first' },
  'nothing is synced': { fault: { REC_SKIP: 'all' }, workload: 'no-sync' },
}

/** So many disks out of one recording of so many runs. */
const CUTS_EACH = 250
const RUNS = 12

interface Plan {
  readonly cuts: number
  readonly fault?: Fault
  readonly workload?: string
  /** Enough is enough: one broken promise shows that a mistake is caught. */
  readonly untilBroken?: boolean
  readonly seed: number
}

export async function cutPower({
  cuts,
  fault = {},
  workload = '',
  untilBroken = false,
  seed,
}: Plan): Promise<Outcome> {
  if (recorder() === null) return { counts: {}, broken: [], skipped: NO_COMPILER }
  const findings = new Findings()
  const roll = dice(seed)
  return inScratch(async (scratch) => {
    const home = freshHome(scratch, 'home')
    const before = treeOf(home)
    const { steps, code, complaint } = await record(home, 'workload.ts', [String(RUNS), workload], {
      ...fault,
      log: true,
    })
    if (code !== 0) throw new Error(`the workload ended with ${code}: ${complaint}`)
    findings.count('recorded changes', steps.length)
    for (let cut = 0; cut < cuts; cut++) {
      const end = 1 + Math.floor(roll() * steps.length)
      const state = cutAt(before, steps, end, roll)
      const disk = path.join(scratch, 'disk')
      rmSync(disk, { recursive: true, force: true })
      build(state, home, disk)
      const kept = keptIn(state.said)
      await judge(disk, kept, findings, `seed ${seed}, cut ${cut} before step ${end}`)
      findings.count('disks')
      findings.count('acknowledged runs looked for', kept.length)
      if (untilBroken && findings.broken.length > 0) break
    }
    return findings.outcome
  })
}

export const torture: Torture = {
  name: 'power loss',
  times: { usual: 6, full: 20 },
  async run(times) {
    const outcomes: Outcome[] = []
    for (let seed = 1; seed <= times; seed++) outcomes.push(await cutPower({ cuts: CUTS_EACH, seed }))
    for (const [name, { fault, workload }] of Object.entries(MISTAKES)) {
      const caught = await cutPower({ cuts: CUTS_EACH * 2, fault, workload, untilBroken: true, seed: 7 })
      const isMissed = caught.skipped === undefined && caught.broken.length === 0
      outcomes.push({
        counts: { 'mistakes caught': isMissed ? 0 : 1 },
        broken: isMissed ? [`not caught: ${name}`] : [],
        ...(caught.skipped === undefined ? {} : { skipped: caught.skipped }),
      })
    }
    return together(outcomes)
  },
}
