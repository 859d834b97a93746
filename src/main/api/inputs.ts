/**
 * What every request accepts, checked at the door. The table is typed by the contract: a request
 * without a schema, or with one of another shape, does not compile.
 */
import { z } from 'zod'
import type { DatasetId, Millis, OperationId, PlaceId, RunId, UploadId } from '../../shared/brand.ts'
import type { Timeframe } from '../../shared/candles.ts'
import type { Ask, Request } from '../../shared/contract.ts'
import {
  COLUMN_FIELDS,
  DATE_ORDERS,
  DECIMAL_MARKS,
  DELIMITERS,
  REPAIRS,
  STAMPS,
} from '../../shared/dataset.ts'
import { isLimitName, type LimitName } from '../../shared/limits.ts'
import { OPERATION_KINDS, OPERATION_STATES } from '../../shared/operation.ts'
import { MARKETS } from '../../shared/provider.ts'
import { REPORT_FORMATS } from '../../shared/run.ts'
import { LIMITS } from './limits.ts'
import { partialSettings } from './settings-input.ts'

const hash = (what: string) => z.string().regex(/^[0-9a-f]{64}$/, `a ${what} of 64 hexadecimal digits`)
const token = () => z.string().min(1).max(100)

const dataset = hash('dataset id').transform((id) => id as DatasetId)
const run = hash('run id').transform((id) => id as RunId)
const operation = token().transform((id) => id as OperationId)
const upload = token().transform((id) => id as UploadId)
const place = token().transform((id) => id as PlaceId)
const time = z
  .int()
  .min(Date.UTC(1700, 0))
  .max(Date.UTC(2200, 0))
  .transform((ms) => ms as Millis)
const timeframe = z
  .string()
  .regex(/^[1-9]\d{0,3}(s|m|h|d|w|mo)$/, 'a timeframe such as 1m, 4h or 1d')
  .transform((text) => text as Timeframe)
const limitName = z
  .string()
  .max(64)
  .refine(isLimitName, 'the name of a limit')
  .transform((name) => name as LimitName)
const first = z.int().min(0).max(Number.MAX_SAFE_INTEGER)
const most = (limit: number) => z.int().min(1).max(limit)

const nothing = z.strictObject({})
const slice = z
  .instanceof(Uint8Array)
  .refine((bytes) => bytes.length <= LIMITS.uploadSliceBytes, 'a slice of at most 1 MiB')

const importSettings = z.strictObject({
  symbol: z.string().min(1).max(40).exactOptional(),
  timezone: z.string().min(1).max(64).exactOptional(),
  timeframe: timeframe.exactOptional(),
  repair: z.array(z.enum(REPAIRS)).max(REPAIRS.length).exactOptional(),
  delimiter: z.enum(DELIMITERS).exactOptional(),
  decimal: z.enum(DECIMAL_MARKS).exactOptional(),
  dateOrder: z.enum(DATE_ORDERS).exactOptional(),
  stamp: z.enum(STAMPS).exactOptional(),
  columns: z.partialRecord(z.enum(COLUMN_FIELDS), z.int().min(1).max(LIMITS.columns)).exactOptional(),
})

const source = z.union([z.strictObject({ path: z.string().min(1).max(4096) }), z.strictObject({ upload })])

const strategyId = z.string().min(1).max(100)
const parameters = z.record(z.string().max(64), z.union([z.number(), z.string().max(200), z.boolean()]))

const symbol = z.string().min(1).max(64)

export const runRequest = z.strictObject({
  datasets: z.array(dataset).min(1).max(LIMITS.pageRows),
  strategy: strategyId,
  params: parameters.exactOptional(),
  timeframe: timeframe.exactOptional(),
  from: time.exactOptional(),
  to: time.exactOptional(),
  settings: partialSettings.exactOptional(),
  skipVolumeFilter: z.boolean().exactOptional(),
  journal: z.enum(['events', 'full']).exactOptional(),
})

const ofTrade = z.int().min(1).max(Number.MAX_SAFE_INTEGER).exactOptional()
const page = { first: first.exactOptional(), most: most(LIMITS.pageRows).exactOptional() }

