/** Two turns of a loop around a reply: the second comes back in another colour, since it has learned something. */
export function Logo({ size = 28 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden focusable="false">
      <rect width="32" height="32" rx="9" fill="var(--mantine-color-lagoon-7)" />
      <g fill="none" strokeWidth="2.6" strokeLinecap="round" strokeLinejoin="round">
        <path d="M23.5 16a7.5 7.5 0 0 1-11.2 6.5L8 24l1.3-4M8.5 16a7.5 7.5 0 0 1 13.2-4.9" stroke="#fff" />
        <path d="M22.4 6.8v4.7h-4.7" stroke="#ffb077" />
      </g>
    </svg>
  )
}
