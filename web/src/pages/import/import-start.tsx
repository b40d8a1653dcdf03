import { useNavigate } from "@tanstack/react-router";
import { Alert } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { imports } from "../../api/calls";
import { PhoneMenuButton } from "../../app/shell/phone-menu";
import { DropZone } from "../../ui/drop-zone";
import { sayProblem } from "../../ui/problem";
import "./import.css";

/** Where a workbook is dropped to be imported. */
export function ImportStart() {
  const { t } = useTranslation("import");
  const navigate = useNavigate();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);

  const send = async (file: File) => {
    setBusy(true);
    setError(null);
    try {
      const answer = await imports.send(file);
      await navigate({ to: "/import/$id", params: { id: answer.id } });
    } catch (problem) {
      setError(sayProblem(problem));
      setBusy(false);
    }
  };

  return (
    <div className="import">
      <header className="import-head">
        <PhoneMenuButton />
        <h1>{t("title")}</h1>
      </header>
      <div className="import-body is-narrow">
        <p className="kh-muted import-lead">{t("lead")}</p>
        {error && <Alert className="import-alert" type="error" showIcon title={error} />}
        <DropZone busy={busy} disabled={busy} onFile={(file) => void send(file)} />
      </div>
    </div>
  );
}
