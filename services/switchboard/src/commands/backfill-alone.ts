import { createLogger, Secret } from '@switchboard/service'
import { backfillProgress } from '../admin/tasks.ts'
import { envToConfig, readEnv } from '../config.ts'
import { createContext } from '../context.ts'
import type { RunBackfill } from './opened-store.ts'

/** Asks the carrier for a switchboard that does not run; needs the same variables as that one. */
export const backfillAlone: RunBackfill = (store, since, { signal, report }) => {
  const env = readEnv()
  const config = envToConfig({
    ...env,
    gatewayToken: env.gatewayToken ?? new Secret('no gateways'),
  })
  const logger = createLogger('switchboard', { level: 'warn', destination: process.stderr })
  const { backfill } = createContext(config, { store, logger })
  return backfill.run({
    signal,
    onProgress: (progress) => report(backfillProgress(progress)),
    ...(since !== undefined && { since }),
  })
}
