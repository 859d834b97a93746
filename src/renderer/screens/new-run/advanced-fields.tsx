import { productOf } from '../../../shared/products.ts'
import type { Calendar } from '../../../shared/settings.ts'
import { CheckField } from '../../parts/field.tsx'
import { type Option, Select } from '../../parts/select.tsx'
import type { ProductChoice } from '../../state/typed-settings.ts'
import { Fold } from './fold.tsx'
import { type FormProps, SettingField, settingsChanger } from './setting-field.tsx'

const CALENDAR_OPTIONS: readonly Option<Calendar>[] = [
  { value: '24/7', title: 'Every day, 365 a year' },
  { value: '24/5', title: 'Monday to Friday, 260 a year' },
  { value: 'sessions', title: 'Exchange sessions, 252 a year' },
]

/** What hardly anybody sets, and everybody may. */
export function AdvancedFields(form: FormProps & { readonly symbol: string | null }) {
  const { draft, change, errors } = form
  return (
    <Fold
      title="Advanced"
      about="Part of the run’s identity, like everything above."
      summary="fee minimum, warm-up, product, journal"
      holds={['fees.minimum', 'warmup', 'seed', 'product']}
      errors={errors}
    >
      <SettingField form={form} path="fees.minimum" label="Minimum fee" unit="quote" hint="Per fill" />
      <SettingField
        form={form}
        path="warmup"
        label="Warm-up"
        unit="candles"
        placeholder="auto"
        hint="Empty: what the strategy needs"
      />
      <SettingField form={form} path="seed" label="Seed" hint="Of anything random" />
      <ProductFields form={form} symbol={form.symbol} />
      <div className="wide stack">
        <CheckField
          label="Skip the volume filter"
          hint="Candles without volume count as any other; the run is marked as degraded."
          value={draft.skipVolumeFilter}
          change={(skipVolumeFilter) => change({ skipVolumeFilter })}
        />
        <CheckField
          label="Full journal"
          hint="A line for every candle, not only for those on which something happened."
          value={draft.journal === 'full'}
          change={(full) => change({ journal: full ? 'full' : 'events' })}
        />
      </div>
    </Fold>
  )
}

function ProductFields({ form, symbol }: { readonly form: FormProps; readonly symbol: string | null }) {
  const { product, 'product.calendar': calendar } = form.draft.settings
  const set = settingsChanger(form)
  const known = symbol === null ? null : productOf(symbol)
  const options: readonly Option<ProductChoice>[] = [
    { value: 'symbol', title: known === null ? 'As fine as the data' : `As ${symbol} is traded` },
    ...(known === null ? [] : [{ value: 'data', title: 'As fine as the data' } as const]),
    { value: 'given', title: 'Given here' },
  ]
  return (
    <>
      <Select
        label="Price and quantity steps"
        value={product === 'data' && known === null ? 'symbol' : product}
        options={options}
        change={(chosen) => set({ product: chosen })}
        error={form.errors['product']}
      />
      {product === 'given' ? (
        <>
          <SettingField form={form} path="product.quoteIncrement" label="Price increment" />
          <SettingField form={form} path="product.baseIncrement" label="Quantity increment" />
          <SettingField
            form={form}
            path="product.minFunds"
            label="Smallest order"
            placeholder="none"
            unit="quote"
          />
          <SettingField
            form={form}
            path="product.maxFunds"
            label="Largest order"
            placeholder="none"
            unit="quote"
          />
          <Select
            label="Calendar"
            value={calendar}
            options={CALENDAR_OPTIONS}
            change={(chosen) => set({ 'product.calendar': chosen })}
          />
        </>
      ) : null}
    </>
  )
}
