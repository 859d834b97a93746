/** What Electron borrows from the system. Here there is none: calls are kept for the test to look at. */
import { EventEmitter } from 'node:events'
import type Electron from 'electron'

/** On real Electron an unexpected dialog would hang the test until its time is up; here it fails at once. */
const unexpected = (name: string) => async (): Promise<never> => {
  throw new Error(`dialog.${name} opened, and the test has not replaced it`)
}

export const dialog = {
  showOpenDialog: unexpected('showOpenDialog'),
  showSaveDialog: unexpected('showSaveDialog'),
  showMessageBox: unexpected('showMessageBox'),
  showErrorBox: (title, content) => console.error(`[error box] ${title}\n${content}`),
} satisfies Partial<Electron.Dialog>

export const shell = {
  /** Addresses and paths that would have been opened or shown. */
  opened: [] as string[],
  async openExternal(url: string) {
    shell.opened.push(url)
  },
  showItemInFolder(path: string) {
    shell.opened.push(path)
  },
} satisfies Partial<Electron.Shell> & { opened: string[] }

type Template = Electron.MenuItemConstructorOptions[]

/** A menu as Electron hands it back: items, and menus of their own where they have any. */
interface MenuDouble {
  readonly items: readonly ItemDouble[]
}
interface ItemDouble {
  readonly label: string
  readonly submenu: MenuDouble | undefined
  click(): void
}
let applicationMenu: MenuDouble | null = null

export const Menu = {
  buildFromTemplate: (template: Template): MenuDouble => ({
    items: template.map(({ label = '', submenu, click }) => ({
      label,
      submenu: Array.isArray(submenu) ? Menu.buildFromTemplate(submenu) : undefined,
      click: () => Reflect.apply(click ?? (() => {}), undefined, []),
    })),
  }),
  setApplicationMenu(menu: MenuDouble): void {
    applicationMenu = menu
  },
  getApplicationMenu: (): MenuDouble | null => applicationMenu,
}

export const screen = Object.assign(new EventEmitter(), {
  getPrimaryDisplay: () => ({ workAreaSize: { width: 1920, height: 1080 }, scaleFactor: 1 }),
})
