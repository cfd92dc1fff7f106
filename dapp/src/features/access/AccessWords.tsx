import { useTranslations } from "use-intl";
import type { GivenAccess } from "../../engine/grants/given.ts";
import { useCategoryName } from "../../i18n/useCategoryName.ts";
import { useRecordName } from "../timeline/index.ts";

type Words = ReturnType<typeof useTranslations<"access">>;

/** Who it is for, as well as anybody knows. */
export function granteeWords(
  t: Words,
  { granteeName, granteeOrganization }: Pick<GivenAccess, "granteeName" | "granteeOrganization">,
): string {
  if (granteeName !== null) return granteeName;
  return granteeOrganization === null
    ? t("nobodyKnown")
    : t("someone", { organization: granteeOrganization });
}

/** What it covers; a record by its title, which is read from its content. */
export function ScopeWords({ access: { scope } }: { readonly access: GivenAccess }) {
  const t = useTranslations("access.scopes");
  const nameOf = useCategoryName();
  if (scope === null) return t("unknown");
  if (scope.kind === "everything") return t("everything");
  if (scope.kind === "category") return t("category", { category: nameOf(scope.category ?? "general") });
  return <RecordWords chainId={scope.chainId} recordId={scope.recordId} />;
}

function RecordWords(which: { readonly chainId: number; readonly recordId: `0x${string}` }) {
  const t = useTranslations("access.scopes");
  const title = useRecordName(which);
  return title === null ? t("recordUntitled") : t("record", { title });
}
