import type { Agent } from '@switchboard/protocol'
import { lazy, type ComponentType } from 'react'
// Styles of what is loaded later have to be in the page's one sheet.
import '../ui/button.module.css'
import '../ui/field.module.css'
import { Unreachable } from './unreachable.tsx'

type Door<P> = ComponentType<P>
const pages = () => import('./door-pages.ts')

/** The ways in, loaded when somebody stands before one of them. */
export const InvitePage = later<EntryProps & { token: string }>(() =>
  pages().then((page) => page.InvitePage),
)
export const SignInPage = later<EntryProps & { wasIn: boolean }>(() =>
  pages().then((page) => page.SignInPage),
)
export const WelcomePage = later<EntryProps & { token: string }>(() =>
  pages().then((page) => page.WelcomePage),
)

interface EntryProps {
  onSignedIn: (agent: Agent) => void
}

function later<P extends object>(load: () => Promise<Door<P>>) {
  return lazy<Door<P>>(() =>
    load().then(
      (page) => ({ default: page }),
      () => ({ default: NotLoaded }),
    ),
  )
}

function NotLoaded() {
  return <Unreachable retry={() => location.reload()} />
}
