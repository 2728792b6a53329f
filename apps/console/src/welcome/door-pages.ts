/** The ways in, in one piece: whoever is in already needs none of them. */
export { InvitePage } from './invite-page.tsx'
export { SignInPage } from './sign-in-page.tsx'
export { WelcomePage } from './welcome-page.tsx'
