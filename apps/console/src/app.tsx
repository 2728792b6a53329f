import type { Agent } from '@switchboard/protocol'
import { Suspense, useEffect, useState } from 'react'
import { useLocation, useRoute } from 'wouter'
import { ConsoleContext } from './console-context.ts'
import { Desk } from './desk.tsx'
import { Console } from './state/console.ts'
import { currentAgent } from './state/session.ts'
import { TooltipLayer } from './ui/tooltip.tsx'
import { InvitePage, SignInPage, WelcomePage } from './welcome/doors.tsx'
import { Unreachable } from './welcome/unreachable.tsx'

/**
 * `asking` until the session is known; then a person's console, nobody, or no answer, which stays in sight while it
 * `asksAgain`. `wasIn`: until just now.
 */
type Session =
  | { state: 'asking' }
  | { state: 'nobody'; wasIn: boolean }
  | { state: 'unreachable'; asksAgain: boolean }
  | { state: 'in'; console: Console }

/** What is loaded when it is needed shows nothing until then. */
export function App() {
  return (
    <Suspense fallback={null}>
      <Page />
    </Suspense>
  )
}

function Page() {
  const [session, setSession] = useState<Session>({ state: 'asking' })
  const [, navigate] = useLocation()
  const [isWelcome, params] = useRoute('/welcome/:token')
  const [isInvite, invite] = useRoute('/invite/:token')
  const isBefore = isWelcome || isInvite
  const asksAgain = session.state === 'unreachable' && session.asksAgain
  const isAsking = session.state === 'asking' || asksAgain

  useEffect(() => {
    if (!isAsking || isBefore) return
    currentAgent().then(
      (agent) =>
        setSession(agent ? openSession(agent, setSession) : { state: 'nobody', wasIn: false }),
      () => setSession({ state: 'unreachable', asksAgain: false }),
    )
  }, [isAsking, isBefore])

  function enter(agent: Agent): void {
    setSession(openSession(agent, setSession))
    if (isBefore) navigate('/', { replace: true })
  }

  if (isWelcome) return <WelcomePage token={params.token} onSignedIn={enter} />
  if (isInvite) return <InvitePage token={invite.token} onSignedIn={enter} />
  if (session.state === 'asking') return null
  if (session.state === 'nobody') return <SignInPage onSignedIn={enter} wasIn={session.wasIn} />
  if (session.state === 'unreachable')
    return (
      <Unreachable
        retry={() => setSession({ state: 'unreachable', asksAgain: true })}
        isAsking={asksAgain}
      />
    )
  return (
    <ConsoleContext value={session.console}>
      <Desk />
      <TooltipLayer />
    </ConsoleContext>
  )
}

/** A console lives from here until its session is over; the page owns one at a time. */
function openSession(me: Agent, become: (session: Session) => void): Session {
  const onSignedOut = (byChoice: boolean): void => become({ state: 'nobody', wasIn: !byChoice })
  return { state: 'in', console: new Console({ me, onSignedOut }) }
}
