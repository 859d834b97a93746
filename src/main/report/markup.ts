/**
 * HTML that can not be injected into (T3): whatever is put into the template is escaped, unless it came
 * out of the template itself.
 */
export class Markup {
  readonly text: string
  constructor(text: string) {
    this.text = text
  }
}

export type Piece = Markup | string | number | null | readonly Piece[]

export function html(parts: TemplateStringsArray, ...pieces: readonly Piece[]): Markup {
  let text = compact(parts[0])
  pieces.forEach((piece, index) => {
    text += textOf(piece) + compact(parts[index + 1])
  })
  return new Markup(text)
}

/** Templates are indented for whoever reads the code; a table of 5,000 rows need not be. */
const compact = (part = ''): string => part.replace(/\s*\n\s*/g, '\n')

function textOf(piece: Piece): string {
  if (piece instanceof Markup) return piece.text
  if (piece === null) return ''
  if (typeof piece === 'object') return piece.map(textOf).join('')
  return typeof piece === 'number' ? String(piece) : escaped(piece)
}

const ENTITIES: { readonly [character: string]: string } = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

// Control characters, line separators and marks that turn the writing direction around have no
// business in a name, and can make a page say something else than it does.
const UNSEEN = /(?![\t\n\r])[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}\ufeff]/gu

const escaped = (text: string): string =>
  text
    .toWellFormed()
    .replace(UNSEEN, '\ufffd')
    .replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '')
