import { useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { cache } from "../../api/queries";
import { type RegionChange, regions } from "../../api/regions";
import { sayProblem, useProblem } from "../../ui/problem";
import { RegionForm } from "./region-form";

/** The list of regions: where it comes from, and what this company changed about it. */
export function RegionSection() {
  const { t } = useTranslation("settings");
  const problem = useProblem();
  const { data, error } = useQuery({ queryKey: ["regions"], queryFn: regions.list });
  const again = () =>
    Promise.all([
      cache.invalidateQueries({ queryKey: ["regions"] }),
      cache.invalidateQueries({ queryKey: ["tables"] }),
    ]);
  const takeBack = (change: RegionChange) => void regions.takeBack(change.id).then(again).catch(problem);
  return (
    <section className="settings-section" aria-labelledby="settings-regions">
      <h2 id="settings-regions">{t("regions.title")}</h2>
      <p className="kh-muted">{t("regions.lead")}</p>
      <p className="kh-faint">{t("regions.source")}</p>
      {error && <p className="kh-muted">{sayProblem(error)}</p>}
      {data && (
        <>
          <RegionForm changes={data} onMade={again} />
          <ul className="settings-regions">
            {data.map((change) => (
              <li key={change.id}>
                <span className="kh-grow">{t(`regions.did.${change.kind}`, { ...change })}</span>
                <small className="kh-faint">{change.by}</small>
                <Button
                  size="small"
                  type="text"
                  aria-label={t("regions.take_back_of", { path: change.path })}
                  onClick={() => takeBack(change)}
                >
                  {t("regions.take_back")}
                </Button>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}
