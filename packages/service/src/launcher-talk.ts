/** What a service tells the launcher over IPC. */
export interface ReadyMessage {
  type: 'ready'
  port: number
  announcements: string[]
}
/** What the launcher tells a service. */
export interface StopMessage {
  type: 'stop'
}

/** sysexits.h EX_CONFIG: starting again with the same settings cannot help. */
export const exitCodeConfig = 78
