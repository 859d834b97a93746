/** Words of the form name=value, as --param and --set take them. Values stay text: who asks checks them. */
import { usage } from './arguments.ts'

export function assigned(flag: string, words: readonly string[]): { readonly [name: string]: string } {
  const pairs = words.map((word) => split(flag, word))
  const names = pairs.map(([name]) => name)
  const twice = names.find((name, at) => names.indexOf(name) !== at)
  if (twice !== undefined) throw usage(flag, `--${flag} gives ${twice} twice.`, 'Give it once.')
  return Object.fromEntries(pairs)
}

export interface Nested {
  readonly [name: string]: string | { readonly [name: string]: string }
}

/** The same where a name is a path: `fees.takerBps=5` becomes `{ fees: { takerBps: '5' } }`. */
export function nested(flag: string, words: readonly string[]): Nested {
  const groups = new Map<string, Map<string, string> | string>()
  for (const [path, value] of Object.entries(assigned(flag, words))) {
    const [name = '', inner, ...deeper] = path.split('.')
    const group = groups.get(name) ?? (inner === undefined ? value : new Map<string, string>())
    if (deeper.length > 0 || (typeof group === 'string') !== (inner === undefined)) {
      throw usage(
        flag,
        `There is no setting ${path}.`,
        'Settings are written like capital=5000 or fees.takerBps=5.',
      )
    }
    if (typeof group !== 'string' && inner !== undefined) group.set(inner, value)
    groups.set(name, group)
  }
  return Object.fromEntries(
    [...groups].map(([name, group]) => [name, typeof group === 'string' ? group : Object.fromEntries(group)]),
  )
}

function split(flag: string, word: string): readonly [name: string, value: string] {
  const at = word.indexOf('=')
  const name = word.slice(0, Math.max(at, 0)).trim()
  if (!/^[A-Za-z][\w.-]*$/.test(name)) {
    throw usage(
      flag,
      `“${word}” is not of the form name=value.`,
      `Write --${flag} name=value, without spaces.`,
    )
  }
  return [name, word.slice(at + 1)]
}
