import type { Agent } from '@switchboard/protocol'
import { useEffect, useState } from 'react'
import { Link } from 'wouter'
import { useAllWords } from '../i18n/later.ts'
import { CredentialsForm } from './credentials-form.tsx'
import { EntryPage } from './entry-page.tsx'
import { acceptInvite, checkInvite, type Invitation } from './entry.ts'
import { Unreachable } from './unreachable.tsx'

type Check = 'asking' | 'over' | 'unreachable' | Invitation

interface InvitePageProps {
  token: string
  onSignedIn: (agent: Agent) => void
}

/** Makes the account somebody was invited to, by the link they were sent. */
export function InvitePage(props: InvitePageProps) {
  const [tries, setTries] = useState(0)
  return <CheckedInvite key={tries} {...props} retry={() => setTries(tries + 1)} />
}

function CheckedInvite({ token, onSignedIn, retry }: InvitePageProps & { retry: () => void }) {
  const words = useAllWords().welcome
  const [check, setCheck] = useState<Check>('asking')

  useEffect(() => {
    let isOver = false
    checkInvite(token).then(
      (invitation) => isOver || setCheck(invitation ?? 'over'),
      () => isOver || setCheck('unreachable'),
    )
    return () => {
      isOver = true
    }
  }, [token])

  if (check === 'asking') return null
  if (check === 'over') return <InviteOver />
  if (check === 'unreachable') return <Unreachable retry={retry} />
  return (
    <EntryPage title={words.invited(check.by)} lead={words.invitedLead[check.role]}>
      <CredentialsForm
        verb={words.join}
        isNew
        submit={(name, password) => acceptInvite(token, name, password)}
        onSignedIn={onSignedIn}
      />
    </EntryPage>
  )
}

function InviteOver() {
  const words = useAllWords().welcome
  return (
    <EntryPage title={words.inviteOver} lead={words.inviteOverLead}>
      <Link href="/">{words.goToSignIn}</Link>
    </EntryPage>
  )
}
