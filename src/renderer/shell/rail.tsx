import type { ReactNode } from 'react'
import { useStore } from 'zustand'
import { HealthIcon, LibraryIcon, NewRunIcon, RunsIcon } from '../parts/icons.tsx'
import { ABOUT, formatRoute, LIBRARY, NEW_RUN, type Route, RUNS } from '../state/route.ts'
import { useWindow } from '../state/window-state.ts'
import { Mark } from './mark.tsx'
import { ThemeButton } from './theme-button.tsx'
import './rail.css'

/** Where one can go. A run is looked at from among the runs. */
export function Rail({ at }: { readonly at: Route['is'] }) {
  const { health } = useWindow()
  const unwell = useStore(
    health,
    ({ health }) => health.is === 'refused' || (health.is === 'ready' && !health.value.ok),
  )
  return (
    <nav className="rail" aria-label="Main">
      <Mark />
      <Place
        to={LIBRARY}
        here={at === 'library' || at === 'dataset' || at === 'doctor'}
        icon={<LibraryIcon size={18} />}
        title="Library"
      />
      <Place to={NEW_RUN} here={at === 'new-run'} icon={<NewRunIcon size={18} />} title="New run" />
      <Place to={RUNS} here={at === 'runs' || at === 'run'} icon={<RunsIcon size={18} />} title="Runs" />
      <div className="rail-rest" />
      <ThemeButton />
      <Place
        to={ABOUT}
        here={at === 'about'}
        icon={<HealthIcon size={18} />}
        title="Health"
        badge={unwell ? 'needs a look' : null}
      />
    </nav>
  )
}

function Place({
  to,
  here,
  icon,
  title,
  badge = null,
}: {
  readonly to: Route
  readonly here: boolean
  readonly icon: ReactNode
  readonly title: string
  readonly badge?: string | null
}) {
  return (
    <a className="place" href={formatRoute(to)} aria-current={here ? 'page' : undefined}>
      {icon}
      <span>{title}</span>
      {badge === null ? null : (
        <span className="place-badge">
          <span className="unseen">{badge}</span>
        </span>
      )}
    </a>
  )
}
