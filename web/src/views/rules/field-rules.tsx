import { PlusOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useMeta, useTables } from "../../api/queries";
import type { Field, Rule, Table } from "../../api/types";
import { RuleDialog } from "./rule-dialog";
import { RuleList } from "./rule-list";
import { kindsOf, readable } from "./wishes";

interface FieldRulesProps {
  table: Table;
  field: Field;
}

/** The rules about one field, inside its dialog. */
export function FieldRules({ table, field }: FieldRulesProps) {
  const { t } = useTranslation("rules");
  const meta = useMeta();
  const fresh = useTables()?.tables.find((one) => one.key === table.key) ?? table;
  const [task, setTask] = useState<Rule | "add" | null>(null);
  const kinds = readable([field]).length > 0 ? kindsOf(meta?.rules ?? [], field) : [];
  const own = fresh.rules.filter((rule) => rule.fields.length === 1 && rule.fields[0] === field.key);
  if (kinds.length === 0 && own.length === 0) return null;
  return (
    <section className="field-rule-list" aria-label={t("section")}>
      <h4>{t("section")}</h4>
      <RuleList table={fresh} shown={own} onEdit={setTask} />
      {kinds.length > 0 && (
        <Button size="small" icon={<PlusOutlined />} onClick={() => setTask("add")}>
          {t("add")}
        </Button>
      )}
      {task && (
        <RuleDialog
          table={fresh}
          kinds={kinds}
          about={field}
          rule={task === "add" ? undefined : task}
          onClose={() => setTask(null)}
        />
      )}
    </section>
  );
}
