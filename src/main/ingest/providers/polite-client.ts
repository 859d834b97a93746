/**
 * Asks one host, slowly enough to be welcome: paced, patient when it is told to wait, and never
 * led to another host. Whatever comes back is text of bounded length.
 */
import { setTimeout as pause } from 'node:timers/promises'
import { Problem } from '../../../shared/problem.ts'
import { shown } from '../complaints.ts'
import { codeOf } from '../../disk/trouble.ts'

export interface Manners {
  /** Between the beginnings of two requests. */
  readonly paceMs: number
  readonly timeoutMs: number
  /** The first wait before asking again; each further one is twice as long. */
  readonly backOffMs: number
  /** Told to wait longer than this, the answer is handed to the person. */
  readonly mostWaitMs: number
}

/** Half of what Coinbase allows an address that gives no name. */
export const MANNERS: Manners = { paceMs: 200, timeoutMs: 15_000, backOffMs: 500, mostWaitMs: 60_000 }

/** How often the same is asked again, by what went wrong. */
const AGAIN = { unreachable: 1, silent: 2, failing: 3, busy: 6 } as const
const MOST_BYTES = 1 << 20

export interface Answer {
  readonly status: number
  readonly text: string
  /** What time it is at the host; null where it does not say. */
  readonly now: number | null
}

interface Trouble {
  readonly kind: keyof typeof AGAIN
  readonly problem: Problem
  /** How long the host wants to be left alone. */
  readonly wait?: number | null
}

export class PoliteClient {
  readonly #base: URL
  readonly #title: string
  readonly #manners: Manners
  readonly #stop: AbortSignal
  #notBefore = 0

  /** `title` is who is asked, in words. */
  constructor(base: URL, title: string, manners: Manners, stop: AbortSignal) {
    this.#base = base
    this.#title = title
    this.#manners = manners
    this.#stop = stop
  }

  async get(address: string): Promise<Answer> {
    for (let again = 0; ; again++) {
      await this.#takeTurn()
      const outcome = await this.#ask(new URL(address, this.#base))
      if ('text' in outcome) return outcome
      const { kind, problem, wait } = outcome
      const { backOffMs, mostWaitMs } = this.#manners
      if (again >= AGAIN[kind] || (wait ?? 0) > mostWaitMs) throw problem
      await this.#rest(wait ?? Math.min(backOffMs * 2 ** again, mostWaitMs))
    }
  }

  async #ask(address: URL): Promise<Answer | Trouble> {
    const silence = AbortSignal.timeout(this.#manners.timeoutMs)
    try {
      const response = await fetch(address, {
        redirect: 'manual',
        signal: AbortSignal.any([this.#stop, silence]),
        headers: { accept: 'application/json', 'user-agent': 'Tapedeck' },
      })
      const text = await this.#read(response)
      return this.#trouble(response, text) ?? { status: response.status, text, now: dateOf(response) }
    } catch (error) {
      this.#stop.throwIfAborted()
      if (error instanceof Problem) throw error
      if (silence.aborted) return { kind: 'silent', problem: this.#silent() }
      return { kind: 'unreachable', problem: this.#unreachable(error) }
    }
  }

  #trouble(response: Response, text: string): Trouble | null {
    const { status } = response
    if (status === 429) {
      const wait = waitOf(response)
      return { kind: 'busy', problem: this.#busy(wait), wait }
    }
    if (status >= 500) return { kind: 'failing', problem: this.refusal(status, text) }
    if (status >= 300 && status < 400) throw this.refusal(status, response.headers.get('location') ?? '')
    return null
  }

  /** A body of any length is read only so far. */
  async #read(response: Response): Promise<string> {
    const parts: Uint8Array[] = []
    let length = 0
    for await (const part of response.body ?? []) {
      length += part.length
      if (length > MOST_BYTES) throw this.refusal(response.status, Buffer.concat(parts).toString('utf8'))
      parts.push(part)
    }
    return Buffer.concat(parts).toString('utf8')
  }

  async #takeTurn(): Promise<void> {
    const wait = this.#notBefore - performance.now()
    if (wait > 0) await this.#rest(wait)
    this.#notBefore = performance.now() + this.#manners.paceMs
  }

  async #rest(ms: number): Promise<void> {
    await pause(ms, undefined, { signal: this.#stop }).catch(() => undefined)
    this.#stop.throwIfAborted()
  }

  /** An answer that can not be used, and what it was. */
  refusal(status: number, text: string): Problem {
    const said = text.trim() === '' ? 'nothing' : `“${shown(text.trim())}”`
    return new Problem(
      'PROVIDER_REFUSED',
      { status, text: shown(text.trim()), host: this.#base.host },
      `${this.#title} answered ${status} and ${said} where candles were expected.`,
      'Try again later; what was loaded before is kept.',
    )
  }

  #busy(wait: number | null): Problem {
    const seconds = wait === null ? null : Math.ceil(wait / 1000)
    return new Problem(
      'RATE_LIMITED',
      { host: this.#base.host, waitSeconds: seconds },
      `${this.#title} asks us to wait${seconds === null ? '' : ` ${seconds} s`} before the next question.`,
      'Fetch again later: it goes on where it stopped, for what was loaded is kept.',
    )
  }

  #silent(): Problem {
    return new Problem(
      'PROVIDER_OFFLINE',
      { host: this.#base.host },
      `${this.#title} did not answer within ${this.#manners.timeoutMs / 1000} s.`,
      'Try again later; what was loaded before is kept and needs no network.',
    )
  }

  #unreachable(error: unknown): Problem {
    const reason = codeOf(error instanceof Error ? error.cause : error)
    return new Problem(
      'PROVIDER_OFFLINE',
      { host: this.#base.host, ...(reason === '' ? {} : { text: reason }) },
      `${this.#title} can not be reached from here.`,
      'Check the network and try again; what was loaded before is kept and needs none.',
    )
  }
}

/** Seconds, or the date after which to come back. */
function waitOf(response: Response): number | null {
  const told = response.headers.get('retry-after')?.trim() ?? ''
  if (/^\d{1,9}$/.test(told)) return Number(told) * 1000
  const until = Date.parse(told)
  return Number.isNaN(until) ? null : Math.max(0, until - (dateOf(response) ?? Date.now()))
}

function dateOf(response: Response): number | null {
  const time = Date.parse(response.headers.get('date') ?? '')
  return Number.isNaN(time) ? null : time
}
