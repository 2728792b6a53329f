import type { ReactNode } from 'react'

function Icon({ children, size = 20 }: { children: ReactNode; size?: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 20 20"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.8"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      {children}
    </svg>
  )
}

export const SendIcon = () => (
  <Icon>
    <path d="M10 16V4.500M5 9l5-5 5 5" />
  </Icon>
)

export const PlusIcon = () => (
  <Icon>
    <path d="M10 4v12M4 10h12" />
  </Icon>
)

export const PictureIcon = () => (
  <Icon>
    <rect x="3" y="4" width="14" height="12" rx="2.5" />
    <path d="m3.5 14 4-4 3 3 2-2 4 3.5" />
    <circle cx="12.8" cy="7.6" r="1" />
  </Icon>
)

export const CloseIcon = ({ size = 20 }: { size?: number }) => (
  <Icon size={size}>
    <path d="m5 5 10 10M15 5 5 15" />
  </Icon>
)

export const BoltIcon = () => (
  <Icon>
    <path d="M11 2.5 4.5 11.500H10l-1 6 6.5-9H10z" />
  </Icon>
)

export const SentIcon = () => (
  <Icon size={14}>
    <path d="m4 10.5 4 4 8-9" />
  </Icon>
)

export const DeliveredIcon = () => (
  <Icon size={14}>
    <path d="m1 10.5 4 4 8-9M9.5 13.500l1.2 1L19 5.5" />
  </Icon>
)

export const WarningIcon = () => (
  <Icon size={14}>
    <path d="M10 3 18 17H2zM10 8v4M10 14.500v.1" />
  </Icon>
)
