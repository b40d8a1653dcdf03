import { InputNumber, Select } from "antd";
import { useTranslation } from "react-i18next";
import { me } from "../api/calls";
import { cache, useMe, useMeta } from "../api/queries";
import { useProblem } from "../ui/problem";
import { readPeriod, writePeriod } from "./periods";

interface FilterPeriodProps {
  value: unknown;
  label: string;
  onChange: (value: string) => void;
}

/** A period relative to today; the number of days where it counts them, the start of the year where it is fiscal. */
export function FilterPeriod({ value, label, onChange }: FilterPeriodProps) {
  const { t } = useTranslation("filter");
  const meta = useMeta();
  const periods = meta?.periods ?? [];
  const chosen = readPeriod(value, periods);
  const counts = periods.find((one) => one.key === chosen?.key)?.counts;
  return (
    <span className="filter-period">
      <Select
        className="wide"
        aria-label={label}
        placeholder={t("choose")}
        showSearch={{ optionFilterProp: "label" }}
        value={chosen?.key}
        options={periods.map((one) => ({ value: one.key, label: one.name }))}
        onChange={(key: string) => onChange(writePeriod({ key, days: chosen?.days ?? null }))}
      />
      {chosen && counts && (
        <InputNumber
          className="filter-days"
          aria-label={t("days")}
          min={1}
          max={meta?.limits.days ?? 36500}
          precision={0}
          prefix="N ="
          value={chosen.days}
          onChange={(days) => days && onChange(writePeriod({ key: chosen.key, days }))}
        />
      )}
      {chosen?.key.includes("fiscal") && <FiscalStart />}
    </span>
  );
}

/** The month in which the company's fiscal year begins: told to everybody, changed by owners. */
function FiscalStart() {
  const { t, i18n } = useTranslation("filter");
  const problem = useProblem();
  const here = useMe();
  const month = (number: number) =>
    new Intl.DateTimeFormat(i18n.language, { month: "long" }).format(new Date(2026, number - 1, 1));
  const change = (fiscal_start: number) =>
    me
      .company({ fiscal_start })
      .then(() => cache.invalidateQueries())
      .catch(problem);
  return (
    <Select
      className="filter-fiscal"
      aria-label={t("fiscal_start")}
      disabled={here?.member?.role !== "owner"}
      value={here?.company?.fiscal_start ?? 1}
      popupMatchSelectWidth={false}
      options={Array.from({ length: 12 }, (_, index) => ({
        value: index + 1,
        label: t("fiscal_from", { month: month(index + 1) }),
      }))}
      onChange={(next) => void change(next)}
    />
  );
}
