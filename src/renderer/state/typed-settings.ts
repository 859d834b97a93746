/**
 * The settings of a run as a form holds them: text as typed under the paths that `--set` takes, so
 * that what is wrong stays on the screen; and the settings that they become.
 */
import {
  flawOf,
  SETTING_RULES,
  type SettingPath,
  type SettingRule,
  sizeRule,
} from '../../shared/setting-rules.ts'
import {
  type Calendar,
  type Direction,
  type FillProfileName,
  type LegSetting,
  type PartialSettings,
  type Product,
  type RunSettings,
} from '../../shared/settings.ts'

export type SizingKind = RunSettings['sizing']['kind']
export type SlippageKind = RunSettings['slippage']['kind']

/** The symbol's own where it is known and else the data's; always the data's; or given here. */
export type ProductChoice = 'symbol' | 'data' | 'given'

export interface TypedSettings extends Readonly<Record<SettingPath, string>> {
  readonly direction: Direction
  readonly 'sizing.kind': SizingKind
  readonly 'slippage.kind': SlippageKind
  readonly 'fills.profile': FillProfileName
  readonly 'fills.magnify': boolean
  readonly closeAtEnd: boolean
  readonly product: ProductChoice
  readonly 'product.calendar': Calendar
}

/** What the fields of a product begin with, where none was given. */
const NO_PRODUCT: Product = {
  baseIncrement: '0.00000001',
  quoteIncrement: '0.01',
  minFunds: null,
  maxFunds: null,
  calendar: '24/7',
}

/** A word such as `off` is an empty field, whose placeholder says it. */
const typedWord = (value: string | number, word: string): string => (value === word ? '' : String(value))

export function typedSettings(settings: RunSettings, product: ProductChoice = 'symbol'): TypedSettings {
  const { sizing, fees, slippage, fills, risk, bracket } = settings
  const steps = settings.product ?? NO_PRODUCT
  return {
    capital: settings.capital,
    direction: settings.direction,
    'sizing.kind': sizing.kind,
    'sizing.value': sizing.value,
    'fees.makerBps': fees.makerBps,
    'fees.takerBps': fees.takerBps,
    'fees.minimum': fees.minimum,
    'slippage.kind': slippage.kind,
    'slippage.value': slippage.value,
    spread: settings.spread,
    'fills.profile': fills.profile,
    'fills.magnify': fills.magnify,
    'fills.volumeCapPct': typedWord(fills.volumeCapPct, 'off'),
    'risk.maxPositions': String(risk.maxPositions),
    'risk.dailyLossPct': typedWord(risk.dailyLossPct, 'off'),
    'risk.maxDrawdownPct': typedWord(risk.maxDrawdownPct, 'off'),
    'risk.cooldownCandles': typedWord(risk.cooldownCandles, 'off'),
    'bracket.stop': bracket.stop,
    'bracket.target': bracket.target,
    'bracket.stopBufferPct': bracket.stopBufferPct,
    closeAtEnd: settings.closeAtEnd,
    warmup: typedWord(settings.warmup, 'auto'),
    seed: String(settings.seed),
    product,
    'product.baseIncrement': steps.baseIncrement,
    'product.quoteIncrement': steps.quoteIncrement,
    'product.minFunds': steps.minFunds ?? '',
    'product.maxFunds': steps.maxFunds ?? '',
    'product.calendar': steps.calendar,
  }
}

const isPath = (path: string): path is SettingPath => Object.hasOwn(SETTING_RULES, path)
export const SETTING_PATHS: readonly SettingPath[] = Object.keys(SETTING_RULES).filter(isPath)

/** What is wrong with a setting, as a sentence for its field; null where nothing is. */
export function settingError(typed: TypedSettings, path: SettingPath): string | null {
  if (path.startsWith('product.') && typed.product !== 'given') return null
  // Without slippage its amount counts for nothing and is not on the screen.
  if (path === 'slippage.value' && typed['slippage.kind'] === 'none') return null
  const text = typed[path].trim()
  const rule: SettingRule = path === 'sizing.value' ? sizeRule(typed['sizing.kind']) : SETTING_RULES[path]
  if (text === '' && mayBeEmpty(path, rule)) return null
  const flaw = flawOf(rule, text)
  return flaw === null ? null : `Must be ${flaw}.`
}

