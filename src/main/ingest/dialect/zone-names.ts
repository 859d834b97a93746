/** Zones as files name them beside a time, where the name alone says how far from UTC it is. */
import { HOUR, MINUTE } from '../../text/utc.ts'

/** Only abbreviations that mean one thing: `CST` is in America or in China, `IST` in three places. */
const OFFSETS = new Map([
  ['Z', 0],
  ['UTC', 0],
  ['GMT', 0],
  ['EST', -5],
  ['EDT', -4],
  ['PST', -8],
  ['PDT', -7],
  ['CET', 1],
  ['CEST', 2],
  ['JST', 9],
])

/** Milliseconds ahead of UTC of `Z`, `UTC`, `EST`, `+02:00`, `-0330`, `GMT+0200`; null for any other text. */
export function namedOffset(name: string): number | null {
  const known = OFFSETS.get(name.toUpperCase())
  if (known !== undefined) return known * HOUR
  const prefixed = ['GMT', 'UTC'].find((prefix) => name.toUpperCase().startsWith(prefix))
  const text = prefixed === undefined ? name : name.slice(prefixed.length)
  const sign = text.charAt(0)
  if (sign !== '+' && sign !== '-') return null
  const digits = text.slice(1).replace(':', '')
  if (![1, 2, 4].includes(digits.length) || [...digits].some((c) => c < '0' || c > '9')) return null
  const hours = Number(digits.slice(0, 2))
  const minutes = Number(digits.slice(2) || '0')
  if (hours > 15 || minutes > 59) return null
  return (sign === '-' ? -1 : 1) * (hours * HOUR + minutes * MINUTE)
}
