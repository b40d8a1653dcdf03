import { GlobalOutlined } from "@ant-design/icons";
import { Dropdown } from "antd";
import { useTranslation } from "react-i18next";
import { LANGUAGES, speak } from "../i18n/language";

/** Switches the language on pages that have no account menu. */
export function LanguageSwitch() {
  const { i18n } = useTranslation();
  const now = LANGUAGES.find((one) => one.key === i18n.language);
  return (
    <Dropdown
      trigger={["click"]}
      menu={{
        selectedKeys: [i18n.language],
        items: LANGUAGES.map((one) => ({
          key: one.key,
          label: one.name,
          onClick: () => void speak(one.key),
        })),
      }}
    >
      <button type="button" className="kh-plain kh-muted">
        <GlobalOutlined /> {now?.name}
      </button>
    </Dropdown>
  );
}
