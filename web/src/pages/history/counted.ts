import type { TFunction } from "i18next";
import type { Change } from "../../api/types";

const PARTS = ["inserted", "updated", "archived", "restored", "purged"] as const;

/** What a change did, counted. */
export function counted(change: Change, t: TFunction<"history">): string {
  const sum = (part: (typeof PARTS)[number]) =>
    change.tables.reduce((total, table) => total + table[part], 0);
  return PARTS.flatMap((part) => (sum(part) > 0 ? t(`history:did.${part}`, { count: sum(part) }) : [])).join(
    t("history:join"),
  );
}
