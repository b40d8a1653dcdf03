import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { bin as calls } from "../../api/history-calls";
import { useTables } from "../../api/queries";
import { PhoneMenuButton } from "../../app/shell/phone-menu";
import { Blank } from "../../ui/blank";
import { sayProblem } from "../../ui/problem";
import { GoneRecords } from "./gone-records";
import { GoneShapes } from "./gone-shapes";
import "../history/history.css";

const SHAPES = "@shapes";

/** The recycle bin: deleted records table by table; deleted tables, fields and views. */
export function BinPage() {
  const { t } = useTranslation("history");
  const tables = useTables()?.tables ?? [];
  const { data, error } = useQuery({ queryKey: ["changes", "bin"], queryFn: calls.read, staleTime: 0 });
  const [wanted, setWanted] = useState<string | null>(null);
  if (error) return <Blank title={t("bin.title")} hint={sayProblem(error)} />;
  if (!data) return null;
  const full = tables.filter((table) => data.records[table.key]);
  const part = wanted ?? full[0]?.key ?? SHAPES;
  const table = full.find((one) => one.key === part);
  const entry = (key: string, label: string, count: number) => (
    <button
      key={key}
      type="button"
      className={`kh-plain${part === key ? " is-on" : ""}`}
      onClick={() => setWanted(key)}
    >
      <span>{label}</span>
      <span className="kh-faint">{count}</span>
    </button>
  );
  return (
    <div className="past">
      <header className="past-head">
        <PhoneMenuButton />
        <h1 className="kh-grow">{t("bin.title")}</h1>
      </header>
      {full.length === 0 && data.shapes.length === 0 ? (
        <Blank title={t("bin.none")} hint={t("bin.none_hint")} />
      ) : (
        <div className="past-body">
          <nav className="past-line bin-side" aria-label={t("bin.title")}>
            {full.map((one) => entry(one.key, one.name, data.records[one.key] ?? 0))}
            {data.shapes.length > 0 && entry(SHAPES, t("bin.shapes"), data.shapes.length)}
          </nav>
          <section className="past-main">
            {table ? <GoneRecords key={table.key} table={table} /> : <GoneShapes shapes={data.shapes} />}
          </section>
        </div>
      )}
    </div>
  );
}
