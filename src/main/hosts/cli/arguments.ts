/** Reads what was typed after a command's name. What it does not understand it refuses with a hint. */
import { Problem } from '../../../shared/problem.ts'
import type { Flags, Given } from './command.ts'
import { nearest } from '../../text/nearest.ts'

/** `takes` is the command's usage: it says how many words there must be and may be. */
export function parse(typed: readonly string[], flags: Flags, takes: string): Given {
  const values = new Map<string, string[]>()
  const rest: string[] = []
  const words = typed.values()
  /** What words without a flag go to. */
  let open = rest
  for (const word of words) {
    if (word === '--') {
      rest.push(...words)
    } else if (!word.startsWith('--')) {
      refuseShort(word)
      open.push(word)
    } else {
      const { name, value } = split(word)
      const flag = Object.hasOwn(flags, name) ? flags[name] : undefined
      if (flag === undefined) throw unknown(name, flags)
      const before = values.get(name) ?? []
      if (before.length > 0 && !flag.many) throw usage(name, `--${name} is given twice.`, 'Give it once.')
      const all = [
        ...before,
        flag.takes === null ? none(name, value) : (value ?? next(words, name, flag.takes)),
      ]
      values.set(name, all)
      open = flag.goesOn === true ? all : rest
    }
  }
  refuseCount(rest, takes)
  return {
    rest,
    text: (name) => values.get(name)?.[0],
    texts: (name) => values.get(name) ?? [],
    has: (name) => values.has(name),
  }
}

function split(word: string): { name: string; value: string | undefined } {
  const at = word.indexOf('=')
  return at === -1
    ? { name: word.slice(2), value: undefined }
    : { name: word.slice(2, at), value: word.slice(at + 1) }
}

/** The word after a flag. Another flag there means that the value was forgotten; `-5` is a value. */
function next(words: Iterator<string>, name: string, takes: string): string {
  const { done, value } = words.next()
  if (done === true || value.startsWith('--')) {
    throw usage(name, `--${name} needs a value.`, `Write --${name} ${takes}.`)
  }
  return value
}

function none(name: string, value: string | undefined): string {
  if (value !== undefined) throw usage(name, `--${name} takes no value.`, `Write --${name} alone.`)
  return ''
}

function refuseShort(word: string): void {
  if (!/^-[a-z]/i.test(word)) return
  throw usage(
    word,
    `There is no flag ${word}.`,
    'Flags are written out, with two dashes: tapedeck help lists them.',
  )
}

function refuseCount(rest: readonly string[], takes: string): void {
  const wanted = takes.split(' ').filter((word) => /^[A-Z]/.test(word))
  const [first = ''] = wanted
  if (rest.length < wanted.length) {
    const missing = (wanted[rest.length] ?? first).replace('…', '')
    throw usage(missing, `${missing} is missing.`, `The command goes on with ${takes}.`)
  }
  const repeats = takes.includes('…')
  const optional = takes.split(' ').filter((word) => /^\[[A-Z]/.test(word)).length
  const extra = rest[wanted.length + optional]
  if (!repeats && extra !== undefined) {
    throw usage(extra, `“${extra}” is one word too many.`, 'Put quotes around a name that has spaces in it.')
  }
}

function unknown(name: string, flags: Flags): Problem {
  const like = nearest(name, Object.keys(flags))
  const hint =
    like === null
      ? 'Add --help to see the flags of this command.'
      : `Did you mean --${like}? --help lists them all.`
  return usage(name, `There is no flag --${name} here.`, hint)
}

export const usage = (field: string, message: string, hint: string): Problem =>
  new Problem('USAGE', { field }, message, hint)
