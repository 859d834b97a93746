import type { Server } from 'node:http'
import { Problem } from '../../../shared/problem.ts'

export const ADDRESS = '127.0.0.1'

/** Answers the port; 0 asks for any that is free. This machine only: no other address is bound. */
export function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(unbound(port, error)))
    server.listen({ host: ADDRESS, port, exclusive: true }, () => {
      const address = server.address()
      resolve(typeof address === 'object' && address !== null ? address.port : port)
    })
  })
}

function unbound(port: number, error: NodeJS.ErrnoException): Error {
  if (error.code === 'EADDRINUSE') {
    return new Problem(
      'PORT_IN_USE',
      { port },
      `Port ${port} is taken by another program.`,
      'Choose another with --port, or leave it out and one that is free is found.',
    )
  }
  if (error.code === 'EACCES') {
    return new Problem(
      'USAGE',
      { field: 'port', text: String(port) },
      `This system does not let us use port ${port}.`,
      'Choose one from 1024 up.',
    )
  }
  return error
}

/** Ends what is left of conversations; who is still talking is not waited for. */
export function shut(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections()
  })
}
