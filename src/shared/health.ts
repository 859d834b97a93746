export const HEALTH_PARTS = [
  'store',
  'runsRoot',
  'index',
  'workers',
  'disk',
  'backup',
  'killSwitch',
  'queue',
  'audit',
] as const
export type HealthPartName = (typeof HEALTH_PARTS)[number]

export interface HealthPart {
  readonly ok: boolean
  /** `OK`, or the code of what is wrong. */
  readonly code: string
  readonly detail: string
}

export interface Health {
  readonly ok: boolean
  readonly parts: { readonly [K in HealthPartName]: HealthPart }
}
