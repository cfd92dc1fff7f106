import { lazy, Suspense, useMemo } from "react";
import { isCapturedBundle } from "../../engine/capturing/isCapturedBundle.ts";
import { Notice, Skeleton, Stack } from "../../ui/index.ts";
import { AttachmentView } from "./AttachmentView.tsx";
import { documentOf } from "./fhir/document.ts";
import { type HiddenBy, HiddenByContext } from "./Hidden.tsx";
import { parseJson } from "./fhir/json.ts";
import type { Attachment } from "./fhir/view.ts";
import { RecordDocumentView } from "./RecordDocumentView.tsx";
import { SaveCopy } from "./SaveCopy.tsx";
import { useRecordWords } from "./useRecordWords.ts";

export interface RecordContentProps {
  readonly bytes: Uint8Array;
  readonly mediaType: string;
  /** Who has hidden what the content says is hidden; default a correction, for good. */
  readonly hiddenBy?: HiddenBy;
  /** False for what is no record by itself. */
  readonly canSave?: boolean;
  /** Person id of whose record it is, as the chain has it: what instruments said must be of the same person. */
  readonly patient?: `0x${string}`;
}

/** Few records are of instruments, and what shows those is not small. */
const CapturedRecord = lazy(async () => ({
  default: (await import("../capture/replay/index.ts")).CapturedRecord,
}));

/** Larger ones would keep the page from answering while they are drawn. */
const MAX_SHOWN_BYTES = 24 * 1024 * 1024;
const CHUNK = 32_768;
const FHIR_JSON = /^application\/(fhir\+)?json\b/;

/** What a record says, for people (FHIR R4), or as the file it is; always with a way to save it as it is. */
export function RecordContent({
  bytes,
  mediaType,
  hiddenBy = "good",
  canSave = true,
  patient,
}: RecordContentProps) {
  const isCaptured = useMemo(() => FHIR_JSON.test(mediaType) && isCapturedBundle(bytes), [bytes, mediaType]);
  return (
    <HiddenByContext value={hiddenBy}>
      <Stack>
        {isCaptured ? (
          <Suspense fallback={<Skeleton />}>
            <CapturedRecord content={bytes} patient={patient ?? null} />
          </Suspense>
        ) : (
          <Shown bytes={bytes} mediaType={mediaType} />
        )}
        {canSave ? <SaveCopy bytes={bytes} mediaType={mediaType} /> : null}
      </Stack>
    </HiddenByContext>
  );
}

function Shown({ bytes, mediaType }: Pick<RecordContentProps, "bytes" | "mediaType">) {
  const { t, size } = useRecordWords();
  const isStructured = FHIR_JSON.test(mediaType);
  const isTooLarge = bytes.length > MAX_SHOWN_BYTES;
  const document = useMemo(() => {
    const root = isStructured && !isTooLarge ? parseJson(bytes) : null;
    return root === null ? null : documentOf(root);
  }, [bytes, isStructured, isTooLarge]);
  const file = useMemo<Attachment | null>(
    () => (isStructured || isTooLarge ? null : { title: null, mediaType, data: toBase64(bytes), url: null }),
    [bytes, mediaType, isStructured, isTooLarge],
  );
  if (isTooLarge) return <Notice>{t("tooLarge", { size: size(bytes.length) })}</Notice>;
  if (document !== null) return <RecordDocumentView document={document} />;
  if (isStructured) return <Notice tone="warning">{t("damaged")}</Notice>;
  if (file !== null && /^(text|image)\//.test(mediaType)) return <AttachmentView attachment={file} />;
  return <Notice>{t("notFhir")}</Notice>;
}

function toBase64(bytes: Uint8Array): string {
  let binary = "";
  for (let at = 0; at < bytes.length; at += CHUNK) {
    binary += String.fromCodePoint(...bytes.subarray(at, at + CHUNK));
  }
  return btoa(binary);
}
