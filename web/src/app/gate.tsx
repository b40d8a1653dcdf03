import { useQuery } from "@tanstack/react-query";
import { Outlet, useNavigate, useRouterState } from "@tanstack/react-router";
import { Button, Spin } from "antd";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { onProblem } from "../api/http";
import { cache, meQuery } from "../api/queries";
import type { Me } from "../api/types";
import { setZone } from "../fields/parts/zone";
import { speak } from "../i18n/language";
import { Blank } from "../ui/blank";
import { sayProblem } from "../ui/problem";

function wantedPath(me: Me, path: string): string | null {
  if (me.state === "no_owner") return path === "/start" ? null : "/start";
  if (!me.member) return path === "/signin" ? null : "/signin";
  if (me.state === "no_company") return path === "/start" ? null : "/start";
  return path === "/signin" ? "/" : null;
}

/** Sends each visitor where they belong: the guide, the sign-in page or the application. */
export function Gate() {
  const { t, i18n } = useTranslation("shell");
  const { data: me, error, refetch } = useQuery(meQuery);
  const path = useRouterState({ select: (state) => state.matches.at(-1)?.pathname ?? "/" });
  const navigate = useNavigate();
  const wanted = me ? wantedPath(me, path) : null;
  const language = me?.member?.language;
  const zone = me?.company?.time_zone;

  useEffect(() => {
    onProblem((problem) => {
      if (problem.status === 401) void cache.invalidateQueries({ queryKey: ["me"] });
    });
  }, []);

  useEffect(() => {
    if (wanted) void navigate({ to: wanted, replace: true });
  }, [wanted, navigate]);

  useEffect(() => {
    if (language && language !== i18n.language) void speak(language);
  }, [language, i18n]);

  useEffect(() => {
    if (zone) setZone(zone);
  }, [zone]);

  if (error && !me) {
    return (
      <Blank title={t("unreachable.title")} hint={sayProblem(error)}>
        <Button onClick={() => void refetch()}>{t("unreachable.again")}</Button>
      </Blank>
    );
  }
  if (!me || wanted) {
    return (
      <div className="kh-center">
        <Spin />
      </div>
    );
  }
  return <Outlet />;
}
