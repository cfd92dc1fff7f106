import { useTranslations } from "use-intl";
import { Button, Notice, useToast } from "../../ui/index.ts";
import { useKeptStorage } from "./useKeptStorage.ts";

/** Where this officer's share lies, and what it means to lose it. @param spare how many officers may lose theirs */
export function ShareNotice({ isHere, spare }: { readonly isHere: boolean; readonly spare: number }) {
  const t = useTranslations("custody.share");
  const toast = useToast();
  const { isPromised, isAsking, ask } = useKeptStorage();
  const askAndSay = async () => {
    if (!(await ask())) toast({ message: t("refused") });
  };
  if (!isHere) {
    return (
      <Notice tone="danger" title={t("missing")}>
        <p>{t("missingText")}</p>
        <p>{t("spare", { count: spare })}</p>
      </Notice>
    );
  }
  return (
    <Notice
      tone={isPromised === false ? "warning" : "info"}
      title={t("kept")}
      actions={
        isPromised === false ? (
          <Button size="small" icon="lock" busy={isAsking} onClick={() => void askAndSay()}>
            {t("ask")}
          </Button>
        ) : undefined
      }
    >
      <p>{t("keptText")}</p>
      <p>{t("spare", { count: spare })}</p>
      {isPromised === null ? null : <p>{t(isPromised ? "promised" : "notPromised")}</p>}
    </Notice>
  );
}
