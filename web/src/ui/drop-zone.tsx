import { FileExcelOutlined } from "@ant-design/icons";
import { Button, Spin } from "antd";
import { type DragEvent, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import "./ui.css";

const ACCEPTED = ".xlsx,.xls,.csv,.txt,.tsv,.et,.ods";

interface DropZoneProps {
  onFile: (file: File) => void;
  busy?: boolean;
  disabled?: boolean;
}

/** A place to drop a workbook, or to choose one. */
export function DropZone({ onFile, busy, disabled }: DropZoneProps) {
  const { t } = useTranslation("import");
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);

  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    const file = event.dataTransfer.files[0];
    if (file && !disabled) onFile(file);
  };

  return (
    <section
      className={`drop${over ? " is-over" : ""}`}
      aria-label={t("drop.title")}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      {busy ? <Spin /> : <FileExcelOutlined className="drop-icon" />}
      <h2>{busy ? t("drop.sending") : over ? t("drop.release") : t("drop.title")}</h2>
      <p>{t("drop.hint")}</p>
      <Button type="primary" disabled={disabled} onClick={() => input.current?.click()}>
        {t("drop.choose")}
      </Button>
      <input
        ref={input}
        type="file"
        hidden
        accept={ACCEPTED}
        onChange={(event) => {
          const file = event.target.files?.[0];
          event.target.value = "";
          if (file) onFile(file);
        }}
      />
    </section>
  );
}
