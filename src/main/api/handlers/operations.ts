import type { OperationId } from '../../../shared/brand.ts'
import type { Asked } from '../../store/operations.ts'
import type { Handlers, Rooms } from './rooms.ts'

/** Asks a kept question as if it had just been asked; answers the operation that came of it. */
export type Again = (asked: Asked) => Promise<OperationId>

export function operationHandlers(
  { operations }: Rooms,
  again: Again,
): Handlers<'operation.list' | 'operation.read' | 'operation.cancel' | 'operation.retry'> {
  return {
    'operation.list': ({ limit = 100, ...filter }) => ({ operations: operations.list({ ...filter, limit }) }),
    'operation.read': ({ operation }) => operations.read(operation),
    'operation.cancel': ({ operation }) => operations.cancel(operation),
    async 'operation.retry'({ operation }) {
      return { operation: await again(operations.asked(operation)) }
    },
  }
}
