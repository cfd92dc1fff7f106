import { useFormatter, useTranslations } from "use-intl";
import type { Shared as SharedOne } from "../../engine/grants/grants.ts";
import type { Reader } from "../../engine/grants/sharing.ts";
import { Card, EmptyState, LinkButton, Muted, PageHeader, Stack } from "../../ui/index.ts";

/** What became of it, and where to go. */
export function Shared({
  reader,
  shared,
}: {
  readonly reader: Reader;
  readonly shared: readonly SharedOne[];
}) {
  const t = useTranslations("sharing.done");
  const sharing = useTranslations("sharing");
  const format = useFormatter();
  const missing = [...new Set(shared.flatMap((each) => each.missing))];
  return (
    <Stack>
      <PageHeader title={sharing("title")} back={{ href: "/access/", label: sharing("back") }} />
      <Card>
        <div role="status">
          <EmptyState
            art="done"
            title={t("title", { name: reader.name })}
            action={
              <>
                <LinkButton href="/access/" variant="primary">
                  {t("access")}
                </LinkButton>
                <LinkButton href="/records/">{t("records")}</LinkButton>
              </>
            }
          >
            {t("text")}
          </EmptyState>
        </div>
        {missing.length === 0 ? null : (
          <Muted>{t("missing", { organizations: format.list(missing), count: missing.length })}</Muted>
        )}
      </Card>
    </Stack>
  );
}

/** A copy with parts blacked out is on its way, for good. */
export function GivenInPart({ reader }: { readonly reader: Reader }) {
  const t = useTranslations("partly.check");
  const sharing = useTranslations("sharing");
  return (
    <Stack>
      <PageHeader title={sharing("title")} back={{ href: "/access/", label: sharing("back") }} />
      <Card>
        <div role="status">
          <EmptyState
            art="done"
            title={t("done", { name: reader.name })}
            action={
              <>
                <LinkButton href="/access/" variant="primary">
                  {sharing("done.access")}
                </LinkButton>
                <LinkButton href="/records/">{sharing("done.records")}</LinkButton>
              </>
            }
          >
            {t("doneText")}
          </EmptyState>
        </div>
      </Card>
    </Stack>
  );
}
