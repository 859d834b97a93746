/**
 * Times that people and spreadsheets write: months by name, twelve-hour clocks, parts without
 * leading zeros, zones by name. Slower than the reader of digits and used only where a file needs it.
 */
import { DAY, HOUR, MINUTE, daysInMonth, daysOf } from '../../text/utc.ts'
import { plainName } from './column-names.ts'
import { type DateOrder, FIRST_TIME, type Form, LAST_TIME } from './time-reader.ts'
import { namedOffset } from './zone-names.ts'

const LONGEST = 64
/** Two digits of a year: `70` is 1970, `69` is 2069. */
const CENTURY_TURN = 70

/** The first letters of each month in English, German, French, Spanish, Italian, Portuguese, Polish. */
const MONTHS: readonly (readonly [start: string, month: number])[] = [
  ...starts(1, 'jan ene gen sty'),
  ...starts(2, 'feb fev lut'),
  ...starts(3, 'mar maer mrz'),
  ...starts(4, 'apr abr avr kwi'),
  ...starts(5, 'may mai mag maj'),
  ...starts(6, 'jun juin giu cze'),
  ...starts(7, 'jul juil lug lip'),
  ...starts(8, 'aug ago aou sie'),
  ...starts(9, 'sep set wrz'),
  ...starts(10, 'oct okt ott out paz'),
  ...starts(11, 'nov lis'),
  ...starts(12, 'dec dez dic gru'),
]
const WEEKDAYS = new Set(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'])

function starts(month: number, words: string): [string, number][] {
  return words.split(' ').map((word) => [word, month])
}

interface Token {
  readonly text: string
  readonly is: 'digits' | 'letters' | 'mark'
}

export class LooseTime {
  form: Form = 'date'
  value = 0
  /** The zone that the text names, where it needs a table. */
  zone: string | null = null
  trouble = ''
  /** How the date is put together; one file keeps to one way. */
  shape = ''
  private readonly order: DateOrder
  private readonly wanted: string | null
  /** Times of day in digits alone end in seconds. */
  private readonly hasSeconds: boolean
  private front = ''
  private frontDays = 0
  private tokens: Token[] = []
  private at = 0

  /** Dates of another shape than the `wanted` one are refused. */
  constructor(order: DateOrder, hasSeconds = false, wanted: string | null = null) {
    this.order = order
    this.hasSeconds = hasSeconds
    this.wanted = wanted
  }

  read(text: string): boolean {
    const { front } = this
    const isSameDay = front.length > 0 && text.startsWith(front) && isDigit(text.charAt(front.length))
    if (!this.begin(isSameDay ? text.slice(front.length) : text)) return false
    const days = isSameDay ? this.frontDays : this.date()
    if (days === null || (this.wanted !== null && this.shape !== this.wanted)) {
      return this.fail('It is not a date as the file writes them.')
    }
    if (!isSameDay) this.passFront(text, days)
    if (this.at === this.tokens.length) return this.take('date', days * DAY)
    const clock = this.clock()
    if (clock === null) return this.fail('What follows the date is no time of day.')
    return this.withZone(days * DAY + clock)
  }

  /** A time of day alone; `value` is milliseconds of the day. */
  readClock(text: string): boolean {
    if (!this.begin(text)) return false
    const clock = this.clock()
    if (clock === null || this.at < this.tokens.length) return this.fail('It is not a time of day.')
    this.value = clock
    return true
  }

  private begin(text: string): boolean {
    if (text.length > LONGEST) return this.fail('It is too long for a time.')
    this.tokens = tokensOf(text)
    this.at = 0
    this.zone = null
    return true
  }

  /** What stands before a time of day is remembered: it is the same for all the rows of a day. */
  private passFront(text: string, days: number): void {
    const dateEnd = this.at
    this.skip(' ', ',', 'T', 't')
    const isFollowed = this.at > dateEnd && this.peek().is === 'digits'
    const length = this.tokens.slice(0, this.at).reduce((sum, token) => sum + token.text.length, 0)
    this.front = isFollowed ? text.slice(0, length) : ''
    this.frontDays = days
  }

  private date(): number | null {
    if (this.peek().is === 'letters' && WEEKDAYS.has(plainName(this.peek().text).slice(0, 3))) {
      this.at++
      this.separator()
    }
    const first = this.next()
    if (first.is === 'digits' && first.text.length === 8) {
      this.shape = 'digits'
      const [year, month, day] = [first.text.slice(0, 4), first.text.slice(4, 6), first.text.slice(6)]
      return daysOfParts(year, Number(month), day)
    }
    const before = this.separator()
    const second = this.next()
    const between = this.separator()
    const third = this.next()
    this.shape = `${first.is === 'digits' && first.text.length === 4 ? 'year' : first.is}${before}${second.is}`
    // `Jul 01, 2021` and `31-Dec-10`
    if (first.is === 'letters') return daysOfParts(third.text, monthNamed(first.text), second.text)
    if (second.is === 'letters') {
      const month = monthNamed(second.text)
      const [year, day] = first.text.length === 4 ? [first, third] : [third, first]
      return daysOfParts(year.text, month, day.text)
    }
    if (before !== between || before.length !== 1) return null
    if (first.text.length === 4 || this.order === 'ymd') {
      return daysOfParts(first.text, Number(second.text), third.text)
    }
    const [day, month] = this.order === 'dmy' ? [first, second] : [second, first]
    return daysOfParts(third.text, Number(month.text), day.text)
  }

  private clock(): number | null {
    const first = this.next()
    if (first.is !== 'digits') return null
    let [hour, minute, second, fraction] = [Number(first.text), 0, 0, 0]
    const hasParts = this.peek().text === ':'
    if (hasParts) {
      this.at++
      minute = numberOf(this.next().text)
      if (this.peek().text === ':') {
        this.at++
        second = numberOf(this.next().text)
      }
      if (this.peek().text === '.') {
        this.at++
        fraction = millisOf(this.next().text)
      }
    }
    const half = this.half()
    if (half !== '') {
      if (hour < 1 || hour > 12) return null
      hour = (hour % 12) + (half === 'pm' ? 12 : 0)
    } else if (!hasParts) {
      if (first.text.length > 6) return null
      // Zeros at the beginning are lost where a time was taken for a number.
      const digits = first.text.padStart(this.hasSeconds || first.text.length > 4 ? 6 : 4, '0')
      hour = Number(digits.slice(0, 2))
      minute = Number(digits.slice(2, 4))
      second = Number(digits.slice(4))
    }
    if (!(hour <= 23 && minute <= 59 && second <= 59) || Number.isNaN(fraction)) return null
    return hour * HOUR + minute * MINUTE + second * 1000 + fraction
  }

  /** `am` or `pm` where one follows, written in any of the usual ways. */
  private half(): '' | 'am' | 'pm' {
    const before = this.at
    this.skip(' ', '-')
    const first = this.next().text.toLowerCase()
    if (first === 'am' || first === 'pm') return first
    if ((first === 'a' || first === 'p') && this.peek().text === '.') {
      this.at++
      if (this.next().text.toLowerCase() === 'm') {
        this.skip('.')
        return first === 'a' ? 'am' : 'pm'
      }
    }
    this.at = before
    return ''
  }

  private withZone(wall: number): boolean {
    this.skip(' ', '(', '[')
    const rest = this.tokens
      .slice(this.at)
      .map(({ text }) => text)
      .join('')
    const name = rest.endsWith(')') || rest.endsWith(']') ? rest.slice(0, -1) : rest
    if (name === '') return this.take('naive', wall)
    const offset = namedOffset(name)
    if (offset !== null) return this.take('zoned', wall - offset)
    if (!name.includes('/')) return this.fail('What follows the time of day is no zone that is known here.')
    this.zone = name
    return this.take('zoned', wall)
  }

  private peek(): Token {
    return this.tokens[this.at] ?? NOTHING
  }

  private next(): Token {
    return this.tokens[this.at++] ?? NOTHING
  }

  private skip(...marks: string[]): void {
    while (marks.includes(this.peek().text)) this.at++
  }

  /** What stands between two parts of a date. */
  private separator(): string {
    let text = ''
    while (this.peek().text !== '' && '-/., '.includes(this.peek().text)) text += this.next().text
    return text
  }

  private take(form: Form, value: number): boolean {
    this.form = form
    this.value = value
    return (value >= FIRST_TIME && value < LAST_TIME) || this.fail('Times from 1700 to 2100 can be kept.')
  }

  private fail(trouble: string): false {
    this.trouble = trouble
    return false
  }
}

const isDigit = (c: string): boolean => c >= '0' && c <= '9'

const NOTHING: Token = { text: '', is: 'mark' }

function tokensOf(text: string): Token[] {
  const tokens: Token[] = []
  let from = 0
  const kindAt = (at: number): Token['is'] => {
    const c = text.charAt(at)
    if (isDigit(c)) return 'digits'
    return c.toLowerCase() !== c.toUpperCase() ? 'letters' : 'mark'
  }
  for (let at = 1; at <= text.length; at++) {
    const is = kindAt(from)
    if (at < text.length && is !== 'mark' && kindAt(at) === is) continue
    tokens.push({ text: text.slice(from, at), is })
    from = at
  }
  return tokens
}

function monthNamed(name: string): number {
  const plain = plainName(name)
  const found = MONTHS.filter(([start]) => plain.startsWith(start))
  return found.toSorted(([a], [b]) => b.length - a.length)[0]?.[1] ?? 0
}

function daysOfParts(yearText: string, month: number, dayText: string): number | null {
  const day = numberOf(dayText)
  let year = numberOf(yearText)
  if (yearText.length === 2) year += year < CENTURY_TURN ? 2000 : 1900
  else if (yearText.length !== 4) return null
  if (!(month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month))) return null
  return daysOf(year, month, day)
}

/** NaN where it is anything but a few digits. */
function numberOf(text: string): number {
  if (text === '' || text.length > 4) return Number.NaN
  for (const c of text) if (c < '0' || c > '9') return Number.NaN
  return Number(text)
}

/** The first three digits of a fraction; the others have to be zeros. */
function millisOf(text: string): number {
  for (const c of text.slice(3)) if (c !== '0') return Number.NaN
  return numberOf(text.slice(0, 3).padEnd(3, '0'))
}
