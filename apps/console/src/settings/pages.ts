import type { Agent } from '@switchboard/protocol'

/** The pages of the settings, in the order of their navigation; also the last part of their addresses. */
export const ownPages = ['profile', 'look', 'notifications', 'canned'] as const
export const adminPages = ['people', 'teams', 'lines', 'routing', 'labels', 'system'] as const

export type PageName = (typeof ownPages)[number] | (typeof adminPages)[number]

export function pageNamed(name: string | undefined): PageName | null {
  return [...ownPages, ...adminPages].find((page) => page === name) ?? null
}

export function mayOpen({ role }: Pick<Agent, 'role'>, page: PageName): boolean {
  return role === 'admin' || ownPages.some((own) => own === page)
}

export function settingsPath(page?: PageName): string {
  return page ? `/settings/${page}` : '/settings'
}

export function isSettingsPath(path: string): boolean {
  return path === '/settings' || path.startsWith('/settings/')
}
