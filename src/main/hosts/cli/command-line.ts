/**
 * The command line: which command was typed, what it answers, and how it ends. Everything a command
 * can do goes through the same `Client` as the window.
 */
import { join, resolve } from 'node:path'
import { PROBLEMS, type ProblemShape } from '../../../shared/problem.ts'
import { toProblem } from '../../api/defect.ts'
import { openLog } from '../../api/log.ts'
import { parse, usage } from './arguments.ts'
import type { Command, Given, Told } from './command.ts'
import { COMMANDS, EVERYWHERE, flagsOf } from './commands.ts'
import { openDesk } from './desk.ts'
import { manual, overview } from './help.ts'
import { nearest } from '../../text/nearest.ts'
import { type Terminal, visible } from './terminal.ts'

/** Answers the exit code. */
export async function commandLine(typed: readonly string[], terminal: Terminal): Promise<number> {
  const json = typed.includes('--json')
  try {
    const told = await answer(typed, json, terminal)
    if (told !== null) terminal.print(json ? JSON.stringify(told.json) : visible(told.text))
    return told?.exit ?? 0
  } catch (error) {
    const problem = toProblem(error, openLog(join(terminal.home, 'logs')), 'cli').shape
    if (json) terminal.print(JSON.stringify({ error: problem }))
    else terminal.complain(visible(inWords(problem)))
    return PROBLEMS[problem.code].exit
  }
}

async function answer(typed: readonly string[], json: boolean, terminal: Terminal): Promise<Told | null> {
  const { name, words } = locate(typed)
  if (name === 'help') return help(words.find((word) => !word.startsWith('-')))
  if (name === 'version') return { json: { version: terminal.version }, text: terminal.version }
  if (name !== null) return perform(named(name), words, json, terminal)
  if (words.includes('--version')) return { json: { version: terminal.version }, text: terminal.version }
  // Without a command there is nothing to do but to say what there is; a wrong flag is still wrong.
  parse(words, EVERYWHERE, '')
  return help(undefined)
}

/** The first word that is no flag is the command; what all commands take may stand before it. */
function locate(typed: readonly string[]): { name: string | null; words: readonly string[] } {
  const at = typed.findIndex((word, index) => !word.startsWith('-') && typed[index - 1] !== '--home')
  if (at === -1) return { name: null, words: typed.filter((word) => word !== '-h') }
  return { name: typed[at] ?? null, words: typed.toSpliced(at, 1) }
}

async function perform(
  command: Command,
  words: readonly string[],
  json: boolean,
  terminal: Terminal,
): Promise<Told | null> {
  if (words.includes('--help') || words.includes('-h')) return help(command.name)
  const given = parse(words, flagsOf(command), command.takes)
  const desk = openDesk({ home: homeOf(given, terminal), json, readOnly: given.has('read-only'), terminal })
  try {
    return await command.run(given, desk)
  } catch (error) {
    throw toProblem(error, openLog(join(desk.home, 'logs')), command.name)
  } finally {
    await desk.close()
  }
}

function homeOf(given: Given<'home' | 'read-only'>, terminal: Terminal): string {
  const typed = given.text('home')
  if (typed === undefined) return terminal.home
  if (typed.trim() === '') throw usage('home', '--home names no folder.', 'Write --home DIR.')
  return resolve(terminal.folder, typed)
}

function help(name: string | undefined): Told {
  const text = name === undefined ? overview() : manual(named(name))
  return { json: { help: text }, text }
}

function named(name: string): Command {
  const command = COMMANDS.find((known) => known.name === name)
  if (command !== undefined) return command
  const like = nearest(name, [...COMMANDS.map((known) => known.name), 'help', 'version'])
  const hint =
    like === null
      ? 'tapedeck help lists the commands.'
      : `Did you mean ${like}? tapedeck help lists them all.`
  throw usage('command', `There is no command “${name}”.`, hint)
}

function inWords({ code, message, hint, details }: ProblemShape): string {
  const { line, column, text } = details
  const where = [
    line === undefined ? [] : [`line ${line}`],
    column === undefined ? [] : [`column ${column}`],
    text === undefined ? [] : [`“${text}”`],
  ].flat()
  return [`${message}${where.length === 0 ? '' : ` (${where.join(', ')})`}`, hint, `[${code}]`]
    .filter((part) => part !== '')
    .join('\n')
}
