/** The sign of the product: a line with a node, and two texts leaving it. */
export function Mark({ size = 28 }: { size?: number }) {
  return (
    <svg aria-hidden="true" width={size} height={size} viewBox="0 0 32 32" fill="none">
      <rect width="32" height="32" rx="8" fill="var(--accent)" />
      <g stroke="var(--on-accent)" strokeWidth="2.5" strokeLinecap="round">
        <path d="M10 7v18" />
        <path d="M16.5 12h7M16.5 20h4.5" />
      </g>
      <circle cx="10" cy="12" r="3.5" fill="var(--on-accent)" />
    </svg>
  )
}
