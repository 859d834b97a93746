/** The rooms as their tsconfig files have them, and what each file in them imports. */
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseSync } from 'vite'

export const root = fileURLToPath(new URL('../..', import.meta.url))

export interface Room {
  /** Folder, from the root: `src/main/engine`. */
  readonly name: string
  /** Rooms that it may import. */
  readonly references: readonly string[]
}

export interface Import {
  /** File, from the root. */
  readonly from: string
  readonly room: string
  /** A file from the root, or the name of a module. */
  readonly to: string
}

/** Low rooms first, in the order in which the compiler builds them. */
export const rooms: readonly Room[] = referencesOf('.')
  .filter((name) => name.startsWith('src/'))
  .map((name) => ({ name, references: referencesOf(name) }))

function referencesOf(folder: string): string[] {
  const text = readFileSync(join(root, folder, 'tsconfig.json'), 'utf8')
  const { references = [] }: { references?: { path: string }[] } = JSON.parse(
    text.replace(/^\s*\/\/.*$/gm, ''),
  )
  return references.map(({ path }) => fromRoot(resolve(root, folder, path)))
}

/** The room that a file is in: the innermost folder that has one. */
export const roomOf = (file: string): string | undefined =>
  rooms
    .map(({ name }) => name)
    .filter((name) => file.startsWith(`${name}/`))
    .sort((a, b) => b.length - a.length)[0]

export function imports(): Import[] {
  const files = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(ts|tsx|mts|mjs)$/.test(name))
    .map((name) => fromRoot(join(root, 'src', name)))
  return files.flatMap((from) => {
    const room = roomOf(from) ?? 'no room'
    return specifiers(from).map((specifier) => ({
      from,
      room,
      to: specifier.startsWith('.') ? fromRoot(resolve(root, dirname(from), specifier)) : specifier,
    }))
  })
}

/** Imports and re-exports of values and types, dynamic ones, and files that are started by their URL. */
function specifiers(file: string): string[] {
  const text = readFileSync(join(root, file), 'utf8')
  const { staticImports, staticExports, dynamicImports } = parseSync(file, text).module
  return [
    ...staticImports.map(({ moduleRequest }) => moduleRequest.value),
    ...staticExports.flatMap(({ entries }) =>
      entries.flatMap(({ moduleRequest }) => moduleRequest?.value ?? []),
    ),
    ...dynamicImports.map(({ moduleRequest: { start, end } }) => text.slice(start + 1, end - 1)),
    ...matches(text, /new URL\(\s*'(\.[^']*)',\s*import\.meta\.url/g),
    ...matches(text, /\bimport\('([^']+)'\)\./g),
  ]
}

const matches = (text: string, pattern: RegExp): string[] =>
  [...text.matchAll(pattern)].map(([, specifier = '']) => specifier)

function fromRoot(path: string): string {
  return relative(root, path).split(sep).join('/')
}
