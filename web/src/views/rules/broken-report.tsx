import { Alert, Radio } from "antd";
import { useTranslation } from "react-i18next";
import type { Existing, RuleTrial } from "../../api/types";

interface BrokenReportProps {
  trial: RuleTrial;
  /** What the person chose; without a way to choose the records are only listed. */
  existing?: Existing;
  onChoose?: (existing: Existing) => void;
}

const SHOWN = 8;

/** The records that break a rule already, and what should become of them. */
export function BrokenReport({ trial, existing, onChoose }: BrokenReportProps) {
  const { t } = useTranslation("rules");
  const { total, broken, records, groups } = trial;
  if (broken === 0) return <Alert type="success" showIcon title={t("fine", { total })} />;
  const doubled = groups.length > 0;
  const titles = new Map(records.map((record) => [record.id, record.title]));
  const lines = doubled
    ? groups.map((ids, place) => ({
        id: ids[0] ?? place,
        text: ids.map((id) => `${titles.get(id) ?? ""} #${id}`).join(" · "),
      }))
    : records.map(({ id, title }) => ({ id, text: `${title} #${id}` }));
  return (
    <Alert
      type="warning"
      showIcon
      className="rule-broken"
      title={doubled ? t("doubled", { count: broken }) : t("broken", { count: broken, total })}
      description={
        <>
          <ul>
            {lines.slice(0, SHOWN).map((line) => (
              <li key={line.id}>{line.text}</li>
            ))}
            {broken > SHOWN && <li className="kh-faint">{t("and_more", { count: broken - SHOWN })}</li>}
          </ul>
          {onChoose && (
            <Radio.Group
              value={existing}
              onChange={(event) => onChoose(event.target.value as Existing)}
              options={[
                ...(doubled ? [] : [{ value: "keep", label: t("keep") }]),
                { value: "warn", label: t("only_warn") },
              ]}
            />
          )}
        </>
      }
    />
  );
}
