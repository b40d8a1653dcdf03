import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { Blank } from "../ui/blank";

/** What a person sees when a page broke: nothing is lost, and how to go on. */
export function Broken() {
  const { t } = useTranslation("shell");
  return (
    <Blank title={t("broken.title")} hint={t("broken.hint")}>
      <Button onClick={() => location.reload()}>{t("broken.reload")}</Button>
    </Blank>
  );
}
