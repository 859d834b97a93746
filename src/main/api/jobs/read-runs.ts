/** Kept runs read whole, which is too long for the process that answers the window. Runs in a worker. */
import type { RunDiff } from '../../../shared/proof.ts'
import { capitalOf, type EquityCurve } from '../../../shared/run.ts'
import { diffRuns } from '../../runs/diff.ts'
import { equityCurve } from '../../runs/equity-curve.ts'
import { Shelf } from '../../runs/shelf.ts'
import type { JobInput, TimelinePage } from './jobs.ts'

export async function drawCurve({ runs, run, manifestSha256 }: JobInput<'run.curve'>): Promise<EquityCurve> {
  const shelved = await new Shelf(runs).take(run, manifestSha256)
  return equityCurve(await shelved.equity(), capitalOf(shelved.manifest))
}

export async function timelinePage({
  runs,
  run,
  manifestSha256,
  first,
  most,
}: JobInput<'run.timeline'>): Promise<TimelinePage> {
  const { events } = await (await new Shelf(runs).take(run, manifestSha256)).timeline()
  return { events: events.slice(first, first + most), total: events.length }
}

export async function diffTwo({ runs, pair }: JobInput<'run.diff'>): Promise<RunDiff> {
  const shelf = new Shelf(runs)
  const [first, second] = await Promise.all([
    shelf.take(pair[0].run, pair[0].manifestSha256),
    shelf.take(pair[1].run, pair[1].manifestSha256),
  ])
  return diffRuns(first, second)
}
