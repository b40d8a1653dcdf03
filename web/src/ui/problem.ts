import i18next from "i18next";
import { useCallback } from "react";
import { Problem } from "../api/problem";
import { useFeedback } from "./feedback";

/** The sentence a person reads when something was refused or went wrong. */
export function sayProblem(error: unknown): string {
  const t = i18next.getFixedT(null, "errors");
  if (!(error instanceof Problem)) return t("unexpected");
  if (error.offline) return t("offline");
  if (error.errors.length > 0 && error.status === 422) {
    const texts = [...new Set(error.errors.map((one) => one.message))];
    return texts.slice(0, 3).join(t("join"));
  }
  if (error.message && error.message !== error.code) return error.message;
  if (error.status === 401) return t("signed_out");
  if (error.status === 403) return t("forbidden");
  if (error.status === 404) return t("gone");
  if (error.status === 413) return t("too_large");
  if (error.status === 429) return t("too_often");
  return t("server", { status: error.status });
}

/** Gives a function that shows an error as a short message. */
export function useProblem(): (error: unknown) => void {
  const { message } = useFeedback();
  return useCallback((error: unknown) => void message.error(sayProblem(error), 6), [message]);
}
