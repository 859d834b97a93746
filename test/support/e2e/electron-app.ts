import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { _electron } from 'playwright-core'
import { findElectron } from './find-electron.ts'
import type { RunningApp, Start } from './host.ts'
import { root } from './root.ts'

/** The real thing. Playwright finds the program itself, because only then does it hold Electron's start. */
export async function startElectronApp({ args, env }: Start): Promise<RunningApp> {
  const environment: Record<string, string> = { ...definedOnly(process.env), ...env }
  const app = await _electron.launch({
    args: ['.', ...args],
    cwd: root,
    env: environment,
    chromiumSandbox: process.getuid?.() !== 0,
  })
  const child = app.process()
  const exited = once(child, 'close').then(([code]: (number | null)[]) => code ?? null)
  let log = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => (log += text))
  }
  const offsite: string[] = []
  app.context().on('request', (request) => {
    if (!/^(app|devtools|blob|data):/.test(request.url())) offsite.push(request.url())
  })
  return {
    kind: 'electron',
    page: await app.firstWindow(),
    offsite,
    evaluate: (work, argument) => app.evaluate(work as never, argument) as never,
    async startSecond(more) {
      const second = spawn(findElectron() ?? '', ['.', ...more], {
        cwd: root,
        env: environment,
        stdio: 'ignore',
      })
      const [code]: (number | null)[] = await once(second, 'close')
      return code ?? null
    },
    async quit() {
      await app.close()
      return exited
    },
    async kill() {
      child.kill('SIGKILL')
      await exited
    },
    exited,
    logs: () => log,
  }
}

const definedOnly = (env: NodeJS.ProcessEnv): Record<string, string> =>
  Object.fromEntries(
    Object.entries(env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  )
