/** The limits in force: what the trader set for this home, else the usual ones. */
import { type Limit, LIMIT_NAMES, limitCard, type LimitName } from '../../shared/limits.ts'
import { Problem } from '../../shared/problem.ts'
import type { SettingTable } from '../store/settings.ts'

export class LimitBook {
  readonly #settings: SettingTable

  constructor(settings: SettingTable) {
    this.#settings = settings
  }

  value(name: LimitName): number {
    const set = this.#settings.read(keyOf(name))
    const { usual, least, most } = limitCard(name)
    // A number from elsewhere (an older home, another version) never loosens what is the most today.
    return typeof set === 'number' ? Math.min(Math.max(set, least), most) : usual
  }

  list(): Limit[] {
    return LIMIT_NAMES.map((name) => this.#read(name))
  }

  set(name: LimitName, value: number | null, advanced: boolean): Limit {
    if (value === null) this.#settings.forget(keyOf(name))
    else this.#settings.write(keyOf(name), allowed(name, value, advanced))
    return this.#read(name)
  }

  #read(name: LimitName): Limit {
    const { usual, least, most, unit, about } = limitCard(name)
    return { name, value: this.value(name), usual, least, most, unit, about }
  }
}

const keyOf = (name: LimitName): string => `limit.${name}`

function allowed(name: LimitName, value: number, advanced: boolean): number {
  const { usual, least, most, unit, stricterUp = false } = limitCard(name)
  if (value < least || value > most) {
    throw new Problem(
      'LIMIT_INVALID',
      { field: name, least, most },
      `The limit ${name} can not be ${value} ${unit}.`,
      `Choose a number from ${least} to ${most}.`,
    )
  }
  const isLooser = stricterUp ? value < usual : value > usual
  if (isLooser && !advanced) {
    throw new Problem(
      'LIMIT_INVALID',
      { field: name, usual },
      `${value} ${unit} is looser than the usual ${usual}.`,
      'Set it with --advanced (or advanced: true) where that is what you want.',
    )
  }
  return value
}
