import { HolderOutlined, PlusOutlined, TableOutlined } from "@ant-design/icons";
import { Button, Popover, Switch } from "antd";
import { type DragEvent, type KeyboardEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { TextInput } from "../ui/text-input";
import { type ArrangedColumn, moved } from "./columns";
import { FieldOption } from "./field-option";

interface FieldsButtonProps {
  columns: ArrangedColumn[];
  title: string;
  onChange: (columns: ArrangedColumn[]) => void;
  onAdd?: () => void;
  compact?: boolean;
}

/** Which fields a view shows, and in what order. */
export function FieldsButton({ columns, title, onChange, onAdd, compact }: FieldsButtonProps) {
  const { t } = useTranslation("filter");
  const [text, setText] = useState("");
  const [held, setHeld] = useState<number | null>(null);
  const [over, setOver] = useState<number | null>(null);

  const show = (key: string, shown: boolean) =>
    onChange(columns.map((column) => (column.field.key === key ? { ...column, hidden: !shown } : column)));
  const drop = (to: number) => {
    if (held !== null && held !== to && to > 0) onChange(moved(columns, held, to));
    setHeld(null);
    setOver(null);
  };
  const nudge = (event: KeyboardEvent, index: number) => {
    const step = event.key === "ArrowUp" ? -1 : event.key === "ArrowDown" ? 1 : 0;
    const to = index + step;
    if (!step || to < 1 || to >= columns.length) return;
    event.preventDefault();
    onChange(moved(columns, index, to));
  };

  return (
    <Popover
      trigger="click"
      placement="bottomLeft"
      content={
        <div className="fields-panel">
          {columns.length > 8 && (
            <TextInput
              label={t("fields.find")}
              placeholder={t("fields.find")}
              value={text}
              onChange={setText}
              delay={0}
              allowClear
            />
          )}
          <div className="fields-list" role="list">
            {columns.map((column, index) => {
              const { field } = column;
              if (text && !field.name.toLowerCase().includes(text.toLowerCase())) return null;
              const fixed = field.key === title;
              return (
                <div
                  key={field.key}
                  role="listitem"
                  className={`fields-line${over === index && held !== null ? " is-over" : ""}`}
                  draggable={!fixed && !text}
                  onDragStart={(event: DragEvent) => {
                    event.dataTransfer.effectAllowed = "move";
                    setHeld(index);
                  }}
                  onDragOver={(event: DragEvent) => {
                    event.preventDefault();
                    setOver(index);
                  }}
                  onDrop={() => drop(index)}
                  onDragEnd={() => {
                    setHeld(null);
                    setOver(null);
                  }}
                >
                  <button
                    type="button"
                    className="fields-handle"
                    aria-label={t("fields.move", { field: field.name })}
                    disabled={fixed}
                    onKeyDown={(event) => nudge(event, index)}
                  >
                    <HolderOutlined />
                  </button>
                  <span className="kh-grow">
                    <FieldOption field={field} />
                  </span>
                  <Switch
                    size="small"
                    checked={!column.hidden}
                    disabled={fixed}
                    aria-label={t("fields.show", { field: field.name })}
                    onChange={(checked) => show(field.key, checked)}
                  />
                </div>
              );
            })}
          </div>
          {onAdd && (
            <Button size="small" type="text" icon={<PlusOutlined />} onClick={onAdd}>
              {t("fields.add")}
            </Button>
          )}
        </div>
      }
    >
      <Button
        type="text"
        size="small"
        className="tool"
        icon={<TableOutlined />}
        aria-label={t("fields.title")}
      >
        {compact ? null : t("fields.title")}
      </Button>
    </Popover>
  );
}
