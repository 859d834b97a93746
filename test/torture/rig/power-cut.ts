/**
 * What a disk may hold after the power went: everything that was synced, and of the rest any part that
 * a file system is allowed to have written. Names come and go in order; how many of them are certain
 * depends on whether only a folder's own sync counts (POSIX) or any sync does (ext4).
 */
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Step } from './recorder.ts'

const SECTOR = 512

export type Tree = ReadonlyMap<string, Buffer | 'folder'>

/** What is on the disk before anything was recorded: all of it is certain. */
export function treeOf(root: string): Tree {
  const tree = new Map<string, Buffer | 'folder'>()
  const walk = (folder: string) => {
    tree.set(folder, 'folder')
    for (const name of readdirSync(folder).sort()) {
      const entry = path.join(folder, name)
      if (statSync(entry).isDirectory()) walk(entry)
      else tree.set(entry, readFileSync(entry))
    }
  }
  walk(root)
  return tree
}

export interface Cut {
  /** Lines that had been said before. */
  readonly said: readonly string[]
  readonly tree: Tree
}

/** One of the disks that a cut before step `end` may leave. */
export function cutAt(before: Tree, steps: readonly Step[], end: number, roll: () => number): Cut {
  const past = steps.slice(0, end)
  const anySync = roll() < 0.5
  const chance = [0, 0.5, 0.9, 1][Math.floor(roll() * 4)] ?? 0
  const kept = keptNames(past, anySync, roll)
  const content = contents(before, past, chance, roll)
  const said = past.filter(({ op }) => op === 'A').map(({ data }) => data.toString())
  return { said: said.join('').split('\n').slice(0, -1), tree: namesAfter(before, past, kept, content) }
}

const NAMES = new Set(['C', 'M', 'R', 'U', 'D'])

/** How many of the changes of names reached the disk. */
function keptNames(past: readonly Step[], anySync: boolean, roll: () => number): number {
  let [count, certain] = [0, 0]
  const folders: string[] = []
  for (const { op, path: name, other } of past) {
    if (NAMES.has(op)) {
      count++
      folders.push(path.dirname(op === 'R' ? other : name))
    } else if (anySync && (op === 'S' || op === 'F')) {
      certain = count
    } else if (op === 'F') {
      certain = Math.max(certain, folders.lastIndexOf(name) + 1)
    }
  }
  // The ends are where it hurts.
  const dice = roll()
  if (dice < 0.4) return certain
  return dice < 0.6 ? count : certain + Math.floor(roll() * (count - certain + 1))
}

/** The bytes of every file by its number; those that were there before are looked up by name. */
function contents(
  before: Tree,
  past: readonly Step[],
  chance: number,
  roll: () => number,
): Map<number, Buffer> {
  const synced = new Map<number, number>()
  for (const [at, { op, id }] of past.entries()) if (op === 'S') synced.set(id, at)
  const files = new Map<number, Buffer>()
  for (const [at, { op, id, path: name, at: place, data }] of past.entries()) {
    const isCertain = at < (synced.get(id) ?? -1)
    const old = before.get(name)
    if (op === 'C') files.set(id, Buffer.alloc(0))
    else if (op === 'X')
      files.set(id, old === undefined || old === 'folder' ? Buffer.alloc(0) : Buffer.from(old))
    else if (op === 'T' && (isCertain || roll() < chance)) {
      files.set(id, resized(files.get(id) ?? Buffer.alloc(0), place))
    } else if (op === 'W') {
      files.set(id, written(files.get(id) ?? Buffer.alloc(0), place, data, isCertain ? 1 : chance, roll))
    }
  }
  return files
}

function resized(file: Buffer, length: number): Buffer {
  return length <= file.length ? Buffer.from(file.subarray(0, length)) : Buffer.concat([file], length)
}

/** A write reaches the disk whole, or in some of its sectors. */
function written(file: Buffer, place: number, data: Buffer, chance: number, roll: () => number): Buffer {
  let grown = file
  for (let at = 0; at < data.length;) {
    const length = Math.min(SECTOR - ((place + at) % SECTOR), data.length - at)
    if (chance === 1 || roll() < chance) {
      if (grown.length < place + at + length) grown = resized(grown, place + at + length)
      data.copy(grown, place + at, at, at + length)
    }
    at += length
  }
  return grown
}

function namesAfter(
  before: Tree,
  past: readonly Step[],
  kept: number,
  files: ReadonlyMap<number, Buffer>,
): Tree {
  /** A folder, a file by its number, or one that nobody touched. */
  const names = new Map<string, number | Buffer | 'folder'>(before)
  let done = 0
  for (const { op, id, path: name, other } of past) {
    // A file that was there before and was opened: the name leads to its new content.
    if (op === 'X' && names.has(name)) names.set(name, id)
    if (!NAMES.has(op) || done === kept) continue
    done++
    if (op === 'C') names.set(name, id)
    else if (op === 'M') names.set(name, 'folder')
    else if (op === 'U' || op === 'D') names.delete(name)
    else move(names, name, other)
  }
  return new Map(
    [...names].map(([name, is]) => [name, typeof is === 'number' ? (files.get(is) ?? Buffer.alloc(0)) : is]),
  )
}

function move<T>(names: Map<string, T>, from: string, to: string): void {
  for (const [name, is] of names) {
    if (name !== from && !name.startsWith(`${from}/`)) continue
    names.delete(name)
    names.set(to + name.slice(from.length), is)
  }
}

/** Writes a tree to a real folder, whose root takes the place of the recorded one. */
export function build({ tree }: Cut, root: string, folder: string): void {
  for (const [name, is] of [...tree].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    if (name !== root && !name.startsWith(`${root}/`)) continue
    const place = folder + name.slice(root.length)
    // A file whose folder did not make it is not reached by any name.
    if (is === 'folder') mkdirSync(place, { recursive: true })
    else if (tree.get(path.dirname(name)) === 'folder') writeFileSync(place, is)
  }
}
