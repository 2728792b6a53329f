import { useSyncExternalStore } from 'react'

/** Whether the browser says that this computer has no network. A console on loopback needs none. */
export function useOffline(): boolean {
  return useSyncExternalStore(subscribe, isOffline)
}

function isOffline(): boolean {
  return !navigator.onLine && !isLoopback(location.hostname)
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '[::1]' || host.startsWith('127.')
}

function subscribe(listener: () => void): () => void {
  globalThis.addEventListener('online', listener)
  globalThis.addEventListener('offline', listener)
  return () => {
    globalThis.removeEventListener('online', listener)
    globalThis.removeEventListener('offline', listener)
  }
}
