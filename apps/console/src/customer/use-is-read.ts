import { useConsoleState } from '../console-context.ts'

/** Whether the open thread is this one and read: of whom one only passes over, nothing more is asked. */
export function useIsRead(number: string): boolean {
  return useConsoleState(({ thread }) => thread?.number === number && thread.asOf !== null)
}
