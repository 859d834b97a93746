import { lazy, Suspense } from 'react'
import { useStore } from 'zustand'
import { About } from './screens/about/about.tsx'
import { Doctor } from './screens/doctor/doctor.tsx'
import { Library } from './screens/library/library.tsx'
import { NewRun } from './screens/new-run/new-run.tsx'
import { Runs } from './screens/runs/runs.tsx'
import { Shell } from './shell/shell.tsx'
import { useWindow } from './state/window-state.ts'

// The chart library is most of what there is to load, and only these screens draw.
const Workspace = lazy(() =>
  import('./screens/workspace/workspace.tsx').then(({ Workspace }) => ({ default: Workspace })),
)

const DatasetChart = lazy(() =>
  import('./screens/dataset/dataset-chart.tsx').then(({ DatasetChart }) => ({ default: DatasetChart })),
)

/** Which screen an address shows. */
export function App() {
  return (
    <Shell>
      <Screen />
    </Shell>
  )
}

function Screen() {
  const route = useStore(useWindow().route)
  switch (route.is) {
    case 'library':
      return <Library chosen={route.dataset} />
    case 'dataset':
      return (
        <Suspense fallback={null}>
          <DatasetChart key={route.dataset} dataset={route.dataset} gap={route.gap} />
        </Suspense>
      )
    case 'doctor':
      return <Doctor />
    case 'runs':
      return <Runs />
    case 'new-run':
      return <NewRun dataset={route.dataset} strategy={route.strategy} />
    case 'run':
      return (
        <Suspense fallback={null}>
          <Workspace key={route.run} run={route.run} />
        </Suspense>
      )
    case 'about':
      return <About />
  }
}
