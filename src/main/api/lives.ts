/**
 * Which processes work on this home right now. A number is not enough: after a restart, and in
 * every container, somebody else has it. So each process leaves a note of its birth and keeps it fresh.
 */
import {
  existsSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import os from 'node:os'
import path from 'node:path'

export const BEAT_MS = 5000
/** Four beats that did not come. */
const SILENT_MS = 20_000

interface Note {
  readonly pid: number
  /** The machine, and the part of it in which the number counts. */
  readonly place: string
  /** When the process of that number was born, where the system says so. */
  readonly born: string | null
}

export class Lives {
  readonly id: string = crypto.randomUUID()
  readonly #folder: string

  constructor(folder: string) {
    this.#folder = folder
    this.beat()
  }

  beat(): void {
    const file = this.#file(this.id)
    try {
      if (existsSync(file)) utimesSync(file, new Date(), new Date())
      else writeFileSync(file, JSON.stringify(thisProcess()))
    } catch {
      // On a full disk what is there can still be read; nothing is begun that others could miss.
    }
  }

  isAlive(id: string): boolean {
    if (id === this.id) return true
    const note = this.#read(id)
    if (note === null) return false
    if (note.place !== placeOf()) return this.#beatsStill(id)
    if (note.born !== null) return bornOf(note.pid) === note.born
    return isRunning(note.pid) && this.#beatsStill(id)
  }

  /** Whether a process of this number works here, other than this one. */
  isAnother(pid: number): boolean {
    return this.#others().some((id) => this.#read(id)?.pid === pid && this.isAlive(id))
  }

  /** Removes the notes of the dead. */
  bury(): void {
    for (const id of this.#others()) if (!this.isAlive(id)) rmSync(this.#file(id), { force: true })
  }

  leave(): void {
    rmSync(this.#file(this.id), { force: true })
  }

  #file(id: string): string {
    return path.join(this.#folder, `${id}.json`)
  }

  #others(): string[] {
    return readdirSync(this.#folder)
      .map((name) => path.basename(name, '.json'))
      .filter((id) => id !== this.id)
  }

  #read(id: string): Note | null {
    if (!/^[0-9a-f-]{36}$/.test(id)) return null
    try {
      return JSON.parse(readFileSync(this.#file(id), 'utf8')) as Note
    } catch {
      return null
    }
  }

  #beatsStill(id: string): boolean {
    const beat = statSync(this.#file(id), { throwIfNoEntry: false })?.mtimeMs ?? 0
    return Date.now() - beat < SILENT_MS
  }
}

const thisProcess = (): Note => ({ pid: process.pid, place: placeOf(), born: bornOf(process.pid) })

/** Containers of one machine count their processes each for itself. */
function placeOf(): string {
  try {
    return `${os.hostname()} ${readlinkSync('/proc/self/ns/pid')}`
  } catch {
    return os.hostname()
  }
}

/** The boot and the moment in it at which a process began, on Linux; null where that is not told. */
function bornOf(pid: number): string | null {
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    // The second field is the program's name in brackets, and may hold anything.
    const began = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]
    return began === undefined ? null : `${boot} ${began}`
  } catch {
    return null
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}
