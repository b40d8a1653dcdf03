import { ArrowLeftOutlined, ClockCircleOutlined } from "@ant-design/icons";
import { getRouteApi, Link } from "@tanstack/react-router";
import { Button, Segmented, Spin } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { past as calls } from "../../api/history-calls";
import { cache, useTable } from "../../api/queries";
import type { Table } from "../../api/types";
import { PhoneMenuButton } from "../../app/shell/phone-menu";
import { Blank } from "../../ui/blank";
import { DateInput } from "../../ui/date-input";
import { waitForJob } from "../../ui/job";
import { useProblem } from "../../ui/problem";
import { utcMoment } from "../record/moments";
import { ChangeList } from "./change-list";
import { PastView } from "./past-view";
import "./history.css";

const route = getRouteApi("/shell/t/$table/history");

/** A table's history: what happened as a timeline, and the table as it was at any moment of it. */
export function PastPage() {
  const { t } = useTranslation("history");
  const table = useTable(route.useParams().table);
  if (!table || table.archived) return <Blank title={t("past.unknown")} />;
  return <PastOf key={table.key} table={table} />;
}

function PastOf({ table }: { table: Table }) {
  const { t } = useTranslation("history");
  const problem = useProblem();
  const [opened, setOpened] = useState<number | null>(null);
  const [opening, setOpening] = useState(false);
  const [time, setTime] = useState<string | null>(null);
  const [mine, setMine] = useState(false);

  const open = async (moment: { at: string } | { before: number }) => {
    setOpening(true);
    try {
      const found = await calls.open(table.key, moment);
      if (found.past !== null) setOpened(found.past);
      else if (found.job) {
        void cache.invalidateQueries({ queryKey: ["jobs"] });
        const job = await waitForJob(found.job);
        setOpened(Number(job.result?.snapshot));
      }
    } catch (error) {
      problem(error);
    }
    setOpening(false);
  };

  return (
    <div className="past">
      <header className="past-head">
        <PhoneMenuButton />
        <Link to="/t/$table" params={{ table: table.key }} aria-label={t("past.back")}>
          <ArrowLeftOutlined />
        </Link>
        <h1 className="kh-grow">{t("past.of", { table: table.name })}</h1>
        <DateInput time label={t("past.time")} value={time} onChange={setTime} />
        <Button
          type="primary"
          icon={<ClockCircleOutlined />}
          disabled={!time}
          loading={opening}
          onClick={() => time && void open({ at: utcMoment(time) })}
        >
          {t("past.open")}
        </Button>
      </header>
      <div className="past-body">
        <section className="past-line" aria-label={t("past.timeline")}>
          <Segmented
            size="small"
            value={mine ? "mine" : "all"}
            options={[
              { value: "all", label: t("everybody") },
              { value: "mine", label: t("mine") },
            ]}
            onChange={(part) => setMine(part === "mine")}
          />
          <ChangeList
            table={table.key}
            mine={mine}
            extra={(change) => (
              <Button size="small" type="text" onClick={() => void open({ before: change.id })}>
                {t("past.before")}
              </Button>
            )}
          />
        </section>
        <section className="past-main">
          {opening ? (
            <div className="kh-center">
              <Spin description={t("past.opening")} />
            </div>
          ) : opened === null ? (
            <Blank title={t("past.choose")} hint={t("past.choose_hint")} />
          ) : (
            <PastView key={opened} table={table} id={opened} />
          )}
        </section>
      </div>
    </div>
  );
}
