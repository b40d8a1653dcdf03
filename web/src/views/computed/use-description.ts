import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import { useMeta, useTables } from "../../api/queries";
import type { Field, Table } from "../../api/types";
import { describeField } from "./describe";

/** Gives a function that tells how a computed field of a table comes by its values. */
export function useDescription(table: Table): (field: Field) => string | undefined {
  const { t } = useTranslation("computed");
  const meta = useMeta();
  const tables = useTables()?.tables;
  return useCallback((field) => describeField(field, table, tables ?? [], meta, t), [table, tables, meta, t]);
}
