import { Outlet } from "@tanstack/react-router";
import { Drawer } from "antd";
import { useState } from "react";
import { usePhone } from "../../ui/use-phone";
import { OfflineBanner } from "./offline-banner";
import { PhoneMenuContext } from "./phone-menu";
import "./shell.css";
import { Sidebar } from "./sidebar";
import { useLive } from "./use-live";

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
    <PhoneMenuContext value={phone ? () => setOpen(true) : null}>
      <div className={`shell${folded && !phone ? " is-folded" : ""}`}>
        {phone ? (
          <Drawer
            open={open}
            placement="left"
            size={272}
            closable={false}
            onClose={() => setOpen(false)}
            styles={{ body: { padding: 0 } }}
          >
            <Sidebar onNavigate={() => setOpen(false)} />
          </Drawer>
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
  );
}
