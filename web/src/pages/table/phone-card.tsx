import { WarningOutlined } from "@ant-design/icons";
import { useTranslation } from "react-i18next";
import type { RecordPage } from "../../api/calls";
import type { Breach, Field, Wire } from "../../api/types";
import { pillColors } from "../../ui/colors";
import { Pill } from "../../ui/pill";
import { sayValue } from "../record/say-value";

/** How many values a card shows below its title. */
export const SHOWN = 4;

interface CardProps {
  page: RecordPage;
  values: Wire[];
  fields: Field[];
  untitled: string;
  /** The colour of the card, or of one of its values. */
  tint?: (field?: string) => string | undefined;
  /** The rules it breaks; the first is told. */
  breaches?: readonly Breach[];
  onOpen: () => void;
}

/** One record as a card: its title and its first values. */
export function Card({ page, values, fields, untitled, tint, breaches, onOpen }: CardProps) {
  const { i18n } = useTranslation("table");
  const say = (field: Field) =>
    sayValue(
      values[page.fields.indexOf(field.key)] ?? null,
      field,
      i18n.language,
      (target, id) => page.titles[target]?.[id],
    );
  const [title, ...rest] = fields;
  const lines = rest
    .map((field) => ({ field, value: values[page.fields.indexOf(field.key)] ?? null, text: say(field) }))
    .filter((line) => line.text)
    .slice(0, SHOWN);
  return (
    <button type="button" className="card" style={ground(tint?.())} onClick={onOpen}>
      <b>{(title && say(title)) || untitled}</b>
      <span className="card-lines">
        {lines.map(({ field, value, text }) => {
          const choice = field.config.choices?.find((one) => one.id === value);
          return choice ? (
            <Pill key={field.key} label={choice.label} color={choice.color} />
          ) : (
            <span key={field.key} className="kh-muted card-value" style={ground(tint?.(field.key))}>
              {field.kind === "bool" ? field.name : text}
            </span>
          );
        })}
      </span>
      {breaches?.[0] && (
        <span className="card-warning">
          <WarningOutlined aria-hidden /> {breaches[0].message}
          {breaches.length > 1 && ` +${breaches.length - 1}`}
        </span>
      )}
    </button>
  );
}

function ground(color: string | undefined) {
  return color ? { background: pillColors(color).ground } : undefined;
}
