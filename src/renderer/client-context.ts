import { createContext, use } from 'react'
import type { HostClient } from './client.ts'

export const ClientContext = createContext<HostClient | null>(null)

export function useClient(): HostClient {
  const client = use(ClientContext)
  if (client === null) throw new Error('no client around this part of the window')
  return client
}
