import { useNavigate } from "@tanstack/react-router";
import { Alert, Form, Input, Modal } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { tables } from "../../api/calls";
import { cache } from "../../api/queries";
import { sayProblem } from "../../ui/problem";
import { TABLE_ICONS, TableIcon } from "../../ui/table-icon";

/** Makes an empty table with a first text field. */
export function NewTableDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation("shell");
  const navigate = useNavigate();
  const [name, setName] = useState("");
  const [icon, setIcon] = useState("table");
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);

  const make = async () => {
    if (!name.trim()) return;
    setBusy(true);
    setError(null);
    try {
      const table = await tables.create({
        name: name.trim(),
        icon,
        fields: [
          { name: t("first_field"), type: "text" },
          { name: t("second_field"), type: "long" },
        ],
      });
      await cache.invalidateQueries({ queryKey: ["tables"] });
      onClose();
      await navigate({ to: "/t/$table", params: { table: table.key } });
    } catch (problem) {
      setError(sayProblem(problem));
      setBusy(false);
    }
  };

  return (
    <Modal
      open
      title={t("new_table")}
      width={440}
      okText={t("create")}
      okButtonProps={{ disabled: !name.trim(), loading: busy }}
      onOk={() => void make()}
      onCancel={onClose}
    >
      <Form layout="vertical" component="div">
        <Form.Item label={t("table_name")} htmlFor="table-name">
          <Input
            id="table-name"
            autoFocus
            maxLength={60}
            value={name}
            placeholder={t("table_name_example")}
            onChange={(event) => setName(event.target.value)}
            onPressEnter={() => void make()}
          />
        </Form.Item>
        <Form.Item label={t("table_icon")}>
          <div className="icons" role="radiogroup" aria-label={t("table_icon")}>
            {TABLE_ICONS.map((key) => (
              <label key={key} className={key === icon ? "is-chosen" : ""}>
                <input
                  type="radio"
                  name="icon"
                  checked={key === icon}
                  onChange={() => setIcon(key)}
                  aria-label={key}
                />
                <TableIcon icon={key} />
              </label>
            ))}
          </div>
        </Form.Item>
      </Form>
      {error && <Alert type="error" showIcon title={error} />}
    </Modal>
  );
}
