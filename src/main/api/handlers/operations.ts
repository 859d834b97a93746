import type { Handlers, Rooms } from './rooms.ts'

export function operationHandlers({
  operations,
}: Rooms): Handlers<'operation.list' | 'operation.read' | 'operation.cancel'> {
  return {
    'operation.list': ({ limit = 100, ...filter }) => ({ operations: operations.list({ ...filter, limit }) }),
    'operation.read': ({ operation }) => operations.read(operation),
    'operation.cancel': ({ operation }) => operations.cancel(operation),
  }
}
