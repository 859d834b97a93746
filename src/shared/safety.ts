import type { Millis } from './brand.ts'

/** What may engage the kill switch. Any one of them is enough; one that can not be read counts too. */
export const KILL_SOURCES = ['switch', 'file', 'environment', 'unreadable'] as const
export type KillSource = (typeof KILL_SOURCES)[number]

export interface KillSwitch {
  readonly engaged: boolean
  /** What engages it right now. */
  readonly by: readonly KillSource[]
  /** Of the last flip, where there was one. */
  readonly who: string | null
  readonly reason: string | null
  readonly at: Millis | null
}

/** What stops things from being begun here. */
export interface Safety {
  readonly killSwitch: KillSwitch
  /** For a reviewer: everything can be read, nothing is made. */
  readonly readOnly: boolean
}

/** One line of the log, as it may be shown. */
export interface LogLine {
  /** Its place in the file. */
  readonly number: number
  readonly time: string
  readonly level: 'info' | 'warn' | 'error'
  readonly event: string
  readonly facts: string
}
