import { once } from 'node:events'
import { command, text, yes } from './command.ts'
import { portNumber } from './port.ts'

export const serve = command({
  name: 'serve',
  does: 'Open the window in a browser, and the API for scripts, on this machine only',
  takes: '',
  flags: {
    port: text('N', 'The port, any free one where not said'),
    'no-open': yes('Print the address only, and open no browser'),
  },
  example: 'tapedeck serve --port 8100 --no-open',
  async run(given, { home, json, readOnly, terminal }) {
    const port = given.text('port')
    const serving = await terminal.serve({
      home,
      version: terminal.version,
      readOnly,
      port: port === undefined ? undefined : portNumber(port),
      open: !given.has('no-open'),
      // The address is wanted while we serve, and not when it is over.
      out: (url) => terminal.print(json ? JSON.stringify({ url }) : url),
    })
    if (!terminal.interrupted.aborted) await once(terminal.interrupted, 'abort')
    await serving.close()
    return null
  },
})
