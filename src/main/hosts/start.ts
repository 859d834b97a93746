/** `npm start`: the desktop window where Electron can run, the same window in a browser where not. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { PROBLEMS } from '../../shared/problem.ts'
import { personsFolder, PROJECT } from './checkout.ts'
import { commandLine } from './cli/command-line.ts'
import { findElectron } from './electron.ts'
import { thisTerminal } from './this-terminal.ts'

/** What a program is told to be when a library it needs is not there: Electron can not run here. */
const CANNOT_RUN = 127

async function start(typed: readonly string[]): Promise<number> {
  const electron = findElectron(say)
  if (electron.is === 'not-here') return inBrowser(electron.because, typed)
  const exit = await onDesktop(electron.program, typed)
  return exit === CANNOT_RUN ? inBrowser('it did not start', typed) : exit
}

async function onDesktop(program: string, typed: readonly string[]): Promise<number> {
  const window = spawn(program, [PROJECT, ...typed], { cwd: personsFolder(), stdio: 'inherit' })
  // Ctrl-C reaches the window too; we leave when it has put everything down.
  const wait = () => undefined
  process.on('SIGINT', wait)
  try {
    const [code]: unknown[] = await once(window, 'exit')
    return typeof code === 'number' ? code : PROBLEMS.CANCELLED.exit
  } catch {
    return CANNOT_RUN
  } finally {
    process.off('SIGINT', wait)
  }
}

function inBrowser(because: string, typed: readonly string[]): Promise<number> {
  say(`Electron is not available here (${because}): opening Tapedeck in a browser instead.`)
  return commandLine(['serve', ...typed], thisTerminal())
}

function say(line: string): void {
  process.stdout.write(`${line}\n`)
}

process.exitCode = await start(process.argv.slice(2))
