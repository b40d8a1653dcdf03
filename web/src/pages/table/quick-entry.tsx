import { Alert, Button, Drawer } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { records } from "../../api/calls";
import { cache } from "../../api/queries";
import type { Table, Wire } from "../../api/types";
import { FieldIcon } from "../../ui/field-icon";
import { sayProblem } from "../../ui/problem";
import type { ArrangedColumn } from "../../views/columns";
import "../record/record.css";
import { RecordInput } from "../record/record-input";

interface QuickEntryProps {
  table: Table;
  columns: ArrangedColumn[];
  onClose: () => void;
  onMade: (id: number) => void;
}

/** A new record by a few fields: what is required and what the view shows. */
export function QuickEntry({ table, columns, onClose, onMade }: QuickEntryProps) {
  const { t } = useTranslation("table");
  const [values, setValues] = useState<Record<string, Wire>>({});
  const [error, setError] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const fields = columns
    .filter(
      (column) =>
        !column.field.readonly && column.field.type !== "button" && (column.field.required || !column.hidden),
    )
    .map((column) => column.field)
    .slice(0, 12);

  const make = async () => {
    setBusy(true);
    setError(null);
    try {
      const answer = await records.write(table.key, [{ do: "insert", values }], "form");
      await cache.invalidateQueries({ queryKey: ["cards", table.key] });
      const made = answer.records[0];
      if (made) onMade(made.id);
      else onClose();
    } catch (problem) {
      setError(sayProblem(problem));
      setBusy(false);
    }
  };

  return (
    <Drawer
      open
      placement="bottom"
      size="88%"
      title={t("new_in", { table: table.name })}
      onClose={onClose}
      extra={
        <Button type="primary" loading={busy} onClick={() => void make()}>
          {t("save_record")}
        </Button>
      }
    >
      <div className="record-form record">
        {error && <Alert type="error" showIcon title={error} />}
        {fields.map((field) => (
          <div className="record-line" key={field.key}>
            <label className="record-label" htmlFor={`new-${field.key}`}>
              <FieldIcon field={field} />
              <span>
                {field.name}
                {field.required && <i className="record-required"> *</i>}
              </span>
            </label>
            <div className="kh-grow">
              <RecordInput
                id={`new-${field.key}`}
                field={field}
                value={values[field.key] ?? null}
                titles={{}}
                onSave={(value) => setValues((before) => ({ ...before, [field.key]: value }))}
              />
            </div>
          </div>
        ))}
      </div>
    </Drawer>
  );
}
