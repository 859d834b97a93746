import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Client } from '../../shared/contract.ts'

export const THEMES = ['system', 'dark', 'light'] as const
export type Theme = (typeof THEMES)[number]
const isTheme = (text: string | undefined): text is Theme => THEMES.some((theme) => theme === text)

export interface ThemeState {
  readonly theme: Theme
  readonly choose: (theme: Theme) => void
}

/** The window's colours: the system's wish until the trader chooses, and then the choice, for good. */
export async function themeStore(client: Client, page: HTMLElement): Promise<StoreApi<ThemeState>> {
  // A window that can't remember still opens, in the system's colours.
  const kept = await client.ask('preference.list', {}).then(
    ({ preferences }) => preferences['theme'],
    () => undefined,
  )
  const store = createStore<ThemeState>((set) => ({
    theme: isTheme(kept) ? kept : 'system',
    choose(theme) {
      set({ theme })
      wear(page, theme)
      // A theme that can't be remembered still holds for today; there is nothing to do about it.
      client.ask('preference.write', { name: 'theme', value: theme }).catch(() => undefined)
    },
  }))
  wear(page, store.getState().theme)
  return store
}

function wear(page: HTMLElement, theme: Theme): void {
  if (theme === 'system') delete page.dataset['theme']
  else page.dataset['theme'] = theme
}
