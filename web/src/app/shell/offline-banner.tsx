import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { watchStream } from "../../api/events";

const PATIENCE = 4000;

/** A line at the top while the server does not answer. */
export function OfflineBanner() {
  const { t } = useTranslation("shell");
  const [lost, setLost] = useState(false);

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const stop = watchStream((open) => {
      clearTimeout(timer);
      if (open) setLost(false);
      else timer = setTimeout(() => setLost(true), PATIENCE);
    });
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, []);

  if (!lost) return null;
  return (
    <div className="offline" role="status">
      {t("offline")}
    </div>
  );
}
