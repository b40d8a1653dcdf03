import { type ReactNode, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { TextInput } from "../../ui/text-input";

/** One thing that can be put into a formula. */
export interface Insertable {
  key: string;
  group?: string;
  /** What a search looks through. */
  search: string;
  label: ReactNode;
}

interface InsertListProps {
  items: Insertable[];
  label: string;
  onTake: (key: string) => void;
}

/** A list to search and take from, in groups. */
export function InsertList({ items, label, onTake }: InsertListProps) {
  const { t } = useTranslation("computed");
  const [query, setQuery] = useState("");
  const host = useRef<HTMLDivElement>(null);
  useEffect(() => host.current?.querySelector("input")?.focus({ preventScroll: true }), []);
  const wanted = query.trim().toLowerCase();
  const shown = items.filter((item) => item.search.toLowerCase().includes(wanted));
  return (
    <div className="insert" ref={host}>
      <TextInput label={label} placeholder={label} value={query} delay={0} allowClear onChange={setQuery} />
      <div className="insert-list">
        {shown.map((item, index) => (
          <div key={item.key}>
            {item.group && item.group !== shown[index - 1]?.group && (
              <div className="insert-group">{item.group}</div>
            )}
            <button type="button" className="insert-item" onClick={() => onTake(item.key)}>
              {item.label}
            </button>
          </div>
        ))}
        {shown.length === 0 && <p className="kh-faint">{t("nothing")}</p>}
      </div>
    </div>
  );
}
