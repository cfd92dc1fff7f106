import { useTranslations } from "use-intl";
import type { WrittenEntry } from "../../engine/writing.ts";
import {
  Badge,
  Button,
  Card,
  EmptyState,
  ErrorState,
  IconTile,
  LinkButton,
  List,
  ListRow,
  RelativeTime,
  SkeletonRows,
  type Tone,
} from "../../ui/index.ts";
import { useWritten } from "./useWriting.ts";

const TONES: Readonly<Record<WrittenEntry["status"], Tone | "neutral">> = {
  proposed: "info",
  confirmed: "success",
  disputed: "warning",
  erased: "neutral",
  claimed: "info",
};

/** What the doctor has proposed, and how it stands. */
export function WrittenList() {
  const t = useTranslations("writing.mine");
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage, isFetching } = useWritten();
  const entries = data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <Card title={t("title")} padded={false}>
      {error === null ? null : (
        <ErrorState error={error} onRetry={() => void refetch()} isRetrying={isFetching} />
      )}
      {data === undefined && error === null ? <SkeletonRows rows={3} /> : null}
      {data !== undefined && entries.length === 0 ? (
        <EmptyState headingLevel={3} title={t("empty")}>
          {t("emptyText")}
        </EmptyState>
      ) : null}
      <List label={t("title")}>
        {entries.map((entry) => (
          <Row key={entry.recordId} entry={entry} />
        ))}
      </List>
      {hasNextPage ? (
        <Button variant="quiet" wide busy={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {t("more")}
        </Button>
      ) : null}
    </Card>
  );
}

function Row({ entry }: { readonly entry: WrittenEntry }) {
  const t = useTranslations("writing.mine");
  const { recordId, visitCode, status, proposedAt, byMandate } = entry;
  return (
    <ListRow
      leading={<IconTile icon="records" hue={status === "disputed" ? "amber" : "teal"} />}
      title={visitCode === null ? t("noVisit") : t("visit", { code: visitCode })}
      meta={
        <>
          {t("written")} <RelativeTime at={proposedAt} />
        </>
      }
      trailing={
        <>
          <Badge tone={TONES[status]}>
            {t(status === "confirmed" && byMandate ? "confirmedByMandate" : status)}
          </Badge>
          {status === "confirmed" ? (
            <LinkButton size="small" variant="quiet" href={`/corrections/write/#${recordId}`}>
              {t("correct")}
            </LinkButton>
          ) : null}
        </>
      }
    />
  );
}
