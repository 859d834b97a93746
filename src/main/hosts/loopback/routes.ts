/**
 * Every address under /api/v1, in one table: what it asks of the contract, and what its status
 * says. The requests are routed by it and the OpenAPI document is written from it.
 */
import { REQUESTS, type Door, type Request } from '../../../shared/contract.ts'

export interface Reply {
  readonly status: number
  readonly value: unknown
}

export interface Route {
  readonly method: 'GET' | 'POST' | 'DELETE'
  /** `{id}` stands for one segment, and is the request's field `id`. */
  readonly path: string
  readonly id?: string
  readonly request: Request
  readonly does: string
  /** Where the fields come from: the query, a JSON body, or the query beside a file as the body. */
  readonly takes: 'query' | 'json' | 'file'
  /** Fields that may be left out here: the whole run where the contract wants a stretch of it. */
  readonly unless?: { readonly [field: string]: number }
  /** The statuses of success, first the usual one. */
  readonly statuses: readonly number[]
  readonly answer?: (door: Door, ask: unknown) => Promise<Reply>
}

const always = { from: 0, to: Date.UTC(2200, 0) }
const whole = { ...always, most: 2000 }

const read = (path: string, request: Request, does: string, more: Partial<Route> = {}): Route => ({
  method: 'GET',
  path,
  request,
  does,
  takes: 'query',
  statuses: [200],
  ...more,
})

const sent = (path: string, request: Request, does: string, more: Partial<Route> = {}): Route => ({
  method: 'POST',
  path,
  request,
  does,
  takes: 'json',
  statuses: [200],
  ...more,
})

const ofRun = (part: string, request: Request, does: string, more: Partial<Route> = {}): Route =>
  read(`/runs/{id}/${part}`, request, does, { id: 'run', ...more })

const named: readonly Route[] = [
  read('/session', 'session.read', 'What this host can do'),
  read('/health', 'health.read', 'Whether everything works'),
  read('/strategies', 'strategy.list', 'The strategies and their parameters'),
  read('/datasets', 'dataset.list', 'The imported candle series'),
  read('/datasets/{id}', 'dataset.read', 'One candle series', { id: 'dataset' }),
  read('/datasets/{id}/candles', 'candles.read', 'Candles, oldest first', { id: 'dataset', unless: whole }),
  {
    method: 'POST',
    path: '/datasets',
    request: 'dataset.import',
    does: 'Import a file of candles; the body is the file itself',
    takes: 'file',
    statuses: [202],
  },
  {
    method: 'POST',
    path: '/runs',
    request: 'run.start',
    does: 'Start a run; 200 where it exists already',
    takes: 'json',
    statuses: [202, 200],
    async answer(door, ask) {
      const started = await door.ask('run.start', ask)
      return { status: started.reused ? 200 : 202, value: started }
    },
  },
  {
    method: 'POST',
    path: '/backtests/start',
    request: 'run.start',
    does: 'Start a run, answered with names that other tools use',
    takes: 'json',
    statuses: [200],
    async answer(door, ask) {
      const { operation, run, reused } = await door.ask('run.start', ask)
      return { status: 200, value: { operation_id: operation, run_id: run, reused } }
    },
  },
  read('/runs', 'run.list', 'The runs, newest first'),
  read('/runs/{id}', 'run.read', 'A run: manifest and metrics', { id: 'run' }),
  ofRun('trades', 'run.trades', 'Its trades'),
  ofRun('decisions', 'run.decisions', 'Its decision records'),
  ofRun('orders', 'run.orders', 'Its orders, the refused ones too'),
  ofRun('fills', 'run.fills', 'Its executions and the rules that priced them'),
  ofRun('events', 'run.events', 'Its journal, event by event'),
  ofRun('ticket', 'ticket.read', 'A trade as an order ticket; nothing is sent'),
  ofRun('timeline', 'run.timeline', 'What happened, in order'),
  ofRun('equity', 'run.equity', 'Its equity and drawdown', { unless: whole }),
  ofRun('markers', 'run.markers', 'What to draw on the candles', { unless: always }),
  ofRun('indicators', 'run.indicators', 'What its strategy looked at', { unless: whole }),
  ofRun('diff', 'run.diff', 'Where it and another run part ways'),
  {
    method: 'POST',
    path: '/runs/{id}/verify',
    id: 'run',
    request: 'run.verify',
    does: 'Compute a run again and compare every byte',
    takes: 'query',
    statuses: [202],
  },
  read('/backups', 'backup.list', 'The copies of the store, newest first'),
  read('/operations', 'operation.list', 'Everything that takes time, newest first'),
  read('/operations/{id}', 'operation.read', 'One operation and its progress', { id: 'operation' }),
  {
    method: 'DELETE',
    path: '/operations/{id}',
    id: 'operation',
    request: 'operation.cancel',
    does: 'Cancel an operation; one that is over answers 409',
    takes: 'query',
    statuses: [202],
  },
  sent('/operations/{id}/retry', 'operation.retry', 'Ask again what did not succeed', {
    id: 'operation',
    takes: 'query',
    statuses: [202],
  }),
  read('/safety', 'safety.read', 'The kill switch, and whether anything may be made here'),
  sent('/kill-switch', 'killSwitch.set', 'Engage or release the kill switch, with a reason'),
  read('/limits', 'limit.list', 'The limits in force'),
  sent('/limits', 'limit.set', 'Set a limit'),
]

const asked = (request: Request): Route => ({
  method: 'POST',
  path: `/ask/${request}`,
  request,
  does: `Ask ${request} as the contract has it`,
  takes: 'json',
  statuses: [200],
})

export const ROUTES: readonly Route[] = [...named, ...REQUESTS.map(asked)]

export type Match =
  | { readonly is: 'route'; readonly route: Route; readonly id: string | null }
  | { readonly is: 'method'; readonly allowed: readonly string[] }
  | { readonly is: 'nothing' }

/** The route of a path under /api/v1. */
export function match(method: string, path: string): Match {
  const here = ROUTES.flatMap((route) => {
    const id = idIn(route.path, path)
    return id === undefined ? [] : [{ is: 'route' as const, route, id }]
  })
  if (here.length === 0) return { is: 'nothing' }
  return (
    here.find(({ route }) => route.method === method) ?? {
      is: 'method',
      allowed: here.map(({ route }) => route.method),
    }
  )
}

/** What stands at `{id}`, null where the path has none, undefined where it is another path. */
function idIn(pattern: string, path: string): string | null | undefined {
  const wanted = pattern.split('/')
  const given = path.split('/')
  if (wanted.length !== given.length) return undefined
  let id: string | null = null
  for (const [at, name] of wanted.entries()) {
    const segment = given[at] ?? ''
    if (name === '{id}' && segment !== '') id = segment
    else if (name !== segment) return undefined
  }
  return id
}
