import { millis, type OperationId } from '../../src/shared/brand.ts'
import type { Operation } from '../../src/shared/operation.ts'

/** An operation under way, changed where a test wants it otherwise. */
export function drawnOperation(id: string, part: Partial<Operation>): Operation {
  return {
    id: id as OperationId,
    kind: 'import',
    title: id,
    state: 'running',
    progress: { done: 0, of: 0 },
    result: null,
    problem: null,
    createdAt: millis(0),
    startedAt: null,
    endedAt: null,
    form: null,
    retryable: false,
    ...part,
  }
}
