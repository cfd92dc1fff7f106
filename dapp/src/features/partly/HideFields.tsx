import { useTranslations } from "use-intl";
import type { HidingOffer } from "../../engine/partly/hiding.ts";
import { Card, CheckCards, Loaded, Notice, Stack } from "../../ui/index.ts";
import { groupOfType } from "../record/index.ts";
import { HidingPreview } from "./HidingPreview.tsx";
import { namedKinds } from "./kinds.ts";
import { type RecordToHide, useHidingOffer } from "./usePartly.ts";
import { useTopicName } from "./useTopicName.ts";

export interface HideFieldsProps {
  readonly record: RecordToHide;
  readonly hide: readonly string[];
  readonly onHide: (hide: readonly string[]) => void;
  readonly error: string | null;
}

/** Chooses in plain words what is hidden of a record, and shows at once what that makes of it. */
export function HideFields({ record, hide, onHide, error }: HideFieldsProps) {
  const t = useTranslations("partly");
  const isForGood = record.chainId === null;
  return (
    <>
      <Card title={t(isForGood ? "remove.title" : "hide.title")} headingLevel={isForGood ? 3 : 2}>
        <Stack>
          <Notice tone="warning" title={t(isForGood ? "remove.finalTitle" : "hide.finalTitle")}>
            <p>{t(isForGood ? "remove.final" : "hide.final")}</p>
          </Notice>
          <Loaded of={useHidingOffer(record)} rows={3}>
            {(offer) => (
              <Choices offer={offer} isForGood={isForGood} hide={hide} onHide={onHide} error={error} />
            )}
          </Loaded>
        </Stack>
      </Card>
      {hide.length === 0 ? null : <HidingPreview record={record} hide={hide} />}
    </>
  );
}

function Choices({
  offer: { topics, kinds },
  hide,
  onHide,
  error,
  isForGood,
}: Omit<HideFieldsProps, "record"> & { readonly offer: HidingOffer; readonly isForGood: boolean }) {
  const t = useTranslations("partly");
  const groups = useTranslations("record.groups");
  const topicName = useTopicName(isForGood);
  const named = namedKinds(kinds, groupOfType);
  const chosenKinds = named.filter(({ keys }) => keys.every((key) => hide.includes(key)));
  const kindKeys = new Set(named.flatMap(({ keys }) => keys));
  const chosenTopics = hide.filter((key) => !kindKeys.has(key));
  const isOurs = (name: string): name is "measurements" | "person" | "cover" =>
    name === "measurements" || name === "person" || name === "cover";
  return (
    <Stack gap="large">
      {topics.length === 0 ? (
        <p>{t("hide.noTopics")}</p>
      ) : (
        <CheckCards
          legend={t("hide.topics")}
          columns="2"
          error={error}
          values={chosenTopics}
          onValues={(values) => onHide([...values, ...chosenKinds.flatMap(({ keys }) => keys)])}
          choices={topics.map(({ key, count }) => ({
            value: key,
            title: topicName(key),
            description: t("hide.count", { count }),
          }))}
        />
      )}
      <CheckCards
        legend={t("hide.kinds")}
        columns="2"
        error={topics.length === 0 ? error : null}
        values={chosenKinds.map(({ name }) => name)}
        onValues={(values) =>
          onHide([
            ...chosenTopics,
            ...named.filter(({ name }) => values.includes(name)).flatMap(({ keys }) => keys),
          ])
        }
        choices={named.map(({ name, count }) => ({
          value: name,
          title: isOurs(name)
            ? t(name === "person" && isForGood ? "remove.person" : `kinds.${name}`)
            : groups(name),
          description: t("hide.entries", { count }),
        }))}
      />
    </Stack>
  );
}