export const INPUTS: { readonly [R in Request]: z.ZodType<Ask<R>> } = {
  'session.read': nothing,
  'health.read': nothing,
  'upload.open': z.strictObject({ name: z.string().min(1).max(1024), bytes: z.int().min(0) }),
  'upload.write': z.strictObject({ upload, at: first, slice }),
  'upload.discard': z.strictObject({ upload }),
  'dataset.import': z.strictObject({ source, settings: importSettings.exactOptional() }),
  'dataset.inspect': z.strictObject({ source, settings: importSettings.exactOptional() }),
  'dataset.demo': nothing,
  'dataset.list': nothing,
  'dataset.read': z.strictObject({ dataset }),
  'provider.list': nothing,
  'provider.fetch': z.strictObject({
    provider: z.enum(MARKETS),
    symbol: z.string().min(1).max(40),
    timeframe,
    from: time,
    to: time,
  }),
  'candles.read': z.strictObject({
    dataset,
    timeframe: timeframe.exactOptional(),
    from: time,
    to: time,
    most: most(LIMITS.chartCandles),
  }),
  'candles.export': z.strictObject({
    dataset,
    timeframe: timeframe.exactOptional(),
    from: time.exactOptional(),
    to: time.exactOptional(),
    place: place.exactOptional(),
  }),
  'strategy.list': nothing,
  'strategy.check': z.strictObject({
    strategy: strategyId,
    dataset,
    params: parameters.exactOptional(),
    timeframe: timeframe.exactOptional(),
  }),
  'run.start': runRequest,
  'run.list': z.strictObject({ limit: most(LIMITS.pageRows).exactOptional(), offset: first.exactOptional() }),
  'run.read': z.strictObject({ run }),
  'run.trades': z.strictObject({ run, ...page }),
  'run.decisions': z.strictObject({
    run,
    symbol: symbol.exactOptional(),
    candle: first.exactOptional(),
    ...page,
  }),
  'run.orders': z.strictObject({ run, trade: ofTrade, ...page }),
  'run.fills': z.strictObject({ run, trade: ofTrade, ...page }),
  'run.events': z.strictObject({ run, ...page }),
  'run.timeline': z.strictObject({ run, ...page }),
  'run.equity': z.strictObject({ run, from: time, to: time, most: most(LIMITS.chartCandles) }),
  'run.markers': z.strictObject({
    run,
    symbol: symbol.exactOptional(),
    from: time,
    to: time,
    most: most(LIMITS.pageRows).exactOptional(),
  }),
  'run.indicators': z.strictObject({
    run,
    symbol: symbol.exactOptional(),
    from: time,
    to: time,
    most: most(LIMITS.chartCandles),
  }),
  'ticket.read': z.strictObject({
    run,
    trade: z.int().min(1).max(Number.MAX_SAFE_INTEGER),
    prefix: z
      .string()
      .regex(/^[A-Za-z0-9-]{1,16}$/, 'up to 16 letters and digits')
      .exactOptional(),
  }),
  'run.verify': z.strictObject({ run }),
  'run.repair': z.strictObject({ run }),
  'run.diff': z.strictObject({ run, other: run }),
  'capsule.export': z.strictObject({
    run,
    name: z
      .string()
      .regex(/^[\p{L}\p{N}_-][\p{L}\p{N} _.-]{0,99}$/u, 'a file name of letters, digits, dots and dashes')
      .exactOptional(),
    place: place.exactOptional(),
  }),
  'capsule.import': z.strictObject({ source }),
  'doctor.start': z.strictObject({ rebuild: z.boolean().exactOptional() }),
  'backup.make': nothing,
  'backup.list': nothing,
  'backup.restore': z.strictObject({
    name: z.string().regex(/^tapedeck-[\dTZ.-]{18,22}-[a-z]{4,9}\.db$/, 'a name that backup.list answered'),
  }),
  'report.export': z.strictObject({
    run,
    formats: z.array(z.enum(REPORT_FORMATS)).min(1).max(REPORT_FORMATS.length),
    place: place.exactOptional(),
  }),
  'export.read': z.strictObject({ operation, name: z.string().min(1).max(255), at: first }),
  'export.reveal': z.strictObject({ operation }),
  'operation.list': z.strictObject({
    kind: z.enum(OPERATION_KINDS).exactOptional(),
    state: z.enum(OPERATION_STATES).exactOptional(),
    limit: most(LIMITS.pageRows).exactOptional(),
  }),
  'operation.read': z.strictObject({ operation }),
  'operation.cancel': z.strictObject({ operation }),
  'operation.retry': z.strictObject({ operation }),
  'safety.read': nothing,
  'killSwitch.set': z.strictObject({ engaged: z.boolean(), reason: z.string().max(500) }),
  'readOnly.set': z.strictObject({ readOnly: z.boolean() }),
  'limit.list': nothing,
  'limit.set': z.strictObject({
    name: limitName,
    value: z.int().min(0).nullable(),
    advanced: z.boolean().exactOptional(),
  }),
  'log.read': z.strictObject({ most: most(LIMITS.pageRows).exactOptional() }),
  'dialog.candles': nothing,
  'dialog.folder': nothing,
  'preference.list': nothing,
  'preference.write': z.strictObject({
    name: z.string().regex(/^[a-z][\w.:/-]{0,63}$/i, 'a short name of letters and digits'),
    value: z.string().max(4096),
  }),
}
