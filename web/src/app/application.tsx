import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { ConfigProvider } from "antd";
import dayjs from "dayjs";
import { useTranslation } from "react-i18next";
import { cache } from "../api/queries";
import { antdLocale } from "../i18n/language";
import { router } from "./router";
import { theme } from "./theme";

/** The whole application inside its providers. */
export function Application() {
  const { i18n } = useTranslation();
  dayjs.locale(i18n.language === "en" ? "en" : "zh-cn");
  return (
    <ConfigProvider theme={theme} locale={antdLocale(i18n.language)} button={{ autoInsertSpace: false }}>
      <QueryClientProvider client={cache}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </ConfigProvider>
  );
}
