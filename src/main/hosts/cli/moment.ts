/** A point in time as it is typed after --from and --to. */
import { millis, type Millis } from '../../../shared/brand.ts'
import { usage } from './arguments.ts'

const DAY = /^\d{4}-\d{2}-\d{2}$/
const TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2})$/i

/** A date is the beginning of that day in UTC. A time of day names its zone, for we never guess one. */
export function moment(flag: string, typed: string): Millis {
  const time = DAY.test(typed) || TIME.test(typed) ? Date.parse(typed.toUpperCase()) : Number.NaN
  // Date.parse takes the 30th of February for the 2nd of March.
  const rolled = !Number.isNaN(time) && DAY.test(typed) && !new Date(time).toISOString().startsWith(typed)
  if (Number.isNaN(time) || rolled) {
    throw usage(
      flag,
      `“${typed}” is not a date for --${flag}.`,
      'Write 2017-06-30, or with a time of day and its zone 2017-06-30T14:00Z.',
    )
  }
  return millis(time)
}
