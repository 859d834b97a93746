/**
 * What may be asked and what may be begun, decided here for the window, the command line and the
 * API alike. `admit` stands at the door for every request; `admitWork` where work begins, when it
 * is known that there is any: a run that exists is answered whatever is switched on.
 */
import { statfsSync } from 'node:fs'
import os from 'node:os'
import type { Request } from '../../shared/contract.ts'
import type { LimitName } from '../../shared/limits.ts'
import type { Entry, OperationKind } from '../../shared/operation.ts'
import { Problem } from '../../shared/problem.ts'
import type { OperationTable } from '../store/operations.ts'
import type { SettingTable } from '../store/settings.ts'
import { whoAsks } from './asking.ts'
import type { Home } from './home.ts'
import type { KillSwitch } from './kill-switch.ts'
import type { LimitBook } from './limit-book.ts'
import { LIMITS } from './limits.ts'

const MINUTE = 60_000
const MB = 1024 * 1024
const READ_ONLY = 'readOnly'

/** Requests that start or change something; what is left out only reads. */
const CHANGES: ReadonlySet<Request> = new Set<Request>([
  'upload.open',
  'dataset.import',
  'dataset.demo',
  'provider.fetch',
  'candles.export',
  'strategy.check',
  'run.start',
  'run.verify',
  'run.repair',
  'capsule.export',
  'capsule.import',
  'doctor.start',
  'backup.make',
  'backup.restore',
  'report.export',
  'operation.cancel',
  'operation.retry',
  'killSwitch.set',
  'readOnly.set',
  'limit.set',
  'preference.write',
])

interface Needs {
  readonly home: Home
  readonly operations: OperationTable
  readonly settings: SettingTable
  readonly killSwitch: KillSwitch
  readonly limits: LimitBook
  /** This process was started read-only, whatever the home says. */
  readonly readOnly: boolean
}

export class Admission {
  readonly #needs: Needs
  #changes: number[] = []

  constructor(needs: Needs) {
    this.#needs = needs
  }

  get isReadOnly(): boolean {
    return this.#needs.readOnly || this.#needs.settings.read(READ_ONLY) === true
  }

  setReadOnly(readOnly: boolean): void {
    if (!readOnly && this.#needs.readOnly) throw readOnlyRefusal()
    this.#needs.settings.write(READ_ONLY, readOnly)
  }

  /** Every request passes here, whoever asks. */
  admit(request: Request, ask: unknown, entry: Entry): void {
    refuseHuge(ask)
    if (entry === 'api' && CHANGES.has(request)) this.#countChange()
    // What begins something without being an operation.
    if (request === 'upload.open' || request === 'backup.restore') {
      this.#needs.killSwitch.admit()
      if (this.isReadOnly) throw readOnlyRefusal()
    }
    // Whoever may not begin anything may not lift what holds others back either.
    if ((request === 'limit.set' || isRelease(request, ask)) && this.isReadOnly) throw readOnlyRefusal()
  }

  /** Every operation passes here before it is queued. */
  admitWork(kind: OperationKind, underWay: number): void {
    const { killSwitch, operations, limits } = this.#needs
    killSwitch.admit()
    // A reviewer may take a report along; it makes nothing in this home but a file to hand over.
    if (kind !== 'export' && this.isReadOnly) throw readOnlyRefusal()
    const most = limits.value('operations')
    if (underWay >= most) {
      throw busy('operations', most, `There are ${most} operations under way already.`)
    }
    const entry = whoAsks()?.entry
    if (kind === 'run' && entry !== undefined) {
      const perMinute = limits.value('runsPerMinute')
      if (operations.runsSince(entry, Date.now() - MINUTE) >= perMinute)
        throw tooOften('runsPerMinute', perMinute)
    }
    this.#admitMemory()
    this.#admitDisk()
  }

  #countChange(): void {
    const perMinute = this.#needs.limits.value('apiChangesPerMinute')
    const since = Date.now() - MINUTE
    this.#changes = this.#changes.filter((at) => at > since)
    if (this.#changes.length >= perMinute) throw tooOften('apiChangesPerMinute', perMinute)
    this.#changes.push(Date.now())
  }

  #admitMemory(): void {
    const most = this.#needs.limits.value('memoryPct')
    const used = (process.memoryUsage.rss() / os.totalmem()) * 100
    if (used <= most) return
    throw new Problem(
      'MEM_PRESSURE',
      { limit: most, used: Math.round(used) },
      `Tapedeck uses ${Math.round(used)} % of this machine’s memory; nothing new is begun above ${most} %.`,
      'Wait for what is under way, or restart Tapedeck.',
    )
  }

  #admitDisk(): void {
    const least = this.#needs.limits.value('freeDiskMb')
    const free = freeMb(this.#needs.home)
    if (free >= least) return
    throw new Problem(
      'DISK_LOW',
      { limit: least, free },
      `Only ${free} MB are free on the disk; ${least} MB are wanted before anything is begun.`,
      'Free some space, or lower the limit freeDiskMb.',
    )
  }
}

export function freeMb({ folder }: Home): number {
  const { bavail, bsize } = statfsSync(folder)
  return Math.floor((bavail * bsize) / MB)
}

export const busy = (limit: LimitName, most: number, message: string): Problem =>
  new Problem('LIMIT_BUSY', { limit: most, field: limit }, message, 'Wait for some to end, or cancel them.')

const tooOften = (limit: LimitName, most: number): Problem =>
  new Problem(
    'RATE_LIMITED',
    { limit: most, field: limit },
    `The limit is ${most} in a minute.`,
    `Wait a little, or raise the limit ${limit}.`,
  )

export const readOnlyRefusal = (): Problem =>
  new Problem(
    'RUN_CREATION_DISABLED',
    {},
    'This workstation is read-only: what is there can be read, nothing is made.',
    'Start it without --read-only, or have the read-only setting lifted.',
  )

const isRelease = (request: Request, ask: unknown): boolean =>
  request === 'killSwitch.set' &&
  typeof ask === 'object' &&
  ask !== null &&
  'engaged' in ask &&
  ask.engaged === false

/** Level by level and not by recursion, which a deep enough value would overflow. */
function refuseHuge(ask: unknown): void {
  let level = [ask]
  let bytes = 0
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > LIMITS.requestDepth) throw tooLarge('nested deeper than 64 levels')
    const inner: unknown[] = []
    for (const value of level) {
      if (typeof value === 'string') {
        if (value.length > LIMITS.requestTextBytes) throw tooLarge('a text longer than 64 KiB')
        bytes += value.length
      } else if (typeof value === 'object' && value !== null && !ArrayBuffer.isView(value)) {
        // One by one: a list of millions must not be spread over the stack.
        for (const [name, held] of Object.entries(value)) {
          bytes += name.length + 1
          inner.push(held)
        }
      }
      if (bytes > LIMITS.requestBytes) throw tooLarge('larger than 1 MiB')
    }
    level = inner
  }
}

const tooLarge = (how: string): Problem =>
  new Problem(
    'REQUEST_TOO_LARGE',
    { field: 'request' },
    `The request is too large: ${how}.`,
    'Hand files over with upload.open and upload.write; everything else is small.',
  )
