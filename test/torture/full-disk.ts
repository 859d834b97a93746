/**
 * P7: the disk is full at every step, or fails at every write and every sync. What was acknowledged is
 * there, nothing is torn, the trader hears a word they can act on, and where space returns the same
 * process goes on.
 */
import { judge, keptIn } from './rig/judge.ts'
import { type Fault, NO_COMPILER, record, recorder } from './rig/recorder.ts'
import { freshHome, inScratch } from './rig/scratch.ts'
import { Findings, type Outcome, type Torture } from './torture.ts'

const RUNS = 6
/** A write trace of so many runs is about this long, with so many writes and syncs. */
const TRACE_BYTES = 200_000
const CALLS = 300

async function starve(home: string, fault: Fault, where: string, findings: Findings): Promise<void> {
  const { said, code, complaint } = await record(home, 'workload.ts', [String(RUNS)], fault)
  const refusals = said.filter((line) => line.startsWith('refused '))
  findings.count('refusals', refusals.length)
  for (const line of refusals) {
    const code = line.split(' ')[1] ?? ''
    findings.count(`refused with ${code}`)
    if (code !== 'DISK_FULL' && code !== 'STORE_UNAVAILABLE')
      findings.break('refused with another word', `${where}: ${line}`)
  }
  // A disk that fails while the store is being opened ends the program with its word.
  if (code !== 0 && !/Problem|SQLITE|EIO|ENOSPC/.test(complaint)) {
    findings.break('ended without a word', `${where}: ${complaint.slice(0, 300)}`)
  }
  const kept = keptIn(said)
  await judge(home, kept, findings, where)
  findings.count('acknowledged runs looked for', kept.length)
  // One may be said twice: where only the index could not be written, the same run is asked for again.
  const made = new Set(kept).size
  if (code === 0 && fault.REC_FULL_AT !== undefined && made !== RUNS) {
    findings.break('space came back and a run was not made', `${where}: ${made} of ${RUNS}`)
  }
}

/** `points` of each kind, evenly over the whole trace. */
export async function starveAt(points: number): Promise<Outcome> {
  if (recorder() === null) return { counts: {}, broken: [], skipped: NO_COMPILER }
  const findings = new Findings()
  await inScratch(async (scratch) => {
    const at = (point: number, of: number) => 1 + Math.floor((point * of) / points)
    for (let point = 0; point < points; point++) {
      const faults: Fault[] = [
        { REC_FULL_AT: at(point, TRACE_BYTES), REC_FULL_FOR: 1 },
        { REC_EIO_WRITE: at(point, CALLS) },
        { REC_EIO_SYNC: at(point, CALLS / 2) },
      ]
      for (const fault of faults) {
        const where = JSON.stringify(fault)
        findings.count('disks that failed')
        await starve(freshHome(scratch, `home-${where.replaceAll(/\W+/g, '-')}`), fault, where, findings)
      }
    }
  })
  return findings.outcome
}

export const torture: Torture = {
  name: 'full and failing disks',
  times: { usual: 80, full: 300 },
  run: starveAt,
}
