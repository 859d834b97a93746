/** Every command, in the order in which help lists them. */
import { candles } from './candles.ts'
import { check } from './check.ts'
import type { Command, Flag, Flags } from './command.ts'
import { text, yes } from './command.ts'
import { datasets } from './datasets.ts'
import { cancel } from './cancel.ts'
import { health } from './health.ts'
import { importing } from './import.ts'
import { killSwitch } from './kill-switch.ts'
import { limits } from './limits.ts'
import { operations } from './operations.ts'
import { report } from './report.ts'
import { retry } from './retry.ts'
import { run } from './run.ts'
import { runs } from './runs.ts'
import { serve } from './serve.ts'
import { show } from './show.ts'
import { strategies } from './strategies.ts'

export const COMMANDS: readonly Command[] = [
  importing,
  datasets,
  candles,
  strategies,
  check,
  run,
  runs,
  show,
  report,
  operations,
  cancel,
  retry,
  health,
  killSwitch,
  limits,
  serve,
]

/** What every command takes beside its own flags. */
export const EVERYWHERE = {
  json: yes('Answer with one JSON document on standard output'),
  home: text('DIR', 'The data folder; the app’s own where not said'),
  'read-only': yes('Refuse to make anything, for a reviewer'),
  help: yes('Say what the command does and takes'),
} satisfies Flags

export const flagsOf = (command: Command): { readonly [name: string]: Flag } => ({
  ...command.flags,
  ...EVERYWHERE,
})
