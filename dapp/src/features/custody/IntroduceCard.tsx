import { type SyntheticEvent, useState } from "react";
import { useTranslations } from "use-intl";
import { useSession } from "../../data/index.ts";
import { Button, Card, ErrorState, Inline, Muted, Stack, TextField, useToast } from "../../ui/index.ts";
import { useIntroduce } from "./useCustody.ts";

const MAX_NAME = 100;

/** Asks a manager for the name that the others choose officers by. */
export function IntroduceCard() {
  const t = useTranslations("custody.introduce");
  const toast = useToast();
  const { who } = useSession();
  const [name, setName] = useState(who?.name ?? "");
  const [isAsked, setIsAsked] = useState(false);
  const introduce = useIntroduce();
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    setIsAsked(true);
    if (name.trim() === "" || introduce.isPending) return;
    introduce.mutate(name.trim(), { onSuccess: () => toast({ message: t("done") }) });
  };
  return (
    <Card title={t("title")}>
      <form onSubmit={submit} noValidate>
        <Stack>
          <Muted>{t("text")}</Muted>
          <TextField
            label={t("name")}
            value={name}
            onValue={setName}
            error={isAsked && name.trim() === "" ? t("missing") : null}
            maxLength={MAX_NAME}
            autoComplete="name"
          />
          {introduce.error === null ? null : <ErrorState title={t("failed")} error={introduce.error} />}
          <Inline>
            <Button type="submit" variant="primary" busy={introduce.isPending}>
              {t("save")}
            </Button>
          </Inline>
        </Stack>
      </form>
    </Card>
  );
}
