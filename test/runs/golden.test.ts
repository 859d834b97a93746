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
  engine: 'tapedeck-engine/3',
  artifacts: {
    'sma-cross': '0a3fe2e484b42e736755c962526307fc2f4c723295d6f0998a02e14f28bf8636',
    'ema-cross': '691f25ae71f926c81f1d9e24a17605c9efcf23e8ec69f4e6f2ebcb716893e668',
    macd: '33c5b5a4a09f4188b88cb15a56e05c2abd38a10c324b7020048637ba8293699f',
    donchian: 'a436c335b62c8c23286d6639e6e0fafda04f6848f7c5f769d27f7bf80d6dbe00',
    keltner: '26e22f1c1d9be4b8c6b2323a03594883bd94066b1162b1c19a35782c3b46569b',
    'atr-breakout': '6415ef490a3d01e440e42bf3338977c1e17678dd2834f3db2a811fe2bdbaab63',
    supertrend: '3ae95729c3037a72fb06abcf906871f93443ec4d14d353c711a5bd344070c970',
    momentum: '20d80973ee3199e34e989ba20a8e7759967fe7ab87114d79d48f1760bef1d3be',
    'rsi-reversion': 'c90ad5877a4a924837fd19aadcf1e6686c13a8515bbd6c82e405ab59e3fda232',
    'bollinger-reversion': '4f614ad9b346f3fe8880f88b145c719cd98b322e23f39f9a0a591fd274423e41',
    'buy-and-hold': '42d427958ab530196c95cd0bb66e327cd090a64718ca93de2cfdf5f5c82ac2e3',
    'both ways, with a bracket': '7ceac91392cf4725f4a4abf9ef1ee5164322af3037f317b05b1076c6c47f4150',
    'a full journal': '84d6d3b46ef53a30ca6a43d0109e16905816223c7c5ab0eb7cb2df784e8a18d0',
    'slippage and a spread': 'cce00a8e6c571a83f58e29ffb79eb02e5786ac29c13a78e4bc893de9178b72ea',
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
