/** The test's side: runs the compiled app under Node and gives each of its windows a Chromium page. */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { Browser, Page } from 'playwright-core'
import { openLine, type AppEnd, type SecondInstance, type TestEnd } from './line.ts'
import { WindowPage } from './window-page.ts'

export interface StandinOptions {
  readonly browser: Browser
  /** The folder of the app's package.json. */
  readonly folder: string
  readonly main: string
  readonly args: readonly string[]
  readonly env: Readonly<Record<string, string>>
  /** What to do where another instance turns out to be running. */
  readonly alreadyRunning?: (said: SecondInstance) => void
}

export interface Standin {
  readonly pid: number
  readonly offsite: readonly string[]
  readonly firstPage: Promise<Page>
  evaluate(source: string, argument: unknown): Promise<unknown>
  secondInstance(said: SecondInstance): void
  /** Answers the exit code; null where a signal ended it. */
  readonly exited: Promise<number | null>
  quit(): void
  kill(): void
  logs(): string
}

const start = fileURLToPath(new URL('./start.ts', import.meta.url))

export function startStandin({ browser, folder, main, args, env, alreadyRunning }: StandinOptions): Standin {
  const child = fork(start, [main, ...args], {
    cwd: folder,
    env: { ...process.env, ...env },
    serialization: 'advanced',
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  let log = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => (log += text))
  }

  const pages = new Map<number, WindowPage>()
  const schemes = new Set<string>()
  const offsite: string[] = []
  const first = Promise.withResolvers<Page>()

  const near: TestEnd = {
    schemes({ names }) {
      for (const name of names) schemes.add(name)
    },
    async newWindow(asked) {
      const page = await WindowPage.open({ browser, app, schemes, offsite, ...asked })
      pages.set(asked.window, page)
      first.resolve(page.page)
    },
    async load({ window, url }) {
      await pages.get(window)?.load(url)
    },
    async reload({ window }) {
      await pages.get(window)?.reload()
    },
    sendToPage({ window, channel, args }) {
      void pages.get(window)?.send(channel, args)
    },
    async closeWindow({ window }) {
      const page = pages.get(window)
      pages.delete(window)
      await page?.close()
    },
    alreadyRunning: (said) => alreadyRunning?.(said),
  }
  const app = openLine<AppEnd>(child, near)

  const exited = once(child, 'close').then(async ([code]: (number | null)[]) => {
    await Promise.allSettled([...pages.values()].map((page) => page.close()))
    return code ?? null
  })

  return {
    pid: child.pid ?? 0,
    offsite,
    firstPage: first.promise,
    evaluate: (source, argument) => app.ask('evaluate', { source, argument }),
    secondInstance: (said) => app.tell('secondInstance', said),
    exited,
    quit: () => app.tell('quit', {}),
    kill: () => void child.kill('SIGKILL'),
    logs: () => log,
  }
}
