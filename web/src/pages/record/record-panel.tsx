import { CloseOutlined, DeleteOutlined } from "@ant-design/icons";
import { useQuery } from "@tanstack/react-query";
import { Button, Segmented, Skeleton, Tooltip } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { changes, records } from "../../api/calls";
import { recordQuery } from "../../api/queries";
import type { Table } from "../../api/types";
import { sayProblem, useProblem } from "../../ui/problem";
import "./record.css";
import { useFeedback } from "../../ui/feedback";
import { RecordForm } from "./record-form";
import { RecordHistory } from "./record-history";
import { sayValue } from "./say-value";

interface RecordPanelProps {
  table: Table;
  id: number;
  onClose: () => void;
}

/** A record with all its fields, and what happened to it. */
export function RecordPanel({ table, id, onClose }: RecordPanelProps) {
  const { t, i18n } = useTranslation("record");
  const { message } = useFeedback();
  const problem = useProblem();
  const { data, error, isPending } = useQuery(recordQuery(table.key, id));
  const [part, setPart] = useState<"fields" | "history">("fields");
  const titleField = table.fields.find((field) => field.key === table.title);
  const title =
    data && titleField
      ? sayValue(
          data.values[table.title] ?? null,
          titleField,
          i18n.language,
          (target, one) => data.titles[target]?.[one],
        )
      : "";

  const remove = async () => {
    try {
      const answer = await records.write(table.key, [{ do: "archive", id }], "form");
      onClose();
      message.open({
        key: "archived",
        type: "success",
        duration: 8,
        content: (
          <span>
            {t("deleted", { title: title || `#${id}` })}
            <Button
              type="link"
              size="small"
              onClick={() => {
                message.destroy("archived");
                void changes.undo(answer.change ?? undefined).catch(problem);
              }}
            >
              {t("undo")}
            </Button>
          </span>
        ),
      });
    } catch (refusal) {
      problem(refusal);
    }
  };

  return (
    <article className="record">
      <header className="record-head">
        <div className="kh-grow">
          <small className="kh-faint">{table.name}</small>
          <h2 className="kh-ellipsis">{title || t("untitled")}</h2>
        </div>
        {table.can.delete && data && (
          <Tooltip title={t("delete")}>
            <Button
              type="text"
              icon={<DeleteOutlined />}
              aria-label={t("delete")}
              onClick={() => void remove()}
            />
          </Tooltip>
        )}
        <Button type="text" icon={<CloseOutlined />} aria-label={t("close")} onClick={onClose} />
      </header>
      <Segmented
        className="record-parts"
        value={part}
        options={[
          { value: "fields", label: t("fields") },
          { value: "history", label: t("history") },
        ]}
        onChange={setPart}
      />
      <div className="record-body">
        {error ? (
          <p className="kh-muted">{sayProblem(error)}</p>
        ) : isPending ? (
          <Skeleton active paragraph={{ rows: 8 }} />
        ) : part === "fields" ? (
          <RecordForm table={table} record={data} />
        ) : (
          <RecordHistory table={table} record={data} />
        )}
      </div>
    </article>
  );
}
