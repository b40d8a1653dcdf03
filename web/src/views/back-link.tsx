import { Checkbox, Form, Input } from "antd";
import { useTranslation } from "react-i18next";
import { useTables } from "../api/queries";
import type { Field, Table } from "../api/types";

interface BackLinkProps {
  table: Table;
  /** The link when there is one already. */
  field?: Field;
  target: unknown;
  /** The name of the field on the other table; null when none is wanted. */
  name: string | null;
  onChange: (name: string | null) => void;
}

/** Offers a field on the other table that shows the same links from there. */
export function BackLink({ table, field, target, name, onChange }: BackLinkProps) {
  const { t } = useTranslation("field");
  const other = useTables()?.tables.find((one) => one.key === target);
  if (!other) return null;
  const there = other.fields.find(
    (one) =>
      !one.archived &&
      one.type === "backlink" &&
      one.config.table === table.key &&
      one.config.link === field?.key,
  );
  if (field && there)
    return <p className="kh-muted">{t("back_there", { table: other.name, field: there.name })}</p>;
  return (
    <Form.Item>
      <Checkbox
        checked={name !== null}
        onChange={(event) => onChange(event.target.checked ? table.name : null)}
      >
        {t("back", { table: other.name })}
      </Checkbox>
      {name !== null && (
        <Input
          className="field-back"
          aria-label={t("back_name")}
          maxLength={100}
          value={name}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Form.Item>
  );
}
