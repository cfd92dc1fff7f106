import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { Button, Details, Loaded, Notice, Stack } from "../../ui/index.ts";
import { RecordContent } from "../record/index.ts";
import { type CheckedFile, FileStep, FoundFile } from "../writing/index.ts";

const PREVIEW_BYTES = 5_000_000;
const FHIR = "application/fhir+json";

/** The file with the new content, checked, and a look at it. @param children in place of that look */
export function NewContent({
  checked,
  onChecked,
  isMissing,
  isBusy,
  children,
}: {
  readonly checked: CheckedFile | null;
  readonly onChecked: (checked: CheckedFile | null) => void;
  readonly isMissing: boolean;
  readonly isBusy: boolean;
  readonly children?: ReactNode;
}) {
  const t = useTranslations("correcting.write");
  if (checked === null) {
    return (
      <Stack>
        <FileStep appointmentId={null} onChecked={onChecked} />
        {isMissing ? (
          <Notice tone="danger" isLive>
            {t("fileMissing")}
          </Notice>
        ) : null}
      </Stack>
    );
  }
  if (!checked.check.isFhir) return null;
  return (
    <Stack>
      <FoundFile file={checked.file} check={checked.check} />
      {children ?? (checked.file.size > PREVIEW_BYTES ? null : <Preview file={checked.file} />)}
      <div>
        <Button variant="quiet" size="small" disabled={isBusy} onClick={() => onChecked(null)}>
          {t("another")}
        </Button>
      </div>
    </Stack>
  );
}

function Preview({ file }: { readonly file: File }) {
  const t = useTranslations("correcting.write");
  const content = useQuery({
    queryKey: ["chosen file", file.name, file.size, file.lastModified],
    queryFn: async () => new Uint8Array(await file.arrayBuffer()),
    gcTime: 0,
  });
  return (
    <Details summary={t("preview")}>
      <Loaded of={content} rows={2}>
        {(bytes) => <RecordContent bytes={bytes} mediaType={FHIR} />}
      </Loaded>
    </Details>
  );
}
