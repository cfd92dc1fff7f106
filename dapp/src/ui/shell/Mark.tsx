/** The sign of MedLattice: a lattice of four, with a heart in it. */
export function Mark({ size = 30 }: { readonly size?: number }) {
  return (
    <svg aria-hidden="true" width={size} height={size} viewBox="0 0 32 32" fill="none">
      <rect width="32" height="32" rx="9" fill="currentColor" />
      <path
        d="M16 7.500 24.500 16 16 24.500 7.500 16zM11.750 11.750l8.500 8.500M20.250 11.750l-8.500 8.500"
        stroke="var(--on-brand)"
        strokeWidth="2"
        strokeLinejoin="round"
        strokeLinecap="round"
      />
    </svg>
  );
}
