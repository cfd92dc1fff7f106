import { useFormatter, useTranslations } from "use-intl";
import type { Colleague } from "../../engine/custody/colleagues.ts";

type Named = Pick<Colleague, "name" | "reference" | "isSelf">;

/** What to call an officer; one who has given no name by a short reference. */
export function useOfficerName(): (officer: Named) => string {
  const t = useTranslations("custody");
  return ({ name, reference, isSelf }) => {
    const called = name ?? t("nameless", { reference });
    return isSelf ? t("you", { name: called }) : called;
  };
}

export function useOfficerNames(): (officers: readonly Named[]) => string {
  const nameOf = useOfficerName();
  const format = useFormatter();
  return (officers) => format.list(officers.map(nameOf));
}
