import { PlusOutlined } from "@ant-design/icons";
import { Button, Modal } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useMeta, useTables } from "../../api/queries";
import type { Rule, Table } from "../../api/types";
import { RuleDialog } from "./rule-dialog";
import { RuleList } from "./rule-list";

interface RulesDialogProps {
  table: Table;
  onClose: () => void;
}

/** All rules of a table. */
export function RulesDialog({ table, onClose }: RulesDialogProps) {
  const { t } = useTranslation("rules");
  const meta = useMeta();
  const fresh = useTables()?.tables.find((one) => one.key === table.key) ?? table;
  const [task, setTask] = useState<Rule | "add" | null>(null);
  const kinds = [...(meta?.rules ?? [])].sort((a, b) =>
    a.about === b.about ? 0 : a.about === "table" ? -1 : 1,
  );
  return (
    <Modal open width={560} title={t("title", { table: table.name })} footer={null} onCancel={onClose}>
      <p className="kh-muted">{t("note")}</p>
      {fresh.rules.length === 0 ? (
        <p>{t("none")}</p>
      ) : (
        <RuleList table={fresh} shown={fresh.rules} onEdit={setTask} />
      )}
      <Button icon={<PlusOutlined />} onClick={() => setTask("add")}>
        {t("add")}
      </Button>
      {task && (
        <RuleDialog
          table={fresh}
          kinds={kinds}
          rule={task === "add" ? undefined : task}
          onClose={() => setTask(null)}
        />
      )}
    </Modal>
  );
}
