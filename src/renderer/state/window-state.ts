/** Everything the window knows, made once from its client. Each store minds one concern. */
import { createContext, use } from 'react'
import type { StoreApi } from 'zustand/vanilla'
import type { Session } from '../../shared/contract.ts'
import type { HostClient } from '../client.ts'
import { type DatasetsState, datasetsStore } from './datasets.ts'
import { type DoctorState, doctorStore } from './doctor.ts'
import { type HealthState, healthStore } from './health.ts'
import { type ImportsState, importsStore } from './imports.ts'
import { type LogState, logStore } from './log.ts'
import { type NewRunState, newRunStore } from './new-run.ts'
import { type NoteState, noteStore } from './note.ts'
import { type OperationsState, operationsStore } from './operations.ts'
import { go, type Route, routeStore } from './route.ts'
import { type RunsState, runsStore } from './runs.ts'
import { type SafetyState, safetyStore } from './safety.ts'
import { type StrategiesState, strategiesStore } from './strategies.ts'
import { type ThemeState, themeStore } from './theme.ts'

export interface WindowState {
  readonly session: Session
  readonly route: StoreApi<Route>
  readonly theme: StoreApi<ThemeState>
  readonly datasets: StoreApi<DatasetsState>
  readonly strategies: StoreApi<StrategiesState>
  readonly runs: StoreApi<RunsState>
  readonly operations: StoreApi<OperationsState>
  readonly imports: StoreApi<ImportsState>
  readonly doctor: StoreApi<DoctorState>
  readonly newRun: StoreApi<NewRunState>
  readonly health: StoreApi<HealthState>
  readonly safety: StoreApi<SafetyState>
  readonly log: StoreApi<LogState>
  readonly note: StoreApi<NoteState>
}

export async function openWindow(client: HostClient): Promise<WindowState> {
  const [session, theme] = await Promise.all([
    client.ask('session.read', {}),
    themeStore(client, document.documentElement),
  ])
  const route = routeStore()
  const datasets = datasetsStore(client)
  const strategies = strategiesStore(client)
  const runs = runsStore(client)
  const operations = operationsStore(client)
  const health = healthStore(client)
  const safety = safetyStore(client)
  const log = logStore(client)
  const note = noteStore()

  const newRun = newRunStore(client, operations, (run, reused) => {
    if (reused) note.getState().say('This run already exists – opened.')
    // A trader who went elsewhere meanwhile is not pulled away from there.
    if (route.getState().is === 'new-run') go({ is: 'run', run })
  })
  const imports = importsStore(client, operations, (dataset) => {
    const at = route.getState()
    if (at.is === 'library') go({ is: 'library', dataset })
    if (at.is === 'new-run') go({ is: 'new-run', dataset, strategy: at.strategy })
  })
  // Only the desktop has other ways in than its page.
  if (session.host === 'desktop') imports.getState().watch()

  const doctor = doctorStore(client)

  // Events that came while the host was away were not heard.
  client.link.subscribe((link, before) => {
    if (link.is !== 'open' || before.is === 'open') return
    for (const store of [datasets, strategies, runs, health, safety]) void store.getState().read()
    operations
      .getState()
      .read()
      .catch(() => undefined)
  })
  return {
    session,
    route,
    theme,
    datasets,
    strategies,
    runs,
    operations,
    imports,
    doctor,
    newRun,
    health,
    safety,
    log,
    note,
  }
}

export const WindowContext = createContext<WindowState | null>(null)

export function useWindow(): WindowState {
  const state = use(WindowContext)
  if (state === null) throw new Error('no window state around this part of the window')
  return state
}
