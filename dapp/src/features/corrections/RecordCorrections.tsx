import { useState } from "react";
import { useTranslations } from "use-intl";
import type { OwnRecordEntry } from "../../engine/records/entries.ts";
import {
  Badge,
  Button,
  Card,
  Details,
  Inline,
  LinkButton,
  Loaded,
  RelativeTime,
  Stack,
} from "../../ui/index.ts";
import { correctionHref } from "./correctionHref.ts";
import { EraseDialog } from "./EraseDialog.tsx";
import { stateOf } from "./requestState.ts";
import { SayWrongDialog } from "./SayWrongDialog.tsx";
import { Receipts } from "./Tombstone.tsx";
import { useRecordCorrections } from "./useCorrections.ts";
import styles from "./corrections.module.css";

/** On the page of a record: saying that it is wrong, asking for erasure, and what became of it. */
export function RecordCorrections({ entry }: { readonly entry: OwnRecordEntry }) {
  const t = useTranslations("corrections");
  const [asked, setAsked] = useState<"say" | "erase" | null>(null);
  const close = () => setAsked(null);
  return (
    <>
      <Card title={t("said.title")}>
        <Stack>
          <p>{t("said.text")}</p>
          <Loaded of={useRecordCorrections(entry)} rows={1}>
            {(known) => (
              <>
                {known.requests.map(({ id, words, sentAt }) => (
                  <div className={styles["said"]} key={id}>
                    <p>{t.rich("said.sent", { time: () => <RelativeTime at={sentAt} /> })}</p>
                    <p className={styles["words"]}>{words}</p>
                    <State state={stateOf(known, sentAt)} />
                  </div>
                ))}
                {known.answers.map(({ id, words, at }) => (
                  <div className={styles["said"]} key={id}>
                    <p>{t.rich("said.answer", { time: () => <RelativeTime at={at} /> })}</p>
                    <p className={styles["words"]}>{words}</p>
                  </div>
                ))}
                {known.corrections
                  .filter(({ status }) => status === "pending")
                  .map((each) => (
                    <div key={each.correctionHash}>
                      <LinkButton variant="primary" icon="eye" href={correctionHref(each)}>
                        {t("said.yours")}
                      </LinkButton>
                    </div>
                  ))}
                <History known={known} />
              </>
            )}
          </Loaded>
          <Inline>
            <Button icon="flag" onClick={() => setAsked("say")}>
              {t("said.say")}
            </Button>
            <Button variant="danger-quiet" icon="close" onClick={() => setAsked("erase")}>
              {t("said.erase")}
            </Button>
          </Inline>
        </Stack>
      </Card>
      {entry.label === null ? null : (
        <Card title={t("tombstone.formerVersions")}>
          <Stack>
            <p>{t("tombstone.formerText")}</p>
            <Receipts entry={entry} />
          </Stack>
        </Card>
      )}
      <SayWrongDialog record={entry} isOpen={asked === "say"} onClose={close} />
      <EraseDialog record={entry} isOpen={asked === "erase"} onClose={close} />
    </>
  );
}

function State({ state }: { readonly state: ReturnType<typeof stateOf> }) {
  const t = useTranslations("corrections.said");
  if (state === "waits") return <p>{t("waits")}</p>;
  return state === "inWork" ? <p>{t("inWork")}</p> : null;
}

function History({
  known: { corrections },
}: {
  readonly known: NonNullable<ReturnType<typeof useRecordCorrections>["data"]>;
}) {
  const t = useTranslations("corrections");
  const past = corrections.filter(({ status }) => status !== "pending");
  if (past.length === 0) return null;
  return (
    <Details summary={t("said.history")}>
      <ul className={styles["receipts"]}>
        {past.map(({ correctionHash, kind, status, createdAt }) => (
          <li key={correctionHash}>
            <span>
              {t(`kinds.${kind}`)} · <RelativeTime at={createdAt} />{" "}
              <Badge tone={status === "landed" ? "success" : "neutral"}>{t(`states.${status}`)}</Badge>
            </span>
          </li>
        ))}
      </ul>
    </Details>
  );
}
