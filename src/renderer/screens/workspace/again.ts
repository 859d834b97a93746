/** A run's inputs as the draft of the next one. */
import type { Manifest } from '../../../shared/run.ts'
import { moment } from '../../parts/format.ts'
import { productOf } from '../../../shared/products.ts'
import type { Product } from '../../../shared/settings.ts'
import type { Draft } from '../../state/draft.ts'
import { type ProductChoice, typedSettings } from '../../state/typed-settings.ts'

interface Made {
  readonly inputs: Manifest['inputs']
  readonly datasets: readonly { readonly symbol: string }[]
}

export function draftOf({ inputs, datasets }: Made): Partial<Draft> {
  const { settings, window, params } = inputs
  return {
    dataset: inputs.datasets[0] ?? null,
    others: inputs.datasets.slice(1),
    capitalMode: settings.capitalMode,
    timeframe: inputs.timeframe,
    strategy: inputs.strategy.id,
    params: Object.fromEntries(
      Object.entries(params).map(([name, value]) => [
        name,
        typeof value === 'boolean' ? value : String(value),
      ]),
    ),
    from: window.from === null ? '' : moment(window.from),
    to: window.to === null ? '' : moment(window.to),
    settings: typedSettings(settings, productChoice(settings.product, datasets[0]?.symbol)),
    skipVolumeFilter: inputs.skipVolumeFilter,
    journal: inputs.journal,
  }
}

/** Where a product came from: the manifest has the steps, and not who chose them. */
function productChoice(product: Product | null, symbol = ''): ProductChoice {
  const known = productOf(symbol)
  if (product === null) return known === null ? 'symbol' : 'data'
  return known !== null && sameProduct(product, known) ? 'symbol' : 'given'
}

const sameProduct = (one: Product, other: Product): boolean =>
  one.baseIncrement === other.baseIncrement &&
  one.quoteIncrement === other.quoteIncrement &&
  one.minFunds === other.minFunds &&
  one.maxFunds === other.maxFunds &&
  one.calendar === other.calendar
