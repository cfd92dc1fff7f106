import type { ReactNode } from "react";

export type EmptyArtName = "folder" | "people" | "quiet" | "calendar" | "lost" | "done" | "search";

const line = {
  stroke: "var(--brand-ink)",
  strokeWidth: 2.5,
  strokeLinecap: "round",
  strokeLinejoin: "round",
} as const;
const soft = { stroke: "var(--line-strong)", strokeWidth: 2.5, strokeLinecap: "round" } as const;

const ART: Readonly<Record<EmptyArtName, ReactNode>> = {
  folder: (
    <>
      <rect x="42" y="22" width="52" height="68" rx="7" fill="var(--surface)" {...line} />
      <path d="M54 40h28M54 53h28M54 66h16" fill="none" {...soft} />
      <rect x="66" y="36" width="52" height="62" rx="7" fill="var(--surface)" {...line} />
      <path d="M92 54v26M79 67h26" fill="none" {...line} />
    </>
  ),
  people: (
    <>
      <circle cx="58" cy="46" r="15" fill="var(--surface)" {...line} />
      <path d="M31 94c2-20 13-29 27-29s25 9 27 29" fill="var(--surface)" {...line} />
      <circle cx="108" cy="70" r="11" fill="none" {...line} />
      <path d="M119 70h22M134 70v9M126 70v6" fill="none" {...line} />
    </>
  ),
  quiet: (
    <>
      <path d="M20 66h28l9-26 16 46 11-32 7 12h41" fill="none" {...line} />
      <circle cx="132" cy="66" r="6" fill="var(--brand-ink)" />
      <path d="M28 92h96" fill="none" {...soft} strokeDasharray="1 9" />
    </>
  ),
  calendar: (
    <>
      <rect x="38" y="28" width="76" height="68" rx="9" fill="var(--surface)" {...line} />
      <path d="M38 48h76M57 20v16M95 20v16" fill="none" {...line} />
      <path d="M54 62h.1M76 62h.1M98 62h.1M54 79h.1" fill="none" {...soft} strokeWidth={7} />
      <path d="M74 80l7 7 14-15" fill="none" {...line} />
    </>
  ),
  lost: (
    <>
      <path d="M28 84c16 0 12-44 30-44s10 44 28 44 14-30 38-30" fill="none" {...soft} strokeDasharray="2 9" />
      <circle cx="28" cy="84" r="7" fill="var(--surface)" {...line} />
      <path d="M124 62c-9-11-13-17-13-23a13 13 0 0 1 26 0c0 6-4 12-13 23z" fill="var(--surface)" {...line} />
      <circle cx="124" cy="39" r="4.500" fill="var(--brand-ink)" />
    </>
  ),
  done: (
    <>
      <path d="M76 18l34 12v26c0 22-14 37-34 45-20-8-34-23-34-45V30z" fill="var(--surface)" {...line} />
      <path d="M61 58l11 11 21-23" fill="none" {...line} />
    </>
  ),
  search: (
    <>
      <circle cx="68" cy="54" r="29" fill="var(--surface)" {...line} />
      <path d="M89 76l27 25" fill="none" {...line} strokeWidth={6} />
      <path d="M55 54h26M55 66h15" fill="none" {...soft} />
    </>
  ),
};

/** Drawings for what is empty; decoration. */
export function EmptyArt({
  name,
  className,
}: {
  readonly name: EmptyArtName;
  readonly className?: string | undefined;
}) {
  return (
    <svg aria-hidden="true" className={className} viewBox="0 0 152 112" fill="none">
      <path d="M14 60C10 26 40 6 76 8s68 22 64 56-34 42-68 42S18 94 14 60z" fill="var(--brand-tint)" />
      {ART[name]}
    </svg>
  );
}
