/**
 * How a file writes its numbers: what stands before decimals, what between thousands, and what
 * around them. Decided once for the whole file, because a single `1.234` can be either.
 */
export interface NumberStyle {
  readonly decimal: '.' | ','
  /** Something in the file shows it, so the other mark can only be for thousands. */
  readonly isDecided: boolean
  readonly apostrophes: boolean
  /** `$`, `€` and the like stand beside numbers. */
  readonly currencies: boolean
  readonly because: string
}

const CURRENCIES = '$€£¥₹₽₿'
const SUFFIXES = 'KMBT'
const BLANKS = ' \u00a0\u202f\u2009'
const APOSTROPHES = "'’"
/** A way of writing is one that at least this share of the cells shows. */
const SHARE = 0.05
const MISSING = new Set(['', '-', '--', '—', 'null', 'nan', 'n/a', '#n/a', 'na', 'none', 'nil'])

export const isMissing = (text: string): boolean => text.length <= 4 && MISSING.has(text.toLowerCase())

interface Marks {
  decimal: number
  group: number
  /** `1.234`: one mark before exactly three digits. */
  either: number
}

/**
 * `cells` are texts that look like numbers; null where only the trader can tell. Where the file comes
 * from a place that writes points between thousands, a lone point decides nothing.
 */
export function recogniseNumbers(
  cells: Iterable<string>,
  said: 'point' | 'comma' | undefined,
  mayGroupByPoint: boolean,
): NumberStyle | null {
  const point: Marks = { decimal: 0, group: 0, either: 0 }
  const comma: Marks = { decimal: 0, group: 0, either: 0 }
  let count = 0
  let unmarked = 0
  let apostrophes = 0
  let currencies = 0
  for (const text of cells) {
    count++
    const core = coreOf(text)
    if (core.length < text.length && [...text].some((c) => CURRENCIES.includes(c))) currencies++
    if (core.includes("'") || core.includes('’')) apostrophes++
    noteMarks(core, point, comma)
    if (core.length > 3 && [...core].every(isDigit)) unmarked++
  }
  const style = (decimal: '.' | ',', isDecided: boolean, because: string): NumberStyle => ({
    decimal,
    isDecided,
    apostrophes: apostrophes > SHARE * count,
    currencies: currencies > SHARE * count,
    because,
  })
  if (said !== undefined) return style(said === 'point' ? '.' : ',', true, 'it was said at the import')
  const forPoint = point.decimal + comma.group
  const forComma = comma.decimal + point.group
  if (forComma > forPoint) return style(',', true, 'commas stand where only a decimal mark can')
  if (forPoint > 0) return style('.', true, 'points stand where only a decimal mark can')
  const isOne = point.either === 0 || comma.either === 0
  if (isOne && unmarked > SHARE * count && point.either + comma.either > 0) {
    return style(comma.either > 0 ? ',' : '.', true, 'nothing stands between the thousands of larger numbers')
  }
  if (comma.either > 0 || (mayGroupByPoint && point.either > 0)) return null
  return style('.', false, 'nothing says otherwise')
}

function noteMarks(core: string, point: Marks, comma: Marks): void {
  let points = 0
  let commas = 0
  for (const c of core) {
    if (c === '.') points++
    else if (c === ',') commas++
  }
  if (points + commas === 0) return
  if (points > 0 && commas > 0) {
    const pointLast = core.lastIndexOf('.') > core.lastIndexOf(',')
    ;(pointLast ? point : comma).decimal++
    ;(pointLast ? comma : point).group++
    return
  }
  const mark = points > 0 ? point : comma
  if (points + commas > 1) {
    mark.group++
    return
  }
  const at = core.indexOf(points > 0 ? '.' : ',')
  const isGroupLike = core.length - at - 1 === 3 && at >= 1 && at <= 3 && !core.startsWith('0')
  if (isGroupLike) mark.either++
  else mark.decimal++
}

/** Without sign, currency, unit and blanks around. */
function coreOf(text: string): string {
  let from = 0
  let until = text.length
  while (from < until && AROUND.includes(text.charAt(from))) from++
  while (until > from && UNITS.includes(text.charAt(until - 1))) until--
  while (until > from && AROUND.includes(text.charAt(until - 1))) until--
  return text.slice(from, until)
}
const AROUND = `${CURRENCIES}${BLANKS}+-%`
const UNITS = `${SUFFIXES}${SUFFIXES.toLowerCase()}`
const INSIDE = `.,${BLANKS}${APOSTROPHES}eE+-`

/** Digits with whatever may stand between and around them, or a mark for none. */
export function looksNumeric(text: string): boolean {
  if (isMissing(text)) return text !== ''
  const core = coreOf(text)
  if (core === '' || core.length > 40 || !isDigit(core.charAt(0))) return false
  for (const c of core) if (!isDigit(c) && !INSIDE.includes(c)) return false
  return true
}

/**
 * The number in digits, a point and digits, for the exact reader; null where it is not written in
 * this style. Thousands have to be whole: three digits in each group, or two as in India.
 */
export function plainNumber(text: string, style: NumberStyle, units: boolean): string | null {
  let rest = text
  const negative = rest.startsWith('-')
  if (negative) rest = rest.slice(1)
  if (style.currencies) rest = withoutCurrency(rest)
  let exponent = ''
  const suffix = units ? SUFFIXES.indexOf(rest.slice(-1).toUpperCase() || ' ') : -1
  if (suffix >= 0) {
    exponent = `e${3 * (suffix + 1)}`
    rest = rest.slice(0, -1).trimEnd()
  }
  const at = rest.indexOf(style.decimal)
  const whole = at < 0 ? rest : rest.slice(0, at)
  const fraction = at < 0 ? '' : rest.slice(at + 1)
  const digits = ungrouped(whole, style)
  if (digits === null || (at >= 0 && fraction === '')) return null
  // An exponent is left for the exact reader to judge.
  return `${negative ? '-' : ''}${digits}${at < 0 ? '' : `.${fraction}`}${exponent}`
}

function withoutCurrency(text: string): string {
  let from = 0
  let until = text.length
  const isSign = (c: string) => CURRENCIES.includes(c) || BLANKS.includes(c)
  while (from < until && isSign(text.charAt(from))) from++
  while (until > from && isSign(text.charAt(until - 1))) until--
  return text.slice(from, until)
}

function ungrouped(whole: string, style: NumberStyle): string | null {
  const other = style.decimal === '.' ? ',' : '.'
  const marks = `${style.isDecided ? other : ''}${BLANKS}${style.apostrophes ? APOSTROPHES : ''}`
  const mark = [...whole].find((c) => !isDigit(c))
  if (mark === undefined) return whole
  if (!marks.includes(mark)) return whole
  const groups = whole.split(mark)
  const [first = '', ...others] = groups
  const last = others.at(-1) ?? ''
  const middle = others.slice(0, -1)
  const areDigits = groups.every((group) => group !== '' && [...group].every(isDigit))
  const byThree = first.length <= 3 && middle.every((group) => group.length === 3)
  const byTwo = first.length <= 2 && middle.length > 0 && middle.every((group) => group.length === 2)
  return areDigits && last.length === 3 && (byThree || byTwo) ? groups.join('') : null
}

const isDigit = (c: string): boolean => c >= '0' && c <= '9'
