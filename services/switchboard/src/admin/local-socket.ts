import { chmod, rm } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import type { HttpServer, Logger } from '@switchboard/service'

/** What an address of a Unix socket may have: 104 bytes on macOS, 108 on Linux, with the final zero. */
const MAX_PATH_BYTES = 103

/** Where the commands find a switchboard that runs on this data. */
export function localSocketPath(dataDir: string): string {
  return join(resolve(dataDir), 'switchboard.sock')
}

/** Why there can be no socket at this path; undefined when there can. */
export function findPathProblem(path: string): string | undefined {
  if (Buffer.byteLength(path) <= MAX_PATH_BYTES) return undefined
  return `The path ${path} is too long for a socket: set DATA_DIR to a folder with a shorter path, so that commands reach the running switchboard.`
}

/**
 * Lets whoever may write to DATA_DIR give orders without a token. The store must be open: its lock
 * proves that a socket file that is already there was left by a process that is gone.
 */
export async function listenLocally(http: HttpServer, path: string, logger: Logger): Promise<void> {
  const problem = findPathProblem(path)
  if (problem !== undefined) return logger.warn(problem)
  try {
    await rm(path, { force: true })
    await listenPrivately(http, path)
  } catch (error) {
    // Commands are a convenience; texts must come in without them.
    logger.warn({ err: error, path }, 'commands cannot reach this switchboard')
  }
}

/** Nobody else may connect, not even between the making of the file and its mode. */
async function listenPrivately({ server }: HttpServer, path: string): Promise<void> {
  const before = process.umask(0o177)
  try {
    await new Promise<void>((resolveListening, reject) => {
      server.once('error', reject)
      server.listen(path, () => {
        server.off('error', reject)
        resolveListening()
      })
      // The file is made at once, so the mask is only in force for it.
      process.umask(before)
    })
  } finally {
    process.umask(before)
  }
  await chmod(path, 0o600)
}
