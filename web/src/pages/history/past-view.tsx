import { useQuery } from "@tanstack/react-query";
import { Button, Segmented, Spin } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { past as calls } from "../../api/history-calls";
import type { PastNote } from "../../api/history-types";
import type { Table } from "../../api/types";
import { showMoment } from "../../fields/parts/dates";
import { sayProblem } from "../../ui/problem";
import { DifferenceTable } from "./difference-table";
import { PastTable } from "./past-table";
import { RestoreDialog } from "./restore-dialog";

/** A table as it was: what differs from now, or all of it; and the way back. */
export function PastView({ table, id }: { table: Table; id: number }) {
  const { t } = useTranslation("history");
  const [part, setPart] = useState<"differences" | "table">("differences");
  const [chosen, setChosen] = useState<ReadonlySet<number>>(new Set());
  const [restoring, setRestoring] = useState(false);
  const past = useQuery({ queryKey: ["past", id], queryFn: () => calls.read(id), staleTime: Infinity });
  const totals = useQuery({
    queryKey: ["changes", "past", id, "totals"],
    queryFn: () => calls.totals(id, {}),
    staleTime: 0,
  });
  if (past.error) return <p className="kh-muted">{sayProblem(past.error)}</p>;
  if (!past.data || !totals.data) return <Spin />;
  const { kinds } = totals.data;
  const sum = kinds.changed + kinds.added + kinds.archived;
  return (
    <>
      <div className="past-bar">
        <b>{t("past.as_of", { at: showMoment(past.data.at) })}</b>
        <Segmented
          value={part}
          options={[
            { value: "differences", label: t("past.differences") },
            { value: "table", label: t("past.whole") },
          ]}
          onChange={setPart}
        />
        <span className="kh-muted kh-grow">
          {sum === 0 ? t("past.same") : t("past.totals", { ...kinds })}
        </span>
        {table.can.edit && table.can.delete && sum > 0 && (
          <Button type="primary" onClick={() => setRestoring(true)}>
            {chosen.size > 0 ? t("restore.chosen", { count: chosen.size }) : t("restore.open")}
          </Button>
        )}
      </div>
      {past.data.notes.some((note) => note.what !== "computed") && (
        <ul className="past-notes">
          {past.data.notes
            .filter((note) => note.what !== "computed")
            .map((note) => (
              <Note key={note.field} note={note} />
            ))}
        </ul>
      )}
      {part === "table" ? (
        <PastTable table={table} past={past.data} />
      ) : (
        <DifferenceTable table={table} id={id} chosen={chosen} onChoose={setChosen} />
      )}
      {restoring && (
        <RestoreDialog
          table={table}
          id={id}
          ids={chosen.size > 0 ? [...chosen] : null}
          onClose={() => setRestoring(false)}
          onDone={() => {
            setRestoring(false);
            setChosen(new Set());
          }}
        />
      )}
    </>
  );
}

function Note({ note }: { note: PastNote }) {
  const { t } = useTranslation("history");
  const at = note.at ? showMoment(note.at) : "";
  const lost = note.lost > 0 ? t("note.lost", { count: note.lost }) : "";
  return (
    <li>
      {t(`note.${note.what}`, { field: note.name, at })}
      {lost}
    </li>
  );
}
