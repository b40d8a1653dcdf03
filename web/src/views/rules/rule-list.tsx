import { DeleteOutlined, EditOutlined } from "@ant-design/icons";
import { Button, Tag } from "antd";
import { useTranslation } from "react-i18next";
import { rules } from "../../api/calls";
import { cache } from "../../api/queries";
import type { Rule, Table } from "../../api/types";
import { useFeedback } from "../../ui/feedback";
import { useProblem } from "../../ui/problem";
import "./rules.css";

interface RuleListProps {
  table: Table;
  shown: Rule[];
  onEdit: (rule: Rule) => void;
}

/** Rules as sentences, each with its ways to change it. */
export function RuleList({ table, shown, onEdit }: RuleListProps) {
  const { t } = useTranslation("rules");
  const { message } = useFeedback();
  const problem = useProblem();
  const remove = async (rule: Rule) => {
    try {
      await rules.remove(table.key, rule.id);
      await cache.invalidateQueries({ queryKey: ["tables"] });
      message.success(t("removed"));
    } catch (error) {
      problem(error);
    }
  };
  return (
    <ul className="rule-list">
      {shown.map((rule) => (
        <li key={rule.id}>
          <span className="rule-words">
            {rule.text}
            {rule.warns && <Tag className="rule-tag">{t("warns")}</Tag>}
            {rule.sleeps && <span className="kh-muted rule-sleeps">{t("sleeps", { why: rule.sleeps })}</span>}
          </span>
          <Button
            type="text"
            size="small"
            icon={<EditOutlined />}
            aria-label={t("edit", { rule: rule.text })}
            onClick={() => onEdit(rule)}
          />
          <Button
            type="text"
            size="small"
            icon={<DeleteOutlined />}
            aria-label={t("remove", { rule: rule.text })}
            onClick={() => void remove(rule)}
          />
        </li>
      ))}
    </ul>
  );
}
