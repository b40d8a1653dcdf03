import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Field, Kind } from "../../api/types";
import { FormulaFinding } from "./formula-finding";
import { FormulaText } from "./formula-text";
import { InsertButtons } from "./insert-buttons";
import { useFormulaCheck } from "./use-formula-check";
import "./computed.css";

interface FormulaEditorProps {
  table: string;
  fields: Field[];
  value: string;
  decimals: number | undefined;
  label: string;
  onChange: (formula: string) => void;
  /** Tells the kind of the result once it is known. */
  onKind: (kind: Kind) => void;
}

/** Writes a formula: fields and functions to insert, what it gives for the first records, where it is mistaken. */
export function FormulaEditor({
  table,
  fields,
  value,
  decimals,
  label,
  onChange,
  onKind,
}: FormulaEditorProps) {
  const { t } = useTranslation("computed");
  const box = useRef<HTMLTextAreaElement>(null);
  const composing = useRef(false);
  const [text, setText] = useState(value);
  const finding = useFormulaCheck(table, value);
  const kind = finding.state === "good" ? finding.answer.kind : undefined;
  const tellKind = useRef(onKind);
  tellKind.current = onKind;
  useEffect(() => {
    if (kind) tellKind.current(kind);
  }, [kind]);

  const type = (next: string) => {
    setText(next);
    if (!composing.current) onChange(next);
  };
  const insert = (piece: string, back = 0) => {
    const area = box.current;
    if (!area) return;
    area.focus();
    // the old command is the only way that keeps the browser's own undo
    if (!document.execCommand("insertText", false, piece)) {
      area.setRangeText(piece, area.selectionStart, area.selectionEnd, "end");
      type(area.value);
    }
    const at = area.selectionEnd - back;
    area.setSelectionRange(at, at);
    // the panel may take the focus when it closes; the cursor stays where typing has brought it by then
    requestAnimationFrame(() => area.focus());
  };
  const point = (from: number, to: number) => {
    box.current?.focus();
    box.current?.setSelectionRange(from, to);
  };

  return (
    <div className="formula">
      <InsertButtons fields={fields} onInsert={insert} />
      <FormulaText
        ref={box}
        label={label}
        placeholder={t("example")}
        text={text}
        mistakes={finding.state === "wrong" && finding.text === text ? finding.mistakes : []}
        onType={type}
        onCompose={(begun) => {
          composing.current = begun;
          if (!begun && box.current) type(box.current.value);
        }}
      />
      <FormulaFinding finding={finding} decimals={decimals} onPoint={point} />
    </div>
  );
}
