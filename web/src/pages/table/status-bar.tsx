import { Button, Progress } from "antd";
import { useTranslation } from "react-i18next";
import type { Stats } from "../../grid/index.ts";
import type { RangeWork } from "../../records/index.ts";

interface StatusBarProps {
  total: number | undefined;
  narrowed: boolean;
  stats: Stats | null;
  /** A doing on many rows that is under way. */
  work: RangeWork | null;
}

/** How many records there are, and figures of the selected cells. */
export function StatusBar({ total, narrowed, stats, work }: StatusBarProps) {
  const { t, i18n } = useTranslation("table");
  const say = (number: number) => number.toLocaleString(i18n.language, { maximumFractionDigits: 4 });
  const several = stats !== null && stats.rows * stats.columns > 1;
  return (
    <footer className="status">
      <span>
        {total === undefined
          ? " "
          : t(narrowed ? "status.found" : "status.count", { count: total, number: say(total) })}
      </span>
      {work && (
        <span className="status-work" role="status">
          {work.label}
          <Progress
            percent={work.total ? Math.floor((100 * work.done) / work.total) : 0}
            size="small"
            status="active"
          />
          <Button type="link" size="small" onClick={work.cancel}>
            {t("status.cancel")}
          </Button>
        </span>
      )}
      <span className="kh-grow" />
      {several && (
        <>
          <span>{t("status.selected", { rows: say(stats.rows), columns: say(stats.columns) })}</span>
          {stats.sum !== null && (
            <>
              <span>
                {t("status.sum")} <b>{say(stats.sum)}</b>
              </span>
              <span>
                {t("status.average")} <b>{say(stats.average ?? 0)}</b>
              </span>
            </>
          )}
          <span>
            {t("status.filled")} <b>{say(stats.filled)}</b>
          </span>
          {!stats.complete && <span className="kh-faint">{t("status.partial")}</span>}
        </>
      )}
    </footer>
  );
}
