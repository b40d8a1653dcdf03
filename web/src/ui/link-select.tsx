import { Select } from "antd";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { records } from "../api/calls";
import "./ui.css";

type Id = number | string;

interface LinkSelectProps {
  target: string;
  value: Id[];
  multiple?: boolean;
  /** Offer to make a record that is not there; its value is the title. */
  offerNew?: boolean;
  /** Offer the reader themself among members. */
  offerMe?: boolean;
  titles?: Record<string, string>;
  onChange: (value: Id[]) => void;
  label?: string;
  id?: string;
  disabled?: boolean;
  onBlur?: () => void;
}

const ME = "@me";

/** Finds records of another table by their titles. */
export function LinkSelect(props: LinkSelectProps) {
  const { target, value, multiple, offerMe, offerNew, titles, onChange, ...rest } = props;
  const { t } = useTranslation("common");
  const [found, setFound] = useState<{ value: Id; label: string }[]>([]);
  const [query, setQuery] = useState("");
  const [learnt, setLearnt] = useState<Record<string, string>>({});
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  const find = (text: string, wait = 150) => {
    setQuery(text);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => {
      void records
        .find(target, text)
        .then((list) => {
          setLearnt((before) => ({
            ...before,
            ...Object.fromEntries(list.map((one) => [one.id, one.title])),
          }));
          setFound(list.map((one) => ({ value: one.id, label: one.title || `#${one.id}` })));
        })
        .catch(() => setFound([]));
    }, wait);
  };
  useEffect(() => () => clearTimeout(timer.current), []);
  const unnamed = value.some((one) => typeof one === "number" && !titles?.[one] && !learnt[one]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: only a value without a name asks for names
  useEffect(() => {
    if (unnamed) find("", 0);
  }, [unnamed, target]);

  const me = { value: ME, label: t("me") };
  const title = query.trim();
  const there = !title || found.some((one) => one.label.toLowerCase() === title.toLowerCase());
  const fresh =
    offerNew && target !== "@members" && !there ? [{ value: title, label: t("make_new", { title }) }] : [];
  const offered = [...(offerMe && target === "@members" && !query ? [me] : []), ...found, ...fresh];
  const named = (one: Id) => titles?.[one] ?? learnt[one] ?? (typeof one === "string" ? one : `#${one}`);
  const missing = value
    .filter((one) => !offered.some((option) => option.value === one))
    .map((one) => (one === ME ? me : { value: one, label: named(one) }));

  return (
    <Select<Id | Id[]>
      {...rest}
      aria-label={rest.label}
      className="wide"
      mode={multiple ? "multiple" : undefined}
      showSearch={{ filterOption: false, onSearch: find }}
      allowClear
      placeholder={t("choose")}
      notFoundContent={query ? t("nothing_found") : t("nothing_yet")}
      value={multiple ? value : (value[0] ?? undefined)}
      options={[...missing, ...offered]}
      labelRender={(one) => (one.value === undefined ? null : one.value === ME ? t("me") : named(one.value))}
      onOpenChange={(open) => open && find("", 0)}
      onChange={(next) =>
        onChange(next === undefined || next === null ? [] : Array.isArray(next) ? next : [next])
      }
    />
  );
}
