import { useTranslation } from "react-i18next";
import type { FormulaCheck } from "../../api/types";
import { sayValue } from "../../pages/record/say-value";
import { stretch } from "./rules";
import type { Finding } from "./use-formula-check";

interface FormulaFindingProps {
  finding: Finding;
  decimals: number | undefined;
  onPoint: (from: number, to: number) => void;
}

/** What a formula gives for the first records, or what is wrong with it and where. */
export function FormulaFinding({ finding, decimals, onPoint }: FormulaFindingProps) {
  const { t } = useTranslation("computed");
  if (finding.state === "empty") return <p className="formula-finding kh-faint">{t("hint")}</p>;
  if (finding.state === "good") return <Samples answer={finding.answer} decimals={decimals} />;
  return (
    <ul className="formula-finding formula-mistakes" role="alert">
      {finding.mistakes.slice(0, 3).map((mistake) => (
        <li key={`${mistake.start}.${mistake.message}`}>
          {mistake.start === undefined ? (
            mistake.message
          ) : (
            <button
              type="button"
              onClick={() => onPoint(...stretch(finding.text, mistake.start ?? 0, mistake.end ?? 0))}
            >
              {mistake.message}
            </button>
          )}
        </li>
      ))}
    </ul>
  );
}

function Samples({ answer, decimals }: { answer: FormulaCheck; decimals: number | undefined }) {
  const { t, i18n } = useTranslation("computed");
  const field = {
    key: "sample",
    name: "",
    short: null,
    type: "formula",
    kind: answer.kind,
    required: false,
    unique: false,
    default: null,
    config: { as: answer.kind, decimals },
    position: 0,
    origin: "",
    readonly: true,
    system: false,
    archived: false,
  };
  const say = (value: FormulaCheck["samples"][number]["value"]) =>
    value === null ? t("blank") : sayValue(value, field, i18n.language, () => undefined);
  return (
    <div className="formula-finding">
      <p className="kh-muted">
        {t("gives", { kind: t(`kinds.${answer.kind}`) })}
        {answer.uses_today && t("daily")}
      </p>
      <dl className="formula-samples">
        {answer.samples.map((sample) => (
          <div key={sample.id}>
            <dt className="kh-ellipsis">{sample.title || `#${sample.id}`}</dt>
            <dd className={answer.kind === "number" ? "is-number" : ""}>{say(sample.value)}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
