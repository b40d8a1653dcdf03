import type { TFunction } from "i18next";
import type { Field, Filter, Meta, Table } from "../../api/types";
import { countConditions } from "../filters";

const nameOf = (table: Table | undefined, key: unknown): string =>
  table?.fields.find((field) => field.key === key)?.name ?? String(key ?? "");

function functions(meta: Meta | undefined): { key: string; name: string }[] {
  const settings = meta?.types.find((type) => type.key === "rollup")?.settings ?? [];
  return settings
    .flatMap<{ key: string; name: string } | string>((one) => one.options ?? [])
    .filter((one) => typeof one !== "string");
}

/** How a computed field comes by its values, in one line; nothing for other fields. */
export function describeField(
  field: Field,
  table: Table,
  tables: Table[],
  meta: Meta | undefined,
  t: TFunction,
): string | undefined {
  const { config } = field;
  switch (field.type) {
    case "formula":
      return t("computed:says.formula", { formula: String(config.formula ?? "") });
    case "lookup": {
      const link = table.fields.find((one) => one.key === config.link);
      const target = tables.find((one) => one.key === link?.config.target);
      return t("computed:says.lookup", { link: link?.name ?? "", field: nameOf(target, config.field) });
    }
    case "rollup": {
      const child = tables.find((one) => one.key === config.table);
      const how = functions(meta).find((one) => one.key === config.function)?.name;
      const names = {
        table: child?.name ?? String(config.table ?? ""),
        field: nameOf(child, config.field),
        how: how ?? String(config.function ?? ""),
      };
      const said =
        config.function === "count" ? t("computed:says.count", names) : t("computed:says.rollup", names);
      const count = countConditions((config.filter as Filter | null | undefined) ?? null);
      return count > 0 ? t("computed:says.narrowed", { said, count }) : said;
    }
    default:
      return undefined;
  }
}
