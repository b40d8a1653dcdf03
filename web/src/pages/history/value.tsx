import { useTranslation } from "react-i18next";
import type { Field, Titles, Wire } from "../../api/types";
import { Pill } from "../../ui/pill";
import { sayValue } from "../record/say-value";

interface ValueProps {
  field: Field;
  value: Wire | undefined;
  titles: Titles;
}

/** A value by the look of its type: choices as pills, everything else as text. */
export function Value({ field, value, titles }: ValueProps) {
  const { t, i18n } = useTranslation("history");
  if (value === null || value === undefined || value === "")
    return <span className="kh-faint">{t("empty")}</span>;
  const ids: readonly unknown[] = Array.isArray(value) ? value : [value];
  const chosen = (field.config.choices ?? []).filter((choice) => ids.includes(choice.id));
  if (chosen.length > 0)
    return chosen.map((choice) => <Pill key={choice.id} label={choice.label} color={choice.color} />);
  return sayValue(value, field, i18n.language, (target, id) => titles[target]?.[id]) || String(value);
}

interface ShiftProps {
  field: Field;
  before: Wire | undefined;
  after: Wire | undefined;
  titles: Titles;
}

/** What a value was and what it became. */
export function Shift({ field, before, after, titles }: ShiftProps) {
  return (
    <span className="shift">
      <del>
        <Value field={field} value={before} titles={titles} />
      </del>
      <span className="kh-faint">→</span>
      <ins>
        <Value field={field} value={after} titles={titles} />
      </ins>
    </span>
  );
}
