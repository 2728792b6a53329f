import type { Agent } from '@switchboard/protocol'
import { signIn } from '../state/session.ts'
import { CredentialsForm } from './credentials-form.tsx'
import { EntryPage } from './entry-page.tsx'

export function SignInPage({ onSignedIn }: { onSignedIn: (agent: Agent) => void }) {
  return (
    <EntryPage title="Sign in" lead="to read and answer your team’s texts.">
      <CredentialsForm verb="Sign in" isNew={false} submit={signIn} onSignedIn={onSignedIn} />
    </EntryPage>
  )
}
