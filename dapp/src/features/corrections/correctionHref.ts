/** Where a patient looks at a correction. */
export function correctionHref({
  chainId,
  correctionHash,
}: {
  readonly chainId: number;
  readonly correctionHash: string;
}): string {
  return `/records/correction/#${chainId}/${correctionHash}`;
}
