/**
 * The kill switch: a row in the store, a file `KILL` among the runs, or TAPEDECK_KILL in the
 * environment. Any one of them engages it, and so does one that can not be read.
 */
import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { millis } from '../../shared/brand.ts'
import { Problem } from '../../shared/problem.ts'
import type { KillSource, KillSwitch as State } from '../../shared/safety.ts'
import { asTrouble, codeOf } from '../disk/trouble.ts'
import type { Flip } from '../store/kill-switch.ts'
import type { Store } from '../store/store.ts'
import { whoIsIt } from './asking.ts'
import type { Home } from './home.ts'
import type { Log } from './log.ts'

const LONGEST_REASON = 500

export class KillSwitch {
  readonly #store: Store
  readonly #file: string
  readonly #log: Log
  readonly #env: NodeJS.ProcessEnv

  constructor(store: Store, home: Home, log: Log, env: NodeJS.ProcessEnv = process.env) {
    this.#store = store
    this.#file = path.join(home.runs, 'KILL')
    this.#log = log
    this.#env = env
  }

  read(): State {
    const by: KillSource[] = []
    let flip: Flip | null = null
    try {
      flip = this.#store.killSwitch.read()
      if (flip?.engaged === true) by.push('switch')
    } catch {
      by.push('unreadable')
    }
    const file = this.#fileState()
    if (file !== null) by.push(file)
    if (isSaid(this.#env['TAPEDECK_KILL'])) by.push('environment')
    return {
      engaged: by.length > 0,
      by,
      who: flip?.who ?? null,
      reason: by.includes('file') ? (this.#fileText() ?? flip?.reason ?? null) : (flip?.reason ?? null),
      at: flip === null ? null : millis(flip.at),
    }
  }

  /** Refuses whatever would be begun, or made known, while it is engaged. */
  admit(): void {
    const state = this.read()
    if (state.engaged) throw refusalOf(state)
  }

  set(engaged: boolean, reason: string): State {
    const flip = { engaged, who: whoIsIt(), reason: reason.trim().slice(0, LONGEST_REASON), at: Date.now() }
    if (engaged) this.#engage(flip)
    else this.#release(flip)
    this.#log.write(engaged ? 'killswitch.engaged' : 'killswitch.released', { who: flip.who, reason })
    return this.read()
  }

  /** Stopping must be possible even where the store can not be written: then the file says it. */
  #engage(flip: Flip): void {
    try {
      this.#note(flip)
    } catch (error) {
      this.#log.defect(error, 'killswitch')
      try {
        writeFileSync(this.#file, flip.reason)
      } catch {
        throw error
      }
    }
  }

  #release(flip: Flip): void {
    if (isSaid(this.#env['TAPEDECK_KILL'])) {
      throw new Problem(
        'KILL_SWITCH_ON',
        { by: ['environment'] },
        'The environment variable TAPEDECK_KILL holds the kill switch engaged.',
        'Start Tapedeck without that variable.',
      )
    }
    try {
      rmSync(this.#file, { force: true })
    } catch (error) {
      throw asTrouble(error)
    }
    this.#note(flip)
  }

  #note(flip: Flip): void {
    this.#store.together(() => {
      this.#store.killSwitch.write(flip)
      this.#store.audit.append({
        at: flip.at,
        event: flip.engaged ? 'kill_switch_on' : 'kill_switch_off',
        who: flip.who,
        operation: null,
        run: null,
        facts: { reason: flip.reason },
      })
    })
  }

  #fileState(): KillSource | null {
    try {
      statSync(this.#file)
      return 'file'
    } catch (error) {
      return codeOf(error) === 'ENOENT' ? null : 'unreadable'
    }
  }

  #fileText(): string | null {
    try {
      return readFileSync(this.#file, 'utf8').trim().slice(0, LONGEST_REASON) || null
    } catch {
      return null
    }
  }
}

/** `TAPEDECK_KILL=0` and an empty one are how a person says no. */
const isSaid = (value: string | undefined): boolean => value !== undefined && value !== '' && value !== '0'

export function refusalOf({ by, reason }: State): Problem {
  return new Problem(
    'KILL_SWITCH_ON',
    { by: [...by], reason },
    `The kill switch is engaged${reason === null || reason === '' ? '' : `: ${reason}`}.`,
    'Nothing is begun until it is released; what is there can be read.',
  )
}
