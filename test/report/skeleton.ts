/** What a page is made of once all text is taken out: tags and the names of their attributes, in order. */
const TAG = /<(\/?[a-z][a-z0-9-]*|!doctype)((?:\s+[a-z:-]+(?:="[^"<>]*")?)*)\s*\/?>/gi

export interface Skeleton {
  readonly tags: readonly string[]
  /** Everything between the tags. */
  readonly text: string
}

export function skeleton(page: string): Skeleton {
  const body = page.replace(/<style>[^<]*<\/style>/, '<style></style>')
  const tags = Array.from(body.matchAll(TAG), ([, name = '', attributes = '']) => {
    const names = Array.from(
      attributes.matchAll(/\s+([a-z:-]+)(?:="[^"]*")?/gi),
      ([, attribute]) => attribute,
    )
    return [name, ...names].join(' ')
  })
  return { tags, text: body.replace(TAG, '\n') }
}

const NAMED: { readonly [entity: string]: string } = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" }

export const unescaped = (text: string): string =>
  text.replace(/&(amp|lt|gt|quot|#39);/g, (_, entity: string) => NAMED[entity] ?? '')
