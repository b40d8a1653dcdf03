import { Outlet } from "@tanstack/react-router";
import { lazy, Suspense, useState } from "react";
import { FeedbackProvider } from "../../ui/feedback";
import { usePhone } from "../../ui/use-phone";
import { OfflineBanner } from "./offline-banner";
import { PhoneMenuContext } from "./phone-menu";
import { SearchKey } from "./search-key";
import "./shell.css";
import { Sidebar } from "./sidebar";
import { useLive } from "./use-live";

const PhoneDrawer = lazy(() => import("./phone-drawer").then((file) => ({ default: file.PhoneDrawer })));

const FOLDED = "kehu.sidebar";

/** The frame around every page: tables at the left (a drawer on phones), the page beside them. */
export function Shell() {
  useLive();
  const phone = usePhone();
  const [open, setOpen] = useState(false);
  const [folded, setFolded] = useState(() => localStorage.getItem(FOLDED) === "1");
  const fold = (value: boolean) => {
    setFolded(value);
    localStorage.setItem(FOLDED, value ? "1" : "0");
  };

  return (
    <FeedbackProvider>
      <PhoneMenuContext value={phone ? () => setOpen(true) : null}>
        <SearchKey />
        <div className={`shell${folded && !phone ? " is-folded" : ""}`}>
          {phone ? (
            <Suspense fallback={null}>
              <PhoneDrawer open={open} onClose={() => setOpen(false)} />
            </Suspense>
          ) : (
            <Sidebar folded={folded} onFold={fold} />
          )}
          <div className="shell-page">
            <OfflineBanner />
            <main className="shell-main">
              <Outlet />
            </main>
          </div>
        </div>
      </PhoneMenuContext>
    </FeedbackProvider>
  );
}
