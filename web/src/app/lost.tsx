import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { Blank } from "../ui/blank";

/** The page for addresses that lead nowhere. */
export function Lost() {
  const { t } = useTranslation("shell");
  return (
    <Blank title={t("lost.title")} hint={t("lost.hint")}>
      <Link to="/">{t("lost.home")}</Link>
    </Blank>
  );
}
