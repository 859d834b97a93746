/** What a command of the terminal is: its name, its flags, and what it does with them. */
import type { Desk } from './desk.ts'

export interface Flag {
  /** What stands after the flag in the usage line; null where nothing does. */
  readonly takes: string | null
  readonly many: boolean
  /** Whether words after its value are more of its values. */
  readonly goesOn?: boolean
  readonly does: string
}

export interface Flags {
  readonly [name: string]: Flag
}

/** What was typed, asked for by a flag's name. */
export interface Given<Name extends string = string> {
  text(name: Name): string | undefined
  texts(name: Name): readonly string[]
  has(name: Name): boolean
  /** What was typed without a flag. */
  readonly rest: readonly string[]
}

/** One JSON document, and the same for a person. */
export interface Told {
  readonly json: unknown
  readonly text: string
  /** 0 unless the answer itself is bad news. */
  readonly exit?: number
}

export interface Command<Name extends string = string> {
  readonly name: string
  readonly does: string
  /** The words after the name, as in `RUN`; a name in them that ends in `…` may be repeated. */
  readonly takes: string
  readonly flags: { readonly [K in Name]: Flag }
  readonly example: string
  /** null where everything was told while it happened. */
  run(given: Given<Name>, desk: Desk): Promise<Told | null>
}

/** Lets the compiler hold a command to the names of its own flags. */
export const command = <Name extends string>(command: Command<Name>): Command<Name> => command

export const text = (takes: string, does: string): Flag => ({ takes, many: false, does })
export const texts = (takes: string, does: string): Flag => ({ takes, many: true, does })
/** The same, and the words after it are more of them: `--data A B C`. */
export const list = (takes: string, does: string): Flag => ({ takes, many: true, goesOn: true, does })
export const yes = (does: string): Flag => ({ takes: null, many: false, does })
