import { useTranslations } from "use-intl";
import type { PermitRequest } from "../../engine/custody/requests.ts";

/** Which record a request is about; officers know no titles, since they see no content. */
export function useRecordWords(): (request: Pick<PermitRequest, "recordReference" | "visitCode">) => string {
  const t = useTranslations("custody.requests");
  return ({ recordReference: reference, visitCode: code }) =>
    code === null ? t("record", { reference }) : t("recordVisit", { reference, code });
}
