import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Field, Titles, Wire } from "../../api/types";

const SHOWN = 8;

interface LinkedRecordsProps {
  field: Field;
  value: Wire;
  titles: Titles;
}

/** The records that a field links to, each a way to its page. */
export function LinkedRecords({ field, value, titles }: LinkedRecordsProps) {
  const { t } = useTranslation("record");
  const [all, setAll] = useState(false);
  const target = field.config.target;
  const ids = (Array.isArray(value) ? value : [value]).filter((one) => typeof one === "number");
  if (!target || target === "@members" || ids.length === 0) return null;
  const shown = all ? ids : ids.slice(0, SHOWN);
  return (
    <ul className="record-linked" aria-label={t("linked", { field: field.name })}>
      {shown.map((id) => (
        <li key={id}>
          <Link to="/t/$table" params={{ table: target }} search={{ record: id }} className="kh-ellipsis">
            {titles[target]?.[id] ?? `#${id}`}
          </Link>
        </li>
      ))}
      {shown.length < ids.length && (
        <li>
          <button type="button" className="kh-plain kh-muted" onClick={() => setAll(true)}>
            {t("more_linked", { count: ids.length - shown.length })}
          </button>
        </li>
      )}
    </ul>
  );
}
