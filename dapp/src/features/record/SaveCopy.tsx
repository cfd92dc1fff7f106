import { Button, Muted } from "../../ui/index.ts";
import { fileName } from "./fhir/attachments.ts";
import { saveFile } from "./saveFile.ts";
import { useRecordWords } from "./useRecordWords.ts";
import styles from "./record.module.css";

/** The record as it was signed, byte for byte, as a file. */
export function SaveCopy({ bytes, mediaType }: { readonly bytes: Uint8Array; readonly mediaType: string }) {
  const { t } = useRecordWords();
  return (
    <div className={styles["saving"]}>
      <Button
        icon="download"
        size="small"
        onClick={() => saveFile(bytes, fileName("medlattice record", mediaType), mediaType)}
      >
        {t("save")}
      </Button>
      <Muted>{t("saveHint")}</Muted>
    </div>
  );
}
