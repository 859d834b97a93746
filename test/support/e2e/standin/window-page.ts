/** One BrowserWindow of the app as a Chromium page of its own. */
import type { Browser, BrowserContext, CDPSession, Frame, Page, Route } from 'playwright-core'
import { fromAlias, isAlias, toAlias } from './addresses.ts'
import type { AppEnd, Line } from './line.ts'
import {
  FILE_TOKEN,
  initScript,
  PAGE_END,
  WISH,
  type Granted,
  type PageEnd,
  type Wish,
} from './renderer-half.ts'

interface Opening {
  readonly browser: Browser
  readonly app: Line<AppEnd>
  readonly window: number
  readonly width: number
  readonly height: number
  readonly preload: string
  /** Schemes that the app answers for itself. */
  readonly schemes: ReadonlySet<string>
  /** Where requests go that are for none of them. */
  readonly offsite: string[]
}

export class WindowPage {
  static async open(opening: Opening): Promise<WindowPage> {
    const { browser, width, height, preload } = opening
    const context = await browser.newContext({ viewport: { width, height } })
    const page = await context.newPage()
    const opened = new WindowPage(opening, context, page, await context.newCDPSession(page))
    await context.exposeBinding(WISH, ({ frame }, wish: Wish) => opened.#grant(frame, wish))
    await context.addInitScript({ content: initScript(preload) })
    await context.route('**/*', (route) => opened.#answer(route))
    return opened
  }

  readonly page: Page
  #context: BrowserContext
  #cdp: CDPSession
  #opening: Opening
  /** The app itself is loading the page, and asks nobody. */
  #loading = false
  #outbox: [channel: string, args: unknown[]][] = []
  #sending = false
  /** The page's wishes leave in the order in which they were made, as on Electron's own channel. */
  #turn: Promise<unknown> = Promise.resolve()

  private constructor(opening: Opening, context: BrowserContext, page: Page, cdp: CDPSession) {
    this.#opening = opening
    this.#context = context
    this.page = page
    this.#cdp = cdp
    const { app, window } = opening
    page.on('close', () => app.tell('closed', { window }))
    page.on('crash', () => app.tell('crashed', { window }))
  }

  load(url: string): Promise<void> {
    return this.#whileLoading(() => this.page.goto(toAlias(url, this.#opening.schemes)))
  }
  reload(): Promise<void> {
    return this.#whileLoading(() => this.page.reload())
  }
  async #whileLoading(load: () => Promise<unknown>): Promise<void> {
    this.#loading = true
    try {
      await load()
    } finally {
      this.#loading = false
    }
  }
  close(): Promise<void> {
    return this.#context.close()
  }

  /** Messages arrive in order, all that are waiting in one call: one call each would take minutes. */
  async send(channel: string, args: unknown[]): Promise<void> {
    this.#outbox.push([channel, args])
    if (this.#sending) return
    this.#sending = true
    while (this.#outbox.length > 0) {
      const batch = this.#outbox.splice(0, 2000)
      await this.page
        .evaluate(
          ([end, batch]) => {
            const page = (globalThis as unknown as { [name: string]: PageEnd })[end]
            for (const [channel, args] of batch) page?.emit(channel, args)
          },
          [PAGE_END, batch] as const,
        )
        // A page that is being left or has crashed hears nothing, as in Electron.
        .catch(() => {})
    }
    this.#sending = false
  }

  async #grant(frame: Frame, wish: Wish): Promise<Granted> {
    if (frame !== this.page.mainFrame()) return { error: 'only the main frame has a preload' }
    const turn = this.#turn.then(() => this.#passOn(wish))
    this.#turn = turn.catch(() => {})
    try {
      const { answer } = await turn
      return { value: await answer }
    } catch (error) {
      return { error: error instanceof Error ? error.message : String(error) }
    }
  }

  /** Asks the app; its answer is not waited for, so that the next wish has its turn. */
  async #passOn(wish: Wish): Promise<{ answer: Promise<unknown> }> {
    const { app, window } = this.#opening
    if (wish.is === 'open') return { answer: app.ask('windowOpen', { window, url: fromAlias(wish.target) }) }
    const args = await Promise.all(wish.args.map((value) => this.#withPaths(value)))
    return { answer: app.ask(wish.is, { window, url: fromAlias(wish.url), channel: wish.channel, args }) }
  }

  /** Puts the real path in the place of each file token; '' for a file that was made in the page. */
  async #withPaths(value: unknown): Promise<unknown> {
    if (typeof value === 'string' && value.startsWith(FILE_TOKEN)) {
      return this.#pathOf(Number(value.slice(FILE_TOKEN.length)))
    }
    if (typeof value !== 'object' || value === null) return value
    if (Array.isArray(value)) return Promise.all(value.map((inner) => this.#withPaths(inner)))
    if (Object.getPrototypeOf(value) !== Object.prototype) return value
    const entries = Object.entries(value).map(async ([name, inner]) => [name, await this.#withPaths(inner)])
    return Object.fromEntries(await Promise.all(entries))
  }
  async #pathOf(file: number): Promise<string> {
    const { result } = await this.#cdp.send('Runtime.evaluate', { expression: `${PAGE_END}.files[${file}]` })
    try {
      const { path } = await this.#cdp.send('DOM.getFileInfo', { objectId: result.objectId ?? '' })
      return path
    } catch {
      return ''
    }
  }

  /** Every request of the page ends here: the app's own scheme answers it, or nobody does. */
  async #answer(route: Route): Promise<void> {
    const request = route.request()
    const { app, window, offsite } = this.#opening
    const url = fromAlias(request.url())
    try {
      const isMainFrame = request.frame() === this.page.mainFrame()
      if (request.isNavigationRequest() && !(isMainFrame && this.#loading)) {
        if (!(await app.ask('mayNavigate', { window, url, isMainFrame }))) return await route.abort('aborted')
      }
      if (!isAlias(request.url())) offsite.push(url)
      const served = await app.ask('fetch', { url, method: request.method(), headers: request.headers() })
      if (served.is === 'cancelled') return await route.abort('blockedbyclient')
      if (served.is === 'unknown') return await route.abort('internetdisconnected')
      const { status, headers, body } = served
      await route.fulfill({ status, headers, body: Buffer.from(body) })
    } catch {
      // The app or the page went away in the middle of it.
      await route.abort('failed').catch(() => {})
    }
  }
}
