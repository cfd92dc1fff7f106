import { type SyntheticEvent, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import {
  Button,
  Checkbox,
  ErrorState,
  Inline,
  Muted,
  Notice,
  RadioCards,
  Stack,
  TextField,
} from "../../ui/index.ts";
import { EMPTY_DRAFT, type IdentityDraft, normalCode, problemsOf } from "./identityForm.ts";
import { useIdentify } from "./useDesk.ts";

/** Code, role and verified identity of one person. Cleared as soon as it is sent. */
export function IdentifyForm() {
  const t = useTranslations("desk.desk");
  const identify = useIdentify();
  const form = useRef<HTMLFormElement>(null);
  const [draft, setDraft] = useState<IdentityDraft>(EMPTY_DRAFT);
  const [isTried, setIsTried] = useState(false);
  const [done, setDone] = useState<string | null>(null);
  const problems = isTried ? problemsOf(draft) : {};
  const set = (change: Partial<IdentityDraft>) => {
    setDraft((before) => ({ ...before, ...change }));
    setDone(null);
  };
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    setIsTried(true);
    if (Object.keys(problemsOf(draft)).length > 0) {
      requestAnimationFrame(() => form.current?.querySelector<HTMLElement>("[aria-invalid]")?.focus());
      return;
    }
    const { code, role, familyName, givenNames, birthDate, register, number } = draft;
    const id = { system: register.trim(), value: number.trim() };
    const names = { familyName: familyName.trim(), givenNames: givenNames.trim() };
    identify.mutate(
      { code: normalCode(code), role, identity: { kind: "person", ...names, birthDate, id } },
      {
        onSuccess: () => {
          setDraft({ ...EMPTY_DRAFT, role, register });
          setIsTried(false);
          setDone(`${names.givenNames} ${names.familyName}`);
          identify.reset();
        },
      },
    );
  };
  const errorOf = (field: keyof IdentityDraft): string | null => {
    const problem = problems[field];
    return problem === undefined ? null : t(problem);
  };
  return (
    <form ref={form} onSubmit={submit} noValidate autoComplete="off">
      <Stack>
        {done === null ? null : (
          <Notice tone="success" isLive>
            <p>{t("done", { name: done })}</p>
          </Notice>
        )}
        <TextField
          label={t("code")}
          hint={t("codeHint")}
          value={draft.code}
          onValue={(code) => set({ code })}
          error={errorOf("code")}
          maxLength={16}
          autoCapitalize="characters"
          spellCheck={false}
        />
        <RadioCards
          legend={t("role")}
          columns="chips"
          value={draft.role}
          onValue={(role) => set({ role })}
          choices={(["patient", "doctor", "staff"] as const).map((value) => ({
            value,
            title: t(`roles.${value}`),
          }))}
        />
        <TextField
          label={t("family")}
          value={draft.familyName}
          onValue={(familyName) => set({ familyName })}
          error={errorOf("familyName")}
        />
        <TextField
          label={t("given")}
          value={draft.givenNames}
          onValue={(givenNames) => set({ givenNames })}
          error={errorOf("givenNames")}
        />
        <TextField
          label={t("birth")}
          type="date"
          value={draft.birthDate}
          onValue={(birthDate) => set({ birthDate })}
          error={errorOf("birthDate")}
        />
        <TextField
          label={t("register")}
          value={draft.register}
          onValue={(register) => set({ register })}
          error={errorOf("register")}
        />
        <TextField
          label={t("number")}
          value={draft.number}
          onValue={(number) => set({ number })}
          error={errorOf("number")}
        />
        <Checkbox
          label={t("checked")}
          checked={draft.isChecked}
          onChecked={(isChecked) => set({ isChecked })}
        />
        {problems.isChecked === undefined ? null : (
          <Notice tone="danger" isLive>
            <p>{t("unchecked")}</p>
          </Notice>
        )}
        {identify.error === null ? null : <ErrorState error={identify.error} />}
        <Inline>
          <Button type="submit" variant="primary" icon="shield" busy={identify.isPending}>
            {t("enrol")}
          </Button>
          <Muted>{t("privacy")}</Muted>
        </Inline>
      </Stack>
    </form>
  );
}
