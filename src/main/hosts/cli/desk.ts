/** What a command works with: the workstation, opened when it is first needed, and the terminal. */
import { resolve } from 'node:path'
import type { OperationId, PlaceId, RunId } from '../../../shared/brand.ts'
import type { Client } from '../../../shared/contract.ts'
import { isOver, type Operation, type OperationResult } from '../../../shared/operation.ts'
import { Problem } from '../../../shared/problem.ts'
import { openWorkstation, type Workstation } from '../../api/workstation.ts'
import { usage } from './arguments.ts'
import type { Terminal } from './terminal.ts'

export interface Desk {
  readonly home: string
  /** The answer is one JSON document, and nothing else. */
  readonly json: boolean
  readonly readOnly: boolean
  readonly terminal: Terminal
  client(): Promise<Client>
  /** A folder that the person typed, as a place to write to. */
  grant(folder: string): Promise<PlaceId>
  /** Where a run's artifacts lie. */
  runFolder(run: RunId): Promise<string>
  /** A path as it was typed, from where the person stands. */
  path(typed: string): string
  /** Waits until an operation is over; Ctrl-C cancels it. */
  follow<K extends OperationResult['kind']>(operation: OperationId, kind: K): Promise<ResultOf<K>>
  close(): Promise<void>
}

export type ResultOf<K extends OperationResult['kind']> = Extract<OperationResult, { kind: K }>

type Sitting = Pick<Desk, 'home' | 'json' | 'readOnly' | 'terminal'>

export function openDesk(sitting: Sitting): Desk {
  const { home, readOnly, terminal } = sitting
  let opening: Promise<Workstation> | null = null
  const workstation = () => {
    opening ??= openWorkstation({
      home,
      session: { host: 'cli', version: terminal.version, paths: true, dialogs: false },
      ...(terminal.coinbase === undefined ? {} : { markets: { coinbase: address(terminal.coinbase) } }),
      readOnly,
    })
    return opening
  }
  const client = async () => (await workstation()).client
  return {
    ...sitting,
    client,
    grant: async (folder) => (await workstation()).grant(folder),
    runFolder: async (run) => (await workstation()).runFolder(run),
    path: (typed) => resolve(terminal.folder, typed),
    follow: async (id, kind) => resultOf(await ending(await client(), id, terminal), kind),
    async close() {
      // What could not be opened was said already, and needs no closing.
      const opened = await opening?.catch(() => null)
      await opened?.close()
    },
  }
}

async function ending(client: Client, operation: OperationId, terminal: Terminal): Promise<Operation> {
  const cancel = () => {
    // An operation that ended in the same moment is not cancelled any more; its end is told as it is.
    client.ask('operation.cancel', { operation }).catch(() => undefined)
  }
  const heard = Promise.withResolvers<Operation>()
  const stop = client.on('operation.changed', (changed) => {
    if (changed.id !== operation) return
    terminal.progress.show(changed)
    if (isOver(changed)) heard.resolve(changed)
  })
  terminal.interrupted.addEventListener('abort', cancel)
  try {
    if (terminal.interrupted.aborted) cancel()
    const now = await client.ask('operation.read', { operation })
    return isOver(now) ? now : await heard.promise
  } finally {
    terminal.interrupted.removeEventListener('abort', cancel)
    stop()
    terminal.progress.clear()
  }
}

function resultOf<K extends OperationResult['kind']>(operation: Operation, kind: K): ResultOf<K> {
  const { result, problem, state } = operation
  if (problem !== null) throw Problem.from(problem)
  if (state === 'cancelled') {
    throw new Problem(
      'CANCELLED',
      {},
      'Cancelled; nothing half-made was left behind.',
      'Start it again at any time.',
    )
  }
  if (result === null || !isKind(result, kind)) {
    throw new TypeError(`an operation that is ${state} has no result of kind ${kind}`)
  }
  return result
}

const isKind = <K extends OperationResult['kind']>(result: OperationResult, kind: K): result is ResultOf<K> =>
  result.kind === kind

function address(said: string): string {
  const url = URL.parse(said)
  if (url !== null && ['http:', 'https:'].includes(url.protocol)) return url.href
  throw usage(
    'TAPEDECK_COINBASE_URL',
    'TAPEDECK_COINBASE_URL is no address.',
    'Unset it to ask Coinbase itself.',
  )
}
