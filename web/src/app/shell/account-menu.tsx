import {
  CheckOutlined,
  EditOutlined,
  GlobalOutlined,
  KeyOutlined,
  LogoutOutlined,
  SettingOutlined,
  TeamOutlined,
} from "@ant-design/icons";
import { useNavigate } from "@tanstack/react-router";
import { Avatar, Dropdown } from "antd";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { me as calls } from "../../api/calls";
import { cache, useMe } from "../../api/queries";
import { LANGUAGES, type LanguageKey, speak } from "../../i18n/language";
import { useProblem } from "../../ui/problem";

const MembersDialog = lazy(() =>
  import("./members-dialog").then((file) => ({ default: file.MembersDialog })),
);
const ProfileDialog = lazy(() =>
  import("./profile-dialog").then((file) => ({ default: file.ProfileDialog })),
);
const PasswordDialog = lazy(() =>
  import("./password-dialog").then((file) => ({ default: file.PasswordDialog })),
);

/** The signed-in person: members, language, password, sign out. */
export function AccountMenu({ folded }: { folded: boolean }) {
  const { t, i18n } = useTranslation("shell");
  const me = useMe()?.member;
  const problem = useProblem();
  const navigate = useNavigate();
  const [dialog, setDialog] = useState<"members" | "password" | "profile" | null>(null);

  const switchTo = async (language: LanguageKey) => {
    await speak(language);
    try {
      await calls.change({ language });
      await cache.invalidateQueries();
    } catch (error) {
      problem(error);
    }
  };

  const signOut = async () => {
    // allauth answers a successful sign-out with 401: nobody is signed in any more.
    await calls.signOut().catch(() => undefined);
    cache.clear();
    location.assign("/signin");
  };

  return (
    <>
      <Dropdown
        trigger={["click"]}
        placement="topLeft"
        menu={{
          items: [
            { key: "who", type: "group", label: me?.email },
            {
              key: "members",
              icon: <TeamOutlined />,
              label: t("members"),
              onClick: () => setDialog("members"),
            },
            ...(me?.role === "owner"
              ? [
                  {
                    key: "settings",
                    icon: <SettingOutlined />,
                    label: t("settings"),
                    onClick: () => void navigate({ to: "/settings" }),
                  },
                ]
              : []),
            {
              key: "language",
              type: "group",
              label: t("language"),
              children: LANGUAGES.map((one) => ({
                key: one.key,
                icon: one.key === i18n.language ? <CheckOutlined /> : <GlobalOutlined />,
                label: one.name,
                onClick: () => void switchTo(one.key),
              })),
            },
            { type: "divider" },
            {
              key: "profile",
              icon: <EditOutlined />,
              label: t("profile"),
              onClick: () => setDialog("profile"),
            },
            {
              key: "password",
              icon: <KeyOutlined />,
              label: t("change_password"),
              onClick: () => setDialog("password"),
            },
            { type: "divider" },
            { key: "out", icon: <LogoutOutlined />, label: t("sign_out"), onClick: () => void signOut() },
          ],
        }}
      >
        <button type="button" className="kh-plain side-account" aria-label={t("account")}>
          <Avatar size={24}>{me?.name.slice(-1)}</Avatar>
          {!folded && <span className="kh-ellipsis">{me?.name}</span>}
        </button>
      </Dropdown>
      <Suspense fallback={null}>
        {dialog === "members" && <MembersDialog onClose={() => setDialog(null)} />}
        {dialog === "profile" && <ProfileDialog onClose={() => setDialog(null)} />}
        {dialog === "password" && <PasswordDialog onClose={() => setDialog(null)} />}
      </Suspense>
    </>
  );
}
