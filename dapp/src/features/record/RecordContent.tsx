import { useMemo } from "react";

export interface RecordContentProps {
  readonly bytes: Uint8Array;
  readonly mediaType: string;
}

/** What a record says, as text. */
export function RecordContent({ bytes, mediaType }: RecordContentProps) {
  const text = useMemo(() => new TextDecoder().decode(bytes), [bytes]);
  return <pre data-media-type={mediaType}>{text}</pre>;
}
