import { useNavigate } from "@tanstack/react-router";
import { Steps } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { cache, useMe } from "../../api/queries";
import { LanguageSwitch } from "../../ui/language-switch";
import { Mark } from "../../ui/mark";
import { CompanyStep } from "./company-step";
import { OwnerStep } from "./owner-step";
import "./start.css";
import { WaysStep } from "./ways-step";

/** The first run: owner account, company and goal, then how to begin. */
export function StartPage() {
  const { t } = useTranslation("start");
  const me = useMe();
  const navigate = useNavigate();
  const [goal, setGoal] = useState<string | null>(null);
  const step = me?.state === "no_owner" || !me?.member ? 0 : me.state === "no_company" && !goal ? 1 : 2;

  const refreshMe = () => cache.invalidateQueries({ queryKey: ["me"] });
  const leave = async (to: string) => {
    await Promise.all([refreshMe(), cache.invalidateQueries({ queryKey: ["tables"] })]);
    await navigate({ to });
  };

  return (
    <div className="start">
      <header className="start-head">
        <Mark />
        <span className="kh-grow" />
        <LanguageSwitch />
      </header>
      <main className="start-main">
        <Steps
          className="start-steps"
          size="small"
          current={step}
          responsive={false}
          items={[{ title: t("steps.owner") }, { title: t("steps.company") }, { title: t("steps.begin") }]}
        />
        {step === 0 && <OwnerStep onDone={refreshMe} />}
        {step === 1 && <CompanyStep onDone={setGoal} />}
        {step === 2 && <WaysStep goal={goal ?? me?.company?.goal ?? ""} onLeave={leave} />}
      </main>
    </div>
  );
}
