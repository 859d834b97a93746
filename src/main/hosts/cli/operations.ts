import {
  OPERATION_KINDS,
  OPERATION_STATES,
  type Operation,
  type OperationKind,
  type OperationState,
} from '../../../shared/operation.ts'
import { usage } from './arguments.ts'
import { command, text } from './command.ts'
import { iso, shortTime } from './figures.ts'
import { table } from './table.ts'

export const operations = command({
  name: 'operations',
  does: 'List what takes time or took it, newest first',
  takes: '',
  flags: {
    kind: text('KIND', `Only of one kind: ${OPERATION_KINDS.join(', ')}`),
    state: text('STATE', `Only in one state: ${OPERATION_STATES.join(', ')}`),
  },
  example: 'tapedeck operations --state running',
  async run(given, desk) {
    const kind = oneOf('kind', OPERATION_KINDS, given.text('kind'))
    const state = oneOf('state', OPERATION_STATES, given.text('state'))
    const { operations } = await (
      await desk.client()
    ).ask('operation.list', {
      ...(kind === undefined ? {} : { kind: kind satisfies OperationKind }),
      ...(state === undefined ? {} : { state: state satisfies OperationState }),
    })
    return {
      json: { operations: operations.map(operationView) },
      text: operations.length === 0 ? 'There are no operations.' : operationTable(operations),
    }
  },
})

function oneOf<T extends string>(
  flag: string,
  known: readonly T[],
  typed: string | undefined,
): T | undefined {
  if (typed === undefined) return undefined
  const found = known.find((name) => name === typed.trim())
  if (found === undefined) throw usage(flag, `“${typed}” is no ${flag}.`, `There are ${known.join(', ')}.`)
  return found
}

export const operationView = ({ createdAt, startedAt, endedAt, ...operation }: Operation) => ({
  ...operation,
  createdAt: iso(createdAt),
  startedAt: startedAt === null ? null : iso(startedAt),
  endedAt: endedAt === null ? null : iso(endedAt),
})

export const operationTable = (operations: readonly Operation[]): string =>
  table(
    [
      { title: 'Operation' },
      { title: 'Kind' },
      { title: 'State' },
      { title: 'Done', align: 'right' },
      { title: 'Began' },
      { title: 'What' },
    ],
    operations.map(({ id, kind, state, progress, createdAt, title, problem }) => [
      id.slice(0, 8),
      kind,
      problem === null ? state : `${state} (${problem.code})`,
      progress.of === 0 ? '' : `${Math.floor((100 * progress.done) / progress.of)} %`,
      shortTime(createdAt),
      title,
    ]),
  )
