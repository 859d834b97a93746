/** Several symbols where there is room for one, such as `BTC-USD +2`. */
export const inShort = ([first = '', ...more]: readonly string[]): string =>
  more.length === 0 ? first : `${first} +${more.length}`
