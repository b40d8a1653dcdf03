import { CloseOutlined, PlusOutlined } from "@ant-design/icons";
import { Button, Dropdown, Input } from "antd";
import { useRef } from "react";
import { useTranslation } from "react-i18next";
import type { Choice } from "../api/types";
import { CHOICE_COLORS, pillColors } from "../ui/colors";
import { freeId, nextColor } from "./settings";

interface ChoicesEditorProps {
  choices: Choice[];
  onChange: (choices: Choice[]) => void;
}

/** A list of choices with names and colours; lines pasted from a sheet become choices. */
export function ChoicesEditor({ choices, onChange }: ChoicesEditorProps) {
  const { t } = useTranslation("field");
  const list = useRef<HTMLDivElement>(null);
  const put = (index: number, part: Partial<Choice>) =>
    onChange(choices.map((old, at) => (at === index ? { ...old, ...part } : old)));
  const make = (labels: string[]) => {
    const made = [...choices];
    for (const label of labels) made.push({ id: freeId(made), label, color: nextColor(made) });
    onChange(made);
    requestAnimationFrame(() => {
      const inputs = list.current?.querySelectorAll("input");
      inputs?.[inputs.length - 1]?.focus();
    });
  };
  const paste = (event: React.ClipboardEvent, index: number) => {
    const lines = event.clipboardData
      .getData("text")
      .split(/\r?\n|\t/)
      .map((line) => line.trim())
      .filter(Boolean);
    if (lines.length < 2) return;
    event.preventDefault();
    const [first, ...others] = lines;
    const made = choices.map((old, at) => (at === index && first ? { ...old, label: first } : old));
    for (const label of others) made.push({ id: freeId(made), label, color: nextColor(made) });
    onChange(made);
  };

  return (
    <div className="choices" ref={list}>
      {choices.map((choice, index) => (
        <div className="choices-line" key={choice.id}>
          <Dropdown
            trigger={["click"]}
            popupRender={() => (
              <div className="choices-colors">
                {CHOICE_COLORS.map((color) => (
                  <button
                    key={color}
                    type="button"
                    aria-label={t(`colors.${color}`)}
                    style={{ background: pillColors(color).ground, color: pillColors(color).ink }}
                    onClick={() => put(index, { color })}
                  >
                    {choice.color === color ? "✓" : ""}
                  </button>
                ))}
              </div>
            )}
          >
            <button
              type="button"
              className="choices-color"
              aria-label={t("choice_color", { choice: choice.label })}
              style={{
                background: pillColors(choice.color).ground,
                borderColor: pillColors(choice.color).ink,
              }}
            />
          </Dropdown>
          <Input
            size="small"
            aria-label={t("choice_name")}
            value={choice.label}
            maxLength={100}
            placeholder={t("choice_name")}
            onChange={(event) => put(index, { label: event.target.value })}
            onPressEnter={(event) => !event.nativeEvent.isComposing && make([""])}
            onPaste={(event) => paste(event, index)}
          />
          <Button
            type="text"
            size="small"
            icon={<CloseOutlined />}
            aria-label={t("choice_remove", { choice: choice.label })}
            onClick={() => onChange(choices.filter((_, at) => at !== index))}
          />
        </div>
      ))}
      <Button size="small" type="text" icon={<PlusOutlined />} onClick={() => make([""])}>
        {t("choice_add")}
      </Button>
    </div>
  );
}
