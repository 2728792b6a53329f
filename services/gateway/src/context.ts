import type { AgentSocketContext } from './agent-socket.ts'
import type { FanOut } from './fan-out.ts'
import type { SessionCookie } from './session-cookie.ts'
import type { SignInLimit } from './sign-in-limit.ts'

/** Every collaborator of the HTTP routes, built once. */
export interface AppContext extends AgentSocketContext {
  fanOut: FanOut
  cookie: SessionCookie
  signInLimit: SignInLimit
  metricsText: () => Promise<string>
}
