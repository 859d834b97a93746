/** A run by its id, or by as much of its beginning as tells it from the others. */
import type { RunId } from '../../../shared/brand.ts'
import type { Client } from '../../../shared/contract.ts'
import { Problem } from '../../../shared/problem.ts'
import { usage } from './arguments.ts'
import { shortId } from './figures.ts'

const PAGE = 1000

export async function namedRun(client: Client, typed: string): Promise<RunId> {
  const name = typed.toLowerCase()
  if (!/^[0-9a-f]{1,64}$/.test(name)) throw notFound(typed)
  const found: RunId[] = []
  for (let offset = 0; ; offset += PAGE) {
    const { runs, total } = await client.ask('run.list', { limit: PAGE, offset })
    found.push(...runs.map(({ runId }) => runId).filter((id) => id.startsWith(name)))
    if (offset + PAGE >= total) break
  }
  const [only, ...others] = found
  if (only === undefined) throw notFound(typed)
  if (others.length > 0) {
    throw usage(
      'RUN',
      `${found.length} runs begin with ${name}.`,
      `Write more of it: ${found.slice(0, 5).map(shortId).join(', ')}.`,
    )
  }
  return only
}

const notFound = (typed: string): Problem =>
  new Problem(
    'RUN_NOT_FOUND',
    { field: 'run', text: typed.slice(0, 80) },
    'There is no such run here.',
    'tapedeck runs lists them; the beginning of an id is enough.',
  )
