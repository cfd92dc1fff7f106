import { useTranslations } from "use-intl";
import type { OwnRecordEntry, RecordStatus } from "../../engine/records/entries.ts";
import { useCategoryName } from "../../i18n/useCategoryName.ts";
import { Badge, IconTile, type IconName, ListRow, RelativeTime, type Tone } from "../../ui/index.ts";
import { lookOf } from "../categoryLook.ts";
import { useAuthorWords, useTitleWords } from "./titleWords.ts";
import { useOnScreen } from "./useOnScreen.ts";
import { useTitle } from "./useRecords.ts";

const STATES: Readonly<Record<RecordStatus, { readonly tone: Tone | "neutral"; readonly icon: IconName }>> = {
  proposed: { tone: "warning", icon: "clock" },
  confirmed: { tone: "success", icon: "check" },
  disputed: { tone: "danger", icon: "flag" },
  erased: { tone: "neutral", icon: "close" },
  claimed: { tone: "info", icon: "clock" },
};

export function StatusBadge({ status }: { readonly status: RecordStatus }) {
  const t = useTranslations("records.states");
  const { tone, icon } = STATES[status];
  return (
    <Badge tone={tone} icon={icon}>
      {t(status)}
    </Badge>
  );
}

/** A record in the timeline; its title is read from its content once it comes into sight. */
export function RecordRow({ record }: { readonly record: OwnRecordEntry }) {
  const [ref, isSeen] = useOnScreen<HTMLSpanElement>();
  const nameOf = useCategoryName();
  const titleWords = useTitleWords();
  const authorWords = useAuthorWords();
  const { category, status, proposedAt, chainId, recordId } = record;
  const { data } = useTitle(record, isSeen && status !== "erased");
  const title = titleWords(data, category);
  const kind = nameOf(category ?? "general");
  return (
    <ListRow
      href={recordHref({ chainId, recordId })}
      leading={<IconTile {...lookOf(category)} />}
      title={<span ref={ref}>{title}</span>}
      meta={
        <>
          {title === kind ? null : `${kind} · `}
          {authorWords(record)} · <RelativeTime at={proposedAt} />
        </>
      }
      trailing={<StatusBadge status={status} />}
    />
  );
}

export function recordHref({
  chainId,
  recordId,
}: {
  readonly chainId: number;
  readonly recordId: string;
}): string {
  return `/records/view/#${chainId}/${recordId}`;
}
