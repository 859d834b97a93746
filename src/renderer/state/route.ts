/** Where in the window the trader is; the address after `#` says it, so that it can be kept and sent. */
import { createStore, type StoreApi } from 'zustand/vanilla'
import { type DatasetId, type Millis, millis, type RunId } from '../../shared/brand.ts'

/** Open times of the candles on either side. */
export interface GapPlace {
  readonly after: Millis
  readonly until: Millis
}

export type Route =
  | { readonly is: 'library'; readonly dataset: DatasetId | null }
  /** The candles of a dataset, and a gap among them that is shown. */
  | { readonly is: 'dataset'; readonly dataset: DatasetId; readonly gap: GapPlace | null }
  /** A file, looked at before it is imported; which one, no address can say. */
  | { readonly is: 'doctor' }
  | { readonly is: 'runs' }
  | { readonly is: 'new-run'; readonly dataset: DatasetId | null; readonly strategy: string | null }
  | { readonly is: 'run'; readonly run: RunId }
  | { readonly is: 'about' }

export const LIBRARY: Route = { is: 'library', dataset: null }
export const DOCTOR: Route = { is: 'doctor' }
export const RUNS: Route = { is: 'runs' }
export const NEW_RUN: Route = { is: 'new-run', dataset: null, strategy: null }
export const ABOUT: Route = { is: 'about' }

const isHash = (text: string): boolean => /^[0-9a-f]{64}$/.test(text)
const isRunId = (text: string): text is RunId => isHash(text)
const isDatasetId = (text: string): text is DatasetId => isHash(text)

/** Anything that is not an address of ours is the library. */
export function parseRoute(hash: string): Route {
  const [path = '', query = ''] = hash.replace(/^#?\/?/, '').split('?')
  const asked = new URLSearchParams(query)
  const given = asked.get('dataset') ?? ''
  const dataset = isDatasetId(given) ? given : null
  const [first = '', second] = path.split('/')
  if (first === 'about') return ABOUT
  if (first === 'doctor') return DOCTOR
  if (first === 'datasets' && second !== undefined && isDatasetId(second)) {
    return { is: 'dataset', dataset: second, gap: gapIn(asked.get('gap') ?? '') }
  }
  if (first === 'runs' && second === 'new') return { is: 'new-run', dataset, strategy: asked.get('strategy') }
  if (first === 'runs' && second !== undefined && isRunId(second)) return { is: 'run', run: second }
  if (first === 'runs') return RUNS
  return { is: 'library', dataset }
}

export function formatRoute(route: Route): string {
  switch (route.is) {
    case 'library':
      return `#/library${query({ dataset: route.dataset })}`
    case 'dataset': {
      const gap = route.gap === null ? null : `${route.gap.after}-${route.gap.until}`
      return `#/datasets/${route.dataset}${query({ gap })}`
    }
    case 'doctor':
      return '#/doctor'
    case 'runs':
      return '#/runs'
    case 'new-run':
      return `#/runs/new${query({ dataset: route.dataset, strategy: route.strategy })}`
    case 'run':
      return `#/runs/${route.run}`
    case 'about':
      return '#/about'
  }
}

function gapIn(text: string): GapPlace | null {
  const [, after, until] = /^(\d{1,14})-(\d{1,14})$/.exec(text) ?? []
  if (after === undefined || until === undefined || Number(after) >= Number(until)) return null
  return { after: millis(Number(after)), until: millis(Number(until)) }
}

function query(parts: { readonly [name: string]: string | null }): string {
  const given = Object.entries(parts).flatMap(([name, value]) => (value === null ? [] : [[name, value]]))
  return given.length === 0 ? '' : `?${new URLSearchParams(given)}`
}

/** The address bar is the truth; the store follows it. */
export function routeStore(): StoreApi<Route> {
  const store = createStore<Route>(() => parseRoute(window.location.hash))
  window.addEventListener('hashchange', () => store.setState(parseRoute(window.location.hash), true))
  return store
}

export function go(route: Route): void {
  window.location.hash = formatRoute(route)
}
