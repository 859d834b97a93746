/** What the schemas find wrong, in words that finish the sentence "The setting … is not possible: …". */
import type { z } from 'zod'

type ZodIssue = z.core.$ZodIssue

export interface Issue {
  readonly path: readonly PropertyKey[]
  readonly keys: readonly string[]
  /** The alternatives that were possible, where there were several. */
  readonly found: readonly ZodIssue[]
}

/** In a union, what is wrong with the alternative that came closest says more than "no match". */
export function deepest(issue: ZodIssue | undefined): Issue {
  if (issue === undefined) return { path: [], keys: [], found: [] }
  if (issue.code === 'invalid_union') {
    const inner = issue.errors.flatMap(([first]) => (first === undefined ? [] : [deepest(first)]))
    const furthest = Math.max(0, ...inner.map(({ path }) => path.length))
    const best = inner.filter(({ path }) => path.length === furthest)
    const [first] = best
    if (first !== undefined) {
      return {
        path: [...issue.path, ...first.path],
        keys: first.keys,
        found: best.flatMap(({ found }) => found),
      }
    }
  }
  const keys = issue.code === 'unrecognized_keys' ? issue.keys.slice(0, 1) : []
  return { path: issue.path, keys, found: [issue] }
}

export function issueInWords({ keys, found }: Issue): string {
  if (keys.length > 0) return 'there is no such name'
  // What was said about the value itself says more than what it could have been instead.
  const about = found.find(({ code }) => code === 'custom' || code === 'invalid_format') ?? found[0]
  if (about === undefined) return 'it is not understood'
  if (about.code !== 'invalid_type' && about.code !== 'invalid_value') return oneInWords(about)
  const all = new Set(found.map(wanted).filter(Boolean))
  // Numbers and switches may also be typed, so text is possible; what is meant is said once.
  const meant = [A_NUMBER, YES_OR_NO].find((name) => all.has(name)) ?? ''
  return `it must be ${all.size === 2 && meant !== '' && !isChoice(found) ? meant : [...all].join(', or ')}`
}

/** Whether something is not there at all. */
export function isMissing(given: unknown, path: readonly PropertyKey[]): boolean {
  let at = given
  for (const name of path) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, name)) return true
    at = Reflect.get(at, name)
  }
  return at === undefined
}

/** A word beside a number, as in `auto`; the words of a switch are no such thing. */
const isChoice = (found: readonly ZodIssue[]): boolean =>
  found.some((issue) => issue.code === 'invalid_value' && !issue.values.includes('true'))

/** Our own sentences stay as they are; the library's are for programmers. */
function oneInWords(issue: ZodIssue): string {
  switch (issue.code) {
    case 'too_small':
      return amount(issue.origin, 'at least', issue.minimum)
    case 'too_big':
      return amount(issue.origin, 'at most', issue.maximum)
    case 'not_multiple_of':
      return `it must be a multiple of ${issue.divisor}`
    case 'invalid_key':
      return 'a name in it is too long'
    case 'custom':
    case 'invalid_format':
      return `it must be ${issue.message.replace(/\.$/, '')}`
    default:
      return 'it is not understood'
  }
}

function amount(origin: string, least: string, bound: number | bigint): string {
  switch (origin) {
    case 'string':
      return Number(bound) === 1 ? 'it is empty' : `it must have ${least} ${bound} characters`
    case 'array':
      return `it must have ${least} ${bound} entries`
    default:
      return `it must be ${least} ${bound}`
  }
}

const A_NUMBER = 'a number'
const YES_OR_NO = 'true or false'

const TYPES: { readonly [type: string]: string } = {
  string: 'text',
  number: A_NUMBER,
  int: 'a whole number',
  boolean: YES_OR_NO,
  object: 'a group of named values',
  record: 'a group of named values',
  array: 'a list',
  null: 'null',
}

function wanted(issue: ZodIssue): string {
  if (issue.code === 'invalid_type') return TYPES[issue.expected] ?? `${issue.expected}`
  if (issue.code === 'invalid_value') return choices(issue.values.map(String))
  return ''
}

const choices = (values: readonly string[]): string => {
  const last = values.at(-1) ?? ''
  return values.length < 2 ? last : `${values.slice(0, -1).join(', ')} or ${last}`
}