const mayBeEmpty = (path: SettingPath, rule: SettingRule): boolean =>
  path === 'product.minFunds' || path === 'product.maxFunds' || (rule.is !== 'leg' && rule.word !== undefined)

/** Of settings without an error. */
export function settingsOf(typed: TypedSettings): PartialSettings {
  const text = (path: SettingPath): string => typed[path].trim()
  const orWord = <Word extends string>(path: SettingPath, word: Word) =>
    text(path) === '' || text(path) === word ? word : text(path)
  const wholeOr = <Word extends string>(path: SettingPath, word: Word) =>
    text(path) === '' || text(path) === word ? word : Number(text(path))
  const isSlipping = typed['slippage.kind'] !== 'none'
  return {
    capital: text('capital'),
    direction: typed.direction,
    sizing: { kind: typed['sizing.kind'], value: text('sizing.value') },
    fees: {
      makerBps: text('fees.makerBps'),
      takerBps: text('fees.takerBps'),
      minimum: text('fees.minimum'),
    },
    slippage: { kind: typed['slippage.kind'], value: isSlipping ? text('slippage.value') : '0' },
    spread: text('spread'),
    fills: {
      profile: typed['fills.profile'],
      magnify: typed['fills.magnify'],
      volumeCapPct: orWord('fills.volumeCapPct', 'off'),
    },
    risk: {
      maxPositions: Number(text('risk.maxPositions')),
      dailyLossPct: orWord('risk.dailyLossPct', 'off'),
      maxDrawdownPct: orWord('risk.maxDrawdownPct', 'off'),
      cooldownCandles: wholeOr('risk.cooldownCandles', 'off'),
    },
    bracket: {
      stop: legOf(text('bracket.stop')),
      target: legOf(text('bracket.target')),
      stopBufferPct: text('bracket.stopBufferPct'),
    },
    closeAtEnd: typed.closeAtEnd,
    warmup: wholeOr('warmup', 'auto'),
    seed: Number(text('seed')),
    ...productOf(typed),
  }
}

/** Left out, it is the symbol's. */
function productOf(typed: TypedSettings): { readonly product?: Product | null } {
  if (typed.product === 'symbol') return {}
  if (typed.product === 'data') return { product: null }
  const funds = (path: 'product.minFunds' | 'product.maxFunds') => typed[path].trim() || null
  return {
    product: {
      baseIncrement: typed['product.baseIncrement'].trim(),
      quoteIncrement: typed['product.quoteIncrement'].trim(),
      minFunds: funds('product.minFunds'),
      maxFunds: funds('product.maxFunds'),
      calendar: typed['product.calendar'],
    },
  }
}

export type LegKind = 'none' | 'strategy' | 'pct' | 'ticks' | 'atr'
const LEG_KINDS: readonly LegKind[] = ['none', 'strategy', 'pct', 'ticks', 'atr']

/** A leg's kind and its distance, as two fields show them; `pct:2` is both in one. */
export function splitLeg(text: string): { readonly kind: LegKind; readonly distance: string } {
  const at = text.indexOf(':')
  const word = at < 0 ? text : text.slice(0, at)
  return {
    kind: LEG_KINDS.find((kind) => kind === word) ?? 'strategy',
    distance: at < 0 ? '' : text.slice(at + 1),
  }
}

export const joinLeg = (kind: LegKind, distance: string): string =>
  kind === 'none' || kind === 'strategy' ? kind : `${kind}:${distance}`

function legOf(text: string): LegSetting {
  const { kind, distance } = splitLeg(text)
  return kind === 'none' || kind === 'strategy' ? kind : `${kind}:${distance.trim()}`
}
