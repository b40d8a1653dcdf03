import { Button, Result } from "antd";
import { useTranslation } from "react-i18next";

/** What a person sees when a page broke: nothing is lost, and how to go on. */
export function Broken() {
  const { t } = useTranslation("shell");
  return (
    <Result
      status="warning"
      title={t("broken.title")}
      subTitle={t("broken.hint")}
      extra={<Button onClick={() => location.reload()}>{t("broken.reload")}</Button>}
    />
  );
}
