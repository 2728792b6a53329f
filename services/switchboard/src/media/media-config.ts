import type { RetryPolicy } from './settle-fetch.ts'

export interface MediaConfig {
  /** What a customer's picture or file may weigh. */
  maxBytes: number
  fetchTimeoutMs: number
  /** Fetches at once. */
  concurrency: number
  /** Uploads at once, of everybody. */
  maxUploads: number
  retry: RetryPolicy
  /** How long the carrier may take to fetch what we send. */
  linkLifeMs: number
}

/** MMS carries 5 MB (Twilio); what comes over other channels 16 MB. The carrier's own queue holds a message 4 h or more. */
export const mediaDefaults: MediaConfig = {
  maxBytes: 16 * 1024 * 1024,
  fetchTimeoutMs: 60_000,
  concurrency: 4,
  maxUploads: 16,
  retry: {
    delaysMs: [1000, 4000, 15_000, 60_000, 300_000, 900_000],
    soonTries: 3,
    shownTries: 3,
    giveUpAfterMs: 24 * 3600_000,
  },
  linkLifeMs: 24 * 3600_000,
}
