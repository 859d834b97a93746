import { expect, test } from 'vitest'
import type { RunInputs } from '../../src/shared/run.ts'
import { ENGINE } from '../../src/main/engine/version.ts'
import { STRATEGIES } from '../../src/main/strategies/index.ts'
import { settingsOf } from '../support/replayed.ts'
import { sha256 } from '../../src/main/runs/identity.ts'
import { tempFolder } from '../support/temp-folder.ts'
import { INPUTS, staged } from './published-run.ts'

/** Everything that this version of the engine writes for the runs below. Bytes and version change together. */
const PINNED = {
  engine: 'tapedeck-engine/2',
  artifacts: {
    'sma-cross': '5409183a6cb9473d0d2d5fb1dea554a65d7167b8c8e9129b3537cbacab43afa4',
    'ema-cross': 'e5a05161393a92408c710039a5d7cad3238c1b24588a4675bf7f31212f67cd96',
    macd: '44b460e41c56616eb7b2fc365dec6606a6879e3c01ce64faf715d615f0e569f3',
    donchian: '10d6e2add7ea44f7c078f4431ab35a6394240eb5117688ce605ca4440414bfba',
    keltner: '4fe4681944f4733586ea983cc18950bd28e4f62d7c2e819101d97798ae1f1263',
    'atr-breakout': 'cf68e09050d6f3f37f5738bf1aa7d8644da4dfce712aa9f849196ca3d0b9f10e',
    supertrend: '09cf84390894aa3a1e952889c3d1f91754ec6b9c8d20a4e5ca6f11c8cbc589b9',
    momentum: '4127b98a037104e919ab984c5bee6c5b383aa08507cec1c66d98cd029c80dde6',
    'rsi-reversion': '2d38d3004bb8ef4eafade4a5be7f78c3a1b01907b4b6759ffd02ebc9fa588387',
    'bollinger-reversion': 'd2fb07658dc60a116cca37c3eb9c0907275ebaf7d41bad65902207da2e09db8d',
    'buy-and-hold': 'c4b6d50720adac536363e31a039ffbe353e99e1b63f5aa7cdfacdea6cec1e2a2',
    'both ways, with a bracket': '0d65813b7358b4588c5714facfa4a68a841297751bdbd38eadb98efced0f831b',
    'a full journal': 'ae0f09410c9b56bd1665831d0452de315d82c6f933ae1239452695379c9bea83',
    'slippage and a spread': '240576e0611d392de475b609210bb2f3a8e14fcbcba72986696a0df7fbfa5ad0',
  },
}

const runs: { readonly [name: string]: Partial<RunInputs> } = {
  ...Object.fromEntries(
    STRATEGIES.map(({ id, version }) => [id, { strategy: { id, version }, params: {} }] as const),
  ),
  'both ways, with a bracket': {
    settings: settingsOf({ direction: 'both', bracket: { stop: 'pct:2', target: 'pct:4' } }),
  },
  'a full journal': { journal: 'full' },
  'slippage and a spread': {
    settings: settingsOf({ slippage: { kind: 'bps', value: '5' }, spread: '0.02' }),
  },
}

/** One hash for all artifacts of a run: their names, lengths and bytes. */
async function digest(change: Partial<RunInputs>): Promise<string> {
  const inputs = { ...INPUTS, ...change }
  const { performed } = await staged(tempFolder(), { ...inputs, params: paramsOf(inputs) })
  const { artifacts } = performed.manifest
  return sha256(artifacts.map((entry) => `${entry.name} ${entry.bytes} ${entry.sha256}\n`).join(''))
}

function paramsOf({ strategy, params }: RunInputs): RunInputs['params'] {
  const card = STRATEGIES.find(({ id }) => id === strategy.id)
  const initial = Object.entries(card?.parameters ?? {}).map(([name, { initial }]) => [name, initial])
  return { ...Object.fromEntries(initial), ...params }
}

test('P2 D12 the bytes of every artifact change only with the name of the engine', async () => {
  const artifacts: { [name: string]: string } = {}
  for (const [name, change] of Object.entries(runs)) artifacts[name] = await digest(change)
  const found = { engine: ENGINE, artifacts }
  expect(
    found,
    [
      'Artifacts and ENGINE must change together. Where a change is meant, give ENGINE a new number in',
      'src/main/engine/version.ts, and pin what was found:',
      `const PINNED = ${JSON.stringify(found, null, 2)}`,
    ].join('\n'),
  ).toEqual(PINNED)
})
