/** What the terminal says about itself, made from the commands. */
import type { Command, Flags } from './command.ts'
import { COMMANDS, EVERYWHERE } from './commands.ts'
import { pairs } from './table.ts'

export function overview(): string {
  return [
    'Tapedeck tests trading ideas on your own candles, offline.',
    '',
    'tapedeck COMMAND …',
    '',
    indented(
      pairs([
        ...COMMANDS.map((command) => [words(command), command.does] as const),
        ['help [COMMAND]', 'Say what a command does and takes'],
        ['version', 'Say which Tapedeck this is'],
      ]),
    ),
    '',
    'Every command takes',
    indented(flagList(EVERYWHERE)),
    '',
    'Exit codes: 0 done, 1 a defect of ours, 2 wrong usage, 3 input refused, 4 not found,',
    '5 refused by a limit, 6 trouble with the store or the disk, 130 cancelled.',
  ].join('\n')
}

export function manual(command: Command): string {
  const own = Object.keys(command.flags).length === 0 ? [] : ['', indented(flagList(command.flags))]
  return [
    `tapedeck ${words(command)}${own.length === 0 ? '' : ' [flags]'}`,
    command.does,
    ...own,
    '',
    indented(flagList(EVERYWHERE)),
    '',
    `For example: ${command.example}`,
  ].join('\n')
}

const words = ({ name, takes }: Command): string => (takes === '' ? name : `${name} ${takes}`)

const flagList = (flags: Flags): string =>
  pairs(
    Object.entries(flags).map(([name, { takes, does }]) => [
      takes === null ? `--${name}` : `--${name} ${takes}`,
      does,
    ]),
  )

const indented = (text: string): string => text.replaceAll(/^(?=.)/gm, '  ')
