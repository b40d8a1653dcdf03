import { CloseOutlined, PlusOutlined } from "@ant-design/icons";
import { Button, Segmented, Select } from "antd";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Field } from "../api/types";
import { FieldOption } from "./field-option";
import { sortWords } from "./sorts";

/** One line about a field: a key to sort by, a level to group by. */
interface Line {
  field: string;
  descending?: boolean;
}

interface FieldLinesProps<T extends Line> {
  className?: string;
  lines: T[];
  usable: Field[];
  /** What stands there instead of lines. */
  none: string;
  add: string;
  /** Whether there may be no more lines. */
  full?: boolean;
  /** Whether the direction is told by arrows alone. */
  brief?: boolean;
  start: (field: Field) => T;
  /** A line after another field was chosen for it. */
  choose: (line: T, field: Field) => T;
  /** What else can be said of a line. */
  more?: (line: T, field: Field | undefined, put: (line: T) => void) => ReactNode;
  onChange: (lines: T[]) => void;
}

/** A list of fields, each once and with a direction: chosen, added, taken out. */
export function FieldLines<T extends Line>(props: FieldLinesProps<T>) {
  const { lines, usable, onChange } = props;
  const { t } = useTranslation("filter");
  const free = usable.filter((field) => !lines.some((line) => line.field === field.key));
  const put = (index: number, line: T) => onChange(lines.map((old, at) => (at === index ? line : old)));
  return (
    <div className={`sort-panel ${props.className ?? ""}`}>
      {lines.length === 0 && <p className="kh-muted">{props.none}</p>}
      {lines.map((line, index) => {
        const field = usable.find((one) => one.key === line.field);
        return (
          <div className="sort-line" key={line.field}>
            <Select
              className="filter-field"
              aria-label={t("field")}
              value={field?.key}
              placeholder={t("lost_field")}
              showSearch={{ optionFilterProp: "name" }}
              popupMatchSelectWidth={false}
              options={[...(field ? [field] : []), ...free].map((one) => ({
                value: one.key,
                name: one.name,
                label: <FieldOption field={one} />,
              }))}
              onChange={(key: string) => {
                const next = usable.find((one) => one.key === key);
                if (next) put(index, props.choose(line, next));
              }}
            />
            {props.more?.(line, field, (next) => put(index, next))}
            <Direction
              down={line.descending ?? false}
              kind={field?.kind}
              brief={props.brief ?? false}
              onChange={(descending) => put(index, { ...line, descending })}
            />
            <Button
              type="text"
              size="small"
              icon={<CloseOutlined />}
              aria-label={t("remove")}
              onClick={() => onChange(lines.filter((_, at) => at !== index))}
            />
          </div>
        );
      })}
      <Button
        size="small"
        type="text"
        icon={<PlusOutlined />}
        disabled={free.length === 0 || props.full}
        onClick={() => free[0] && onChange([...lines, props.start(free[0])])}
      >
        {props.add}
      </Button>
    </div>
  );
}

interface DirectionProps {
  down: boolean;
  kind: Field["kind"] | undefined;
  brief: boolean;
  onChange: (down: boolean) => void;
}

function Direction({ down, kind, brief, onChange }: DirectionProps) {
  const { t } = useTranslation("filter");
  const [ascending, descending] = sortWords(kind);
  const words = (sign: string, word: string) =>
    brief ? { label: sign, title: t(`sort.${word}`) } : { label: t(`sort.${word}`) };
  return (
    <Segmented
      size="small"
      value={down ? "down" : "up"}
      options={[
        { value: "up", ...words("↑", ascending) },
        { value: "down", ...words("↓", descending) },
      ]}
      onChange={(value) => onChange(value === "down")}
    />
  );
}
