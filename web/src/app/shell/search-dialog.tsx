import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { Input, type InputRef, Modal } from "antd";
import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { records } from "../../api/calls";
import { useTables } from "../../api/queries";
import { TableIcon } from "../../ui/table-icon";
import "./search.css";

const PAUSE = 120;

interface Choice {
  key: string;
  icon: string;
  title: string;
  hint: string;
  open: () => void;
}

/** Finds tables and records by characters, pinyin, initials or digits, and opens the chosen one. */
export function SearchDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation("shell");
  const navigate = useNavigate();
  const tables = useTables()?.tables.filter((table) => !table.archived) ?? [];
  const input = useRef<InputRef>(null);
  const composing = useRef(false);
  const [text, setText] = useState("");
  const [asked, setAsked] = useState("");
  const [at, setAt] = useState(0);

  // Half-written syllables of an input method are no question yet.
  useEffect(() => {
    if (composing.current) return;
    const timer = setTimeout(() => setAsked(text.trim()), PAUSE);
    return () => clearTimeout(timer);
  }, [text]);

  const { data, isFetching, isError } = useQuery({
    queryKey: ["search", asked],
    queryFn: ({ signal }) => records.search(asked, signal),
    enabled: asked !== "",
    staleTime: 0,
    placeholderData: (before) => before,
  });

  const go = (table: string, record?: number) => {
    onClose();
    void navigate({ to: "/t/$table", params: { table }, search: record ? { record } : {} });
  };
  const wanted = asked.toLowerCase();
  const places: Choice[] = tables
    .filter((table) => !wanted || table.name.toLowerCase().includes(wanted) || table.key.startsWith(wanted))
    .map((table) => ({
      key: table.key,
      icon: table.icon,
      title: table.name,
      hint: t("search.table"),
      open: () => go(table.key),
    }));
  const hits: Choice[] = (asked ? (data?.found ?? []) : []).map((one) => {
    const table = tables.find((each) => each.key === one.table);
    const name = table?.name ?? one.table;
    return {
      key: `${one.table}/${one.id}`,
      icon: table?.icon ?? "table",
      title: one.title,
      hint: one.text ? `${one.text} · ${name}` : name,
      open: () => go(one.table, one.id),
    };
  });
  const choices = [...places, ...hits];
  const chosen = Math.min(at, choices.length - 1);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing || event.keyCode === 229) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      const step = event.key === "ArrowDown" ? 1 : -1;
      if (choices.length) setAt((chosen + step + choices.length) % choices.length);
    } else if (event.key === "Enter") {
      event.preventDefault();
      choices[chosen]?.open();
    }
  };

  return (
    <Modal
      open
      footer={null}
      closable={false}
      width={560}
      style={{ top: 96 }}
      aria-label={t("search.title")}
      onCancel={onClose}
      afterOpenChange={(open) => open && input.current?.focus()}
    >
      <Input
        ref={input}
        autoFocus
        variant="borderless"
        size="large"
        maxLength={60}
        role="combobox"
        aria-expanded
        aria-controls="search-found"
        aria-activedescendant={choices[chosen] ? `search-${chosen}` : undefined}
        placeholder={t("search.hint")}
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          setAt(0);
        }}
        onCompositionStart={() => {
          composing.current = true;
        }}
        onCompositionEnd={(event) => {
          composing.current = false;
          setAsked(event.currentTarget.value.trim());
        }}
        onKeyDown={onKeyDown}
      />
      <div className="search-found" id="search-found" role="listbox" aria-label={t("search.title")}>
        {choices.map((one, index) => (
          <button
            key={one.key}
            id={`search-${index}`}
            type="button"
            role="option"
            tabIndex={-1}
            aria-selected={index === chosen}
            className={`kh-plain search-one${index === chosen ? " is-chosen" : ""}`}
            ref={(node) => {
              if (index === chosen) node?.scrollIntoView({ block: "nearest" });
            }}
            onMouseMove={() => setAt(index)}
            onClick={one.open}
          >
            <TableIcon icon={one.icon} />
            <span className="kh-grow kh-ellipsis">{one.title}</span>
            <span className="kh-faint kh-ellipsis search-hint">{one.hint}</span>
          </button>
        ))}
      </div>
      {asked !== "" && choices.length === 0 && !isFetching && (
        <p className="kh-faint">{t(isError ? "search.failed" : "search.none")}</p>
      )}
      {asked !== "" && (data?.pending.length ?? 0) > 0 && <p className="kh-faint">{t("search.pending")}</p>}
    </Modal>
  );
}
