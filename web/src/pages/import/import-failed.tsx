import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { imports } from "../../api/calls";
import type { ImportBody } from "../../api/import-types";
import { Blank } from "../../ui/blank";
import { DropZone } from "../../ui/drop-zone";
import { useProblem } from "../../ui/problem";
import { EncodingSelect } from "./encoding-select";

/** A file that cannot be read: what is wrong with it and what to do. */
export function ImportFailed({ body }: { body: ImportBody }) {
  const { t } = useTranslation("import");
  const navigate = useNavigate();
  const problem = useProblem();
  const again = (file: File) =>
    void imports
      .send(file)
      .then((answer) => navigate({ to: "/import/$id", params: { id: answer.id } }))
      .catch(problem);
  return (
    <div className="import-body is-narrow">
      <div className="import-why">
        <Blank
          title={t(body.error ? "failed.title" : "failed.cancelled")}
          hint={body.error ? (body.error.detail ?? body.error.title ?? t("failed.unknown")) : undefined}
        >
          {isText(body.name) && <EncodingSelect body={body} />}
        </Blank>
      </div>
      <p className="kh-muted import-lead">{t("failed.nothing_changed")}</p>
      <DropZone onFile={again} />
    </div>
  );
}

/** Whether the file is a text whose encoding may be chosen. */
export function isText(name: string): boolean {
  return /\.(csv|txt|tsv|psv)$/i.test(name);
}
