import { useQuery } from "@tanstack/react-query";
import { Button, InputNumber } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { keeping as calls } from "../../api/history-calls";
import type { Keeping } from "../../api/history-types";
import { cache } from "../../api/queries";
import { showMoment } from "../../fields/parts/dates";
import { useFeedback } from "../../ui/feedback";
import { sayProblem, useProblem } from "../../ui/problem";
import "../history/history.css";

/** How long deleted records and the history are kept; empty keeps for ever. */
export function KeepingSection() {
  const { t } = useTranslation("history");
  const { data, error } = useQuery({ queryKey: ["keeping"], queryFn: calls.read });
  if (error) return <p className="kh-muted">{sayProblem(error)}</p>;
  return (
    <section className="settings-section">
      <h2>{t("keeping.title")}</h2>
      <p className="kh-muted">{t("keeping.lead")}</p>
      {data && <KeepingForm key={JSON.stringify(data)} kept={data} />}
    </section>
  );
}

function KeepingForm({ kept }: { kept: Keeping }) {
  const { t } = useTranslation("history");
  const { message } = useFeedback();
  const problem = useProblem();
  const [days, setDays] = useState(kept.bin_days);
  const [months, setMonths] = useState(kept.ledger_months);
  const save = async () => {
    try {
      await calls.change({ bin_days: days, ledger_months: months });
      await cache.invalidateQueries({ queryKey: ["keeping"] });
      message.success(t("keeping.saved"));
    } catch (error) {
      problem(error);
    }
  };
  const moved = days !== kept.bin_days || months !== kept.ledger_months;
  return (
    <div className="past-choices keeping">
      <Span what="bin" unit="days" most={3650} value={days} onChange={setDays} />
      <Span what="ledger" unit="months" most={240} value={months} onChange={setMonths} />
      {kept.kept_from && (
        <small className="kh-faint">{t("keeping.from", { at: showMoment(kept.kept_from) })}</small>
      )}
      <div>
        <Button type="primary" disabled={!moved} onClick={() => void save()}>
          {t("keeping.save")}
        </Button>
      </div>
    </div>
  );
}

interface SpanProps {
  what: "bin" | "ledger";
  unit: "days" | "months";
  most: number;
  value: number | null;
  onChange: (value: number | null) => void;
}

function Span({ what, unit, most, value, onChange }: SpanProps) {
  const { t } = useTranslation("history");
  const id = `keeping-${what}`;
  return (
    <label htmlFor={id}>
      {t(`keeping.${what}`)}{" "}
      <InputNumber
        id={id}
        min={1}
        max={most}
        precision={0}
        placeholder={t("keeping.ever")}
        suffix={t(`keeping.${unit}`)}
        value={value}
        onChange={onChange}
      />
    </label>
  );
}
