// What the launcher needs, without the log and the metrics that would only cost it memory.
export * from './config-error.ts'
export * from './config.ts'
export * from './launcher-talk.ts'
export * from './secret.ts'
