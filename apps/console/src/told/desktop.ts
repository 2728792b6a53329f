/** Whether this browser may show notifications: `unsupported` where it cannot at all, `insecure` by plain http. */
export type Permission = 'granted' | 'denied' | 'default' | 'unsupported' | 'insecure'

export function desktopPermission(): Permission {
  return missing() ?? Notification.permission
}

function missing(): 'unsupported' | 'insecure' | null {
  if ('isSecureContext' in globalThis && !isSecureContext) return 'insecure'
  return typeof Notification === 'undefined' ? 'unsupported' : null
}

/** Asks for what is not decided yet; only ever at a click. */
export async function askDesktopPermission(): Promise<Permission> {
  return missing() ?? Notification.requestPermission()
}

/** Calls when the leave was given or taken elsewhere than here; returns what ends it. */
export function followPermission(changed: () => void): () => void {
  const ends = new AbortController()
  navigator.permissions?.query({ name: 'notifications' }).then(
    (status) => status.addEventListener('change', changed, { signal: ends.signal }),
    () => undefined,
  )
  return () => ends.abort()
}

export interface DesktopNotice {
  /** A later one of the same tag replaces the earlier. */
  tag: string
  title: string
  body: string
  onClick: () => void
}

/** TypeScript's library leaves out what not every browser knows. */
interface RenotifyingOptions extends NotificationOptions {
  /** What takes the place of one that still stands comes with sound and banner again, as a new one. */
  renotify: boolean
}

/** Shows a notification; false where the browser does not let us. */
export function showDesktop({ tag, title, body, onClick }: DesktopNotice): boolean {
  if (desktopPermission() !== 'granted') return false
  try {
    const options: RenotifyingOptions = { tag, body, icon: '/favicon.svg', renotify: true }
    const notice = new Notification(title, options)
    notice.addEventListener('click', () => {
      window.focus()
      onClick()
      notice.close()
    })
    return true
  } catch {
    // Some phones allow notifications from a service worker only.
    return false
  }
}
