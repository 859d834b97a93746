import type { OperationId } from '../../../shared/brand.ts'
import type { Client } from '../../../shared/contract.ts'
import { Problem } from '../../../shared/problem.ts'

const MOST = 1000

/** An operation by its id, or by the beginning of it where only one begins so. */
export async function namedOperation(client: Client, typed: string): Promise<OperationId> {
  const { operations } = await client.ask('operation.list', { limit: MOST })
  const [found, another] = operations.filter(({ id }) => typed !== '' && id.startsWith(typed))
  if (found !== undefined && another === undefined) return found.id
  throw new Problem(
    'OPERATION_NOT_FOUND',
    { text: typed.slice(0, 80) },
    another === undefined ? 'There is no such operation.' : `More than one operation begins with ${typed}.`,
    'tapedeck operations lists them.',
  )
}
