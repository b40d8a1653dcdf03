import { useTranslation } from "react-i18next";
import type { Stats } from "../../grid/index.ts";

interface StatusBarProps {
  total: number | undefined;
  narrowed: boolean;
  stats: Stats | null;
}

/** How many records there are, and figures of the selected cells. */
export function StatusBar({ total, narrowed, stats }: StatusBarProps) {
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
          {!stats.complete && <span className="kh-faint">{t("status.partial")}</span>}
        </>
      )}
    </footer>
  );
}
