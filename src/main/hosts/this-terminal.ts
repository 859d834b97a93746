/** The terminal this process runs in, for the command line. */
import { defaultHome } from '../api/home.ts'
import { personsFolder, version } from './checkout.ts'
import { progressOn, type Terminal } from './cli/terminal.ts'
import { interruption } from './interruption.ts'
import { serve } from './loopback/serve.ts'

export function thisTerminal(): Terminal {
  // Who reads the answer may stop reading (`| head`); that is no trouble of ours.
  process.stdout.on('error', () => undefined)
  process.stderr.on('error', () => undefined)
  return {
    version: version(),
    home: defaultHome(),
    folder: personsFolder(),
    progress: progressOn(process.stderr),
    coinbase: process.env['TAPEDECK_COINBASE_URL'],
    interrupted: interruption(),
    serve,
    print: (text) => process.stdout.write(`${text}\n`),
    complain: (text) => process.stderr.write(`${text}\n`),
  }
}
