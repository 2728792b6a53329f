import { envInt, type Env } from './config.ts'

/** How long a history may take to come in. */
export const ADMIN_UPLOAD_TIMEOUT_MS = 3600_000
const DEFAULT_MIB = 1024
const MIB = 1024 * 1024

const uploads = new Set(['/api/v1/admin/restore', '/api/v1/admin/import'])

/** Whether a whole history is sent to this path: it has a size and a time of its own. */
export function isAdminUpload(method: string | undefined, path: string): boolean {
  return method === 'POST' && uploads.has(path)
}

/** What `ADMIN_UPLOAD_MIB` allows, in bytes. */
export function envAdminUploadBytes(env: Env): number {
  return (envInt(env, 'ADMIN_UPLOAD_MIB', { min: 1, max: 1024 * 1024 }) ?? DEFAULT_MIB) * MIB
}
