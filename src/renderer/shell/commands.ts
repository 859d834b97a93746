/** Everything that the palette can find: what to do, and what there is. */
import { inShort } from '../../shared/symbols.ts'
import { useStore } from 'zustand'
import { parameters, signedPercent } from '../parts/format.ts'
import { ABOUT, DOCTOR, go, LIBRARY, NEW_RUN, RUNS } from '../state/route.ts'
import { PRESSED } from './safety-bar.tsx'
import { useWindow } from '../state/window-state.ts'

export interface Command {
  readonly id: string
  readonly group: 'Command' | 'Dataset' | 'Strategy' | 'Run'
  readonly title: string
  readonly about: string
  readonly act: () => void
}

export function useCommands(openCandles: () => void): readonly Command[] {
  const { theme, datasets, strategies, runs, imports, safety } = useWindow()
  const { choose } = useStore(theme)
  const data = useStore(datasets, ({ list }) => list)
  const cards = useStore(strategies, ({ list }) => list)
  const page = useStore(runs, ({ list }) => list)

  return [
    command('New run', 'Replay a strategy over candles', () => go(NEW_RUN)),
    command('Open candles…', 'Import files of candles', openCandles),
    command('Inspect a file…', 'See how it is read before it is imported', () => go(DOCTOR)),
    command('Go to Library', '', () => go(LIBRARY)),
    command('Go to Runs', '', () => go(RUNS)),
    command('Go to Health and about', '', () => go(ABOUT)),
    command('Try the demo market', 'Synthetic candles, the same every time', () => {
      imports.getState().take([{ is: 'demo' }])
      go(LIBRARY)
    }),
    command('Engage the kill switch', 'Cancels what is under way and refuses anything new', () => {
      void safety.getState().flip(true, PRESSED)
    }),
    command('Theme: dark', '', () => choose('dark')),
    command('Theme: light', '', () => choose('light')),
    command('Theme: as the system', '', () => choose('system')),
    ...(data.is === 'ready' ? data.value : []).map(({ datasetId, symbol, timeframe, source }): Command => ({
      id: datasetId,
      group: 'Dataset',
      title: `${symbol} ${timeframe}`,
      about: source.name,
      act: () => go({ is: 'library', dataset: datasetId }),
    })),
    ...(cards.is === 'ready' ? cards.value : []).map(({ id, title, idea }): Command => ({
      id: `strategy-${id}`,
      group: 'Strategy',
      title,
      about: idea,
      act: () => go({ is: 'new-run', dataset: null, strategy: id }),
    })),
    ...(page.is === 'ready' ? page.value.runs : []).map(
      ({ runId, symbols, timeframe, strategyTitle, params, netProfitPct }): Command => ({
        id: runId,
        group: 'Run',
        title: `${inShort(symbols)} ${timeframe} ${strategyTitle} ${parameters(params)}`,
        about: `${netProfitPct === null ? '' : `${signedPercent(netProfitPct)} · `}${runId.slice(0, 8)}`,
        act: () => go({ is: 'run', run: runId }),
      }),
    ),
  ]
}

const command = (title: string, about: string, act: () => void): Command => ({
  id: title,
  group: 'Command',
  title,
  about,
  act,
})
