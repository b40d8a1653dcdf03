import { useTranslation } from "react-i18next";
import { useMe } from "../../api/queries";
import { PhoneMenuButton } from "../../app/shell/phone-menu";
import { IndexSection } from "./index-section";
import { KeepingSection } from "./keeping-section";
import { RegionSection } from "./region-section";
import "./settings.css";

/** Settings of the installation, for owners: one calm section after the other. */
export function SettingsPage() {
  const { t } = useTranslation("settings");
  const me = useMe()?.member;
  return (
    <div className="settings">
      <header className="settings-head">
        <PhoneMenuButton />
        <h1>{t("title")}</h1>
      </header>
      {me?.role === "owner" ? (
        <>
          <KeepingSection />
          <RegionSection />
          <IndexSection />
        </>
      ) : (
        <p className="kh-muted">{t("owners_only")}</p>
      )}
    </div>
  );
}
