import { Link } from "@tanstack/react-router";
import { Result } from "antd";
import { useTranslation } from "react-i18next";

/** The page for addresses that lead nowhere. */
export function Lost() {
  const { t } = useTranslation("shell");
  return (
    <Result
      status="404"
      icon={<span />}
      title={t("lost.title")}
      subTitle={t("lost.hint")}
      extra={<Link to="/">{t("lost.home")}</Link>}
    />
  );
}
