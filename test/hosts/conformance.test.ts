import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openWorkstation } from '../../src/main/api/workstation.ts'
import { serve } from '../../src/main/hosts/loopback/serve.ts'
import type { Client, Request, Session } from '../../src/shared/contract.ts'
import { socketClient } from '../../src/renderer/socket-client.ts'
import { Problem } from '../../src/shared/problem.ts'
import { conformance } from './conformance.ts'

const folder = (): string => mkdtempSync(join(tmpdir(), 'tapedeck-conformance-'))
const session = (host: Session['host']): Session => ({ host, version: '0', paths: false, dialogs: false })

conformance('in this process', async () => {
  const home = folder()
  const { client, answer, close } = await openWorkstation({ home, session: session('cli') })
  return {
    home,
    client,
    async askAnything(request, ask) {
      const envelope = await answer(request, ask)
      if (!envelope.ok) throw Problem.from(envelope.problem)
      return envelope.value
    },
    another: async () => client,
    reference: async () => client,
    close,
  }
})

conformance('the loopback host and the socket of its window', async () => {
  const home = folder()
  const serving = await serve({ home, version: '0', open: false, out: () => undefined })
  const { origin, hash } = new URL(serving.url)
  const token = new URLSearchParams(hash.slice(1)).get('token') ?? ''
  const sockets: (() => void)[] = []
  const window = async (): Promise<Client> => {
    const client = socketClient({ origin, token })
    sockets.push(client.close)
    await client.joined
    return client
  }
  const reference = { close: async () => {} }
  const client = await window()
  return {
    home,
    client,
    askAnything: (request, ask) => client.ask(request as Request, ask as never),
    another: window,
    async reference() {
      const workstation = await openWorkstation({ home, session: session('loopback') })
      reference.close = workstation.close
      return workstation.client
    },
    async close() {
      for (const close of sockets) close()
      await serving.close()
      await reference.close()
    },
  }
})
