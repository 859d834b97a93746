/**
 * xoshiro128** by Blackman and Vigna, written from its published description: 32-bit arithmetic
 * only, so that a seed makes the same numbers on every machine.
 */
export interface Random {
  /** 0 up to but without 1, in steps of 2^-32. */
  uniform(): number
  /** About a normal distribution of variance 1: twelve uniforms less six. It never exceeds ±6. */
  normal(): number
}

export type State = readonly [number, number, number, number]

/** SplitMix32 spreads a seed over the state, which must not be all zeros. */
export function spread(seed: number): State {
  let mixed = seed >>> 0
  const word = (): number => {
    mixed = (mixed + 0x9e37_79b9) >>> 0
    const once = Math.imul(mixed ^ (mixed >>> 16), 0x85eb_ca6b)
    const twice = Math.imul(once ^ (once >>> 13), 0xc2b2_ae35)
    return twice ^ (twice >>> 16)
  }
  return [word(), word(), word(), word()]
}

export function xoshiro128(state: State): Random {
  let [a, b, c, d] = state
  const next = (): number => {
    const scrambled = Math.imul(rotated(Math.imul(b, 5), 7), 9)
    const shifted = b << 9
    c ^= a
    d ^= b
    b ^= c
    a ^= d
    c ^= shifted
    d = rotated(d, 11)
    return scrambled >>> 0
  }
  return {
    uniform: () => next() / 0x1_0000_0000,
    normal() {
      let sum = -6
      for (let i = 0; i < 12; i++) sum += next() / 0x1_0000_0000
      return sum
    },
  }
}

const rotated = (word: number, by: number): number => (word << by) | (word >>> (32 - by))
