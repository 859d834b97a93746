/** Every command, in the order in which help lists them. */
import { backup } from './backup.ts'
import { candles } from './candles.ts'
import { capsule } from './capsule.ts'
import { check } from './check.ts'
import type { Command, Flag, Flags } from './command.ts'
import { text, yes } from './command.ts'
import { datasets } from './datasets.ts'
import { fetching } from './fetch.ts'
import { diff } from './diff.ts'
import { doctor } from './doctor.ts'
import { cancel } from './cancel.ts'
import { health } from './health.ts'
import { importing } from './import.ts'
import { killSwitch } from './kill-switch.ts'
import { limits } from './limits.ts'
import { operations } from './operations.ts'
import { report } from './report.ts'
import { restore } from './restore.ts'
import { retry } from './retry.ts'
import { run } from './run.ts'
import { runs } from './runs.ts'
import { serve } from './serve.ts'
import { show } from './show.ts'
import { strategies } from './strategies.ts'
import { ticket } from './ticket.ts'
import { verify } from './verify.ts'

export const COMMANDS: readonly Command[] = [
  importing,
  fetching,
  datasets,
  candles,
  strategies,
  check,
  run,
  runs,
  show,
  verify,
  diff,
  report,
  ticket,
  capsule,
  operations,
  cancel,
  retry,
  health,
  doctor,
  backup,
  restore,
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
