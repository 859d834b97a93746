import { useStore } from 'zustand'
import { DarkIcon, LightIcon, SystemIcon } from '../parts/icons.tsx'
import type { Theme } from '../state/theme.ts'
import { useWindow } from '../state/window-state.ts'

const NEXT: Record<Theme, Theme> = { system: 'dark', dark: 'light', light: 'system' }
const TITLES: Record<Theme, string> = { system: 'Auto', dark: 'Dark', light: 'Light' }
const ICONS = { system: SystemIcon, dark: DarkIcon, light: LightIcon }

export function ThemeButton() {
  const { theme, choose } = useStore(useWindow().theme)
  const Icon = ICONS[theme]
  return (
    <button
      type="button"
      className="place"
      aria-label={`Theme: ${TITLES[theme]}. Switch to ${TITLES[NEXT[theme]]}`}
      title={`Switch to ${TITLES[NEXT[theme]]}`}
      onClick={() => choose(NEXT[theme])}
    >
      <Icon size={18} />
      <span>{TITLES[theme]}</span>
    </button>
  )
}
