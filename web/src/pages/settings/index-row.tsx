import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";
import type { KeptIndex } from "../../api/indexes";
import type { Table } from "../../api/types";
import { sayWhen } from "../../ui/when";
import { saySize } from "./say-size";

/** One index in words: what it makes quick, for whom, its size, when it last served. */
export function IndexRow({ of, table }: { of: KeptIndex; table: Table | undefined }) {
  const { t, i18n } = useTranslation("settings");
  const names = of.fields.map((key) => table?.fields.find((field) => field.key === key)?.name ?? key);
  const used = of.used_at
    ? t("indexes.used", { when: sayWhen(of.used_at, i18n.language) })
    : t("indexes.unused");
  return (
    <li className="settings-index">
      <span className="settings-index-what">
        {t(`indexes.use.${of.use}`, { fields: names.join(t("indexes.and")) })}
      </span>
      <span className="kh-muted">{of.problem ? t("indexes.problem") : why(of, t)}</span>
      <span className="settings-index-figures kh-faint">
        {saySize(of.bytes)} · {used}
      </span>
    </li>
  );
}

function why(of: KeptIndex, t: TFunction<"settings">): string {
  const reasons = [
    of.views.length > 0 && t("indexes.why.views", { views: of.views.join(t("indexes.and")) }),
    of.private_views > 0 && t("indexes.why.private", { count: of.private_views }),
    of.queries > 0 && t("indexes.why.queries", { count: of.queries }),
  ].filter((each) => each !== false);
  return reasons.length > 0 ? reasons.join(t("indexes.and")) : t("indexes.why.titles");
}
