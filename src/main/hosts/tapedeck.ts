/** The command line: `tapedeck COMMAND`. */
import { commandLine } from './cli/command-line.ts'
import { thisTerminal } from './this-terminal.ts'

process.exitCode = await commandLine(process.argv.slice(2), thisTerminal())
