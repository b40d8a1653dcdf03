import type { Locale } from "antd/es/locale";
import i18next, { type Resource } from "i18next";
import { initReactI18next } from "react-i18next";

export const LANGUAGES = [
  { key: "zh-CN", name: "简体中文" },
  { key: "en", name: "English" },
] as const;

export type LanguageKey = (typeof LANGUAGES)[number]["key"];

interface Pack {
  texts: Record<string, Record<string, unknown>>;
  locale: Locale;
}

const STORED = "kehu.language";
const packs = new Map<LanguageKey, Pack>();

async function load(language: LanguageKey): Promise<Pack> {
  const known = packs.get(language);
  if (known) return known;
  const pack: Pack =
    language === "en" ? (await import("./en/pack")).pack : (await import("./zh-CN/pack")).pack;
  packs.set(language, pack);
  return pack;
}

/** The language to speak before anybody signed in. */
export function rememberedLanguage(): LanguageKey {
  const stored = localStorage.getItem(STORED);
  return stored === "en" || stored === "zh-CN" ? stored : "zh-CN";
}

/** The words antd itself shows, in the language now spoken. */
export function antdLocale(language: string): Locale | undefined {
  return packs.get(language as LanguageKey)?.locale;
}

/** Switches every text without a reload and remembers the choice on this device. */
export async function speak(language: LanguageKey): Promise<void> {
  const pack = await load(language);
  for (const [area, texts] of Object.entries(pack.texts)) {
    i18next.addResourceBundle(language, area, texts, true, true);
  }
  localStorage.setItem(STORED, language);
  document.documentElement.lang = language;
  await i18next.changeLanguage(language);
}

/** Prepares the texts; call once before the first paint. */
export async function startLanguage(): Promise<void> {
  const language = rememberedLanguage();
  const pack = await load(language);
  const resources: Resource = { [language]: pack.texts as Resource[string] };
  await i18next.use(initReactI18next).init({
    lng: language,
    fallbackLng: false,
    resources,
    ns: Object.keys(pack.texts),
    defaultNS: "common",
    interpolation: { escapeValue: false },
    returnNull: false,
  });
  document.documentElement.lang = language;
}
