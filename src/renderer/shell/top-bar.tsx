import { useStore } from 'zustand'
import type { DatasetId } from '../../shared/brand.ts'
import { isOver, type Operation } from '../../shared/operation.ts'
import { SearchIcon } from '../parts/icons.tsx'
import { MODIFIER } from '../parts/keys.ts'
import { plural } from '../parts/format.ts'
import { formatRoute, LIBRARY, NEW_RUN, RUNS } from '../state/route.ts'
import { KillButton } from './safety-bar.tsx'
import { useWindow } from '../state/window-state.ts'

/** Where one is, what is under way, and the door to everything else. */
export function TopBar({ search }: { readonly search: () => void }) {
  return (
    <header className="top-bar">
      <Crumbs />
      <Activity />
      <KillButton />
      <button type="button" className="search-button" onClick={search} aria-label="Search or run a command">
        <SearchIcon size={14} />
        <span>Search or run a command</span>
        <kbd>{MODIFIER}K</kbd>
      </button>
    </header>
  )
}

function Crumbs() {
  const route = useStore(useWindow().route)
  switch (route.is) {
    case 'library':
      return <h1 className="crumbs">Library</h1>
    case 'dataset':
      return (
        <h1 className="crumbs">
          <a href={formatRoute({ is: 'library', dataset: route.dataset })}>Library</a>
          <span aria-hidden="true">/</span>
          <DatasetName dataset={route.dataset} />
        </h1>
      )
    case 'doctor':
      return (
        <h1 className="crumbs">
          <a href={formatRoute(LIBRARY)}>Library</a>
          <span aria-hidden="true">/</span>
          Inspect a file
        </h1>
      )
    case 'runs':
      return <h1 className="crumbs">Runs</h1>
    case 'new-run':
      return <h1 className="crumbs">New run</h1>
    case 'about':
      return <h1 className="crumbs">Health and about</h1>
    case 'run':
      return (
        <h1 className="crumbs">
          <a href={formatRoute(RUNS)}>Runs</a>
          <span aria-hidden="true">/</span>
          <code>{route.run.slice(0, 8)}</code>
        </h1>
      )
  }
}

function DatasetName({ dataset }: { readonly dataset: DatasetId }) {
  const known = useStore(useWindow().datasets, ({ list }) =>
    list.is === 'ready' ? list.value.find(({ datasetId }) => datasetId === dataset) : undefined,
  )
  return known === undefined ? <code>{dataset.slice(0, 8)}</code> : `${known.symbol} ${known.timeframe}`
}

const isUnderWay = (operation: Operation) => !isOver(operation)

function Activity() {
  const { operations } = useWindow()
  const many = useStore(operations, ({ known }) => [...known.values()].filter(isUnderWay).length)
  const running = useStore(operations, ({ known }) =>
    [...known.values()].some((operation) => operation.kind === 'run' && isUnderWay(operation)),
  )
  if (many === 0) return null
  const words = `${plural(many, 'operation')} under way`
  return running ? (
    <a className="activity" href={formatRoute(NEW_RUN)}>
      {words}
    </a>
  ) : (
    <span className="activity">{words}</span>
  )
}
