import { useTranslation } from "react-i18next";
import { strengthOf } from "./password-strength";
import "./ui.css";

/** Says how good a password is while it is being typed. */
export function PasswordHint({ password }: { password: string }) {
  const { t } = useTranslation("common");
  const strength = strengthOf(password);
  return (
    <span className="strength" aria-live="polite">
      <span className={`strength-bar is-${strength}`}>
        <i />
        <i />
        <i />
      </span>
      {t(`strength.${strength}`)}
    </span>
  );
}
