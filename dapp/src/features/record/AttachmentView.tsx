import { useMemo } from "react";
import { Button, Muted, Notice } from "../../ui/index.ts";
import { decodeBase64, fileName, pictureType } from "./fhir/attachments.ts";
import { narrativeText } from "./fhir/narrative.ts";
import type { Attachment } from "./fhir/view.ts";
import { saveFile } from "./saveFile.ts";
import { useRecordWords } from "./useRecordWords.ts";
import styles from "./record.module.css";

/** A file inside a record: a picture or text is shown, everything else can be saved. What is kept elsewhere is never fetched. */
export function AttachmentView({ attachment }: { readonly attachment: Attachment }) {
  const { t } = useRecordWords();
  const { data, url, mediaType } = attachment;
  const name = attachment.title ?? t("attachment.unnamed");
  const bytes = useMemo(() => (data === null ? null : decodeBase64(data)), [data]);
  if (data === null) {
    return <Muted>{t("attachment.elsewhere", { place: placeOf(url ?? "") })}</Muted>;
  }
  if (bytes === null) return <Notice tone="warning">{t("attachment.unreadable")}</Notice>;
  const picture = pictureType(bytes);
  if (picture !== null) {
    return (
      <img
        className={styles["picture"]}
        src={`data:${picture};base64,${data.replace(/\s+/g, "")}`}
        alt={t("attachment.picture", { name })}
      />
    );
  }
  if (mediaType.startsWith("text/")) {
    const words = new TextDecoder().decode(bytes);
    // A region that scrolls has to be reachable by keyboard.
    return (
      <pre className={styles["plain"]} tabIndex={0} role="group" aria-label={name}>
        {/html/.test(mediaType) ? narrativeText(words) : words}
      </pre>
    );
  }
  return (
    <div>
      <Button
        size="small"
        icon="download"
        onClick={() => saveFile(bytes, fileName(name, mediaType), mediaType)}
      >
        {t("attachment.save", { name })}
      </Button>
    </div>
  );
}

function placeOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host || url : url;
}
