import { usage } from './arguments.ts'

/** A port as it is typed; 0 is any that is free. */
export function portNumber(typed: string): number {
  const port = /^\d{1,5}$/.test(typed) ? Number(typed) : Number.NaN
  if (!(port <= 65_535)) throw usage('port', `“${typed}” is no port.`, 'A port is a number from 0 to 65535.')
  return port
}
