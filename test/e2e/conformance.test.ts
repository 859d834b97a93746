import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { openWorkstation } from '../../src/main/api/workstation.ts'
import type { Bridge } from '../../src/shared/bridge.ts'
import {
  type Answer,
  type Ask,
  type Client,
  type Event,
  type Events,
  EVENTS,
  type Request,
} from '../../src/shared/contract.ts'
import { Problem } from '../../src/shared/problem.ts'
import type { Envelope } from '../../src/shared/wire.ts'
import { conformance } from '../hosts/conformance.ts'
import { launch } from '../support/e2e/launch.ts'

type Hear = (event: Event, payload: Events[Event]) => void

/** A client of the window's bridge, asked from the page as the window itself asks. */
async function bridgeClient(page: Page): Promise<Client> {
  const hearers = new Set<Hear>()
  const name = `heard${Math.random().toString(36).slice(2)}`
  await page.exposeFunction(name, (event: Event, payload: Events[Event]) => {
    for (const hear of hearers) hear(event, payload)
  })
  await page.evaluate(
    ([name, events]) => {
      const { tapedeck, [name]: tell } = window as unknown as { tapedeck: Bridge } & Record<string, Hear>
      for (const event of events) tapedeck.on(event, (payload) => tell?.(event, payload))
    },
    [name, EVENTS] as const,
  )
  return {
    async ask<R extends Request>(request: R, ask: Ask<R>): Promise<Answer<R>> {
      const envelope: Envelope = await page.evaluate(
        ([request, ask]) => (window as unknown as { tapedeck: Bridge }).tapedeck.ask(request, ask),
        [request, ask] as const,
      )
      if (!envelope.ok) throw Problem.from(envelope.problem)
      return envelope.value as Answer<R>
    },
    on(event, hear) {
      const listen: Hear = (told, payload) => {
        if (told === event) hear(payload as Events[typeof event])
      }
      hearers.add(listen)
      return () => hearers.delete(listen)
    },
  }
}

conformance('the desktop and the bridge of its window', async () => {
  const home = mkdtempSync(join(tmpdir(), 'tapedeck-conformance-'))
  const app = await launch({ home })
  // Somebody who closes every dialog, and no file manager to open.
  await app.evaluate(({ dialog, shell }) => {
    dialog.showOpenDialog = async () => ({ canceled: true, filePaths: [] })
    shell.showItemInFolder = () => undefined
  })
  const client = await bridgeClient(app.page)
  const session = await client.ask('session.read', {})
  const reference = { close: async () => {} }
  return {
    home,
    client,
    askAnything: (request, ask) => client.ask(request as Request, ask as never),
    another: () => bridgeClient(app.page),
    async reference() {
      const workstation = await openWorkstation({ home, session })
      reference.close = workstation.close
      return workstation.client
    },
    async close() {
      await app.close()
      await reference.close()
    },
  }
})
