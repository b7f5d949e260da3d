/**
 * The studio's languages. Texts lie in one file a language and feature; English is the original and gives the
 * types. Components read them with `useTranslation("feature")`, everything else with `t("feature:key")`.
 */
import i18next from "i18next";
import { initReactI18next } from "react-i18next";
import type { Language } from "../../shared/settings";
import { de } from "./de";
import { en } from "./en";
import { es } from "./es";

export { languageOf } from "../../shared/settings";
export { languageNames } from "./language";

declare module "i18next" {
  interface CustomTypeOptions {
    defaultNS: "common";
    resources: typeof en;
  }
}

void i18next.use(initReactI18next).init({
  resources: { en, de, es },
  lng: "en",
  fallbackLng: "en",
  ns: Object.keys(en),
  defaultNS: "common",
  interpolation: { escapeValue: false },
  // Resources are bundled: nothing is loaded, so the first render already has its words.
  initAsync: false,
});

export const t = i18next.t;

/** Speaks another language from now on, everywhere at once; the page says so to screen readers. */
export async function speak(language: Language): Promise<void> {
  await i18next.changeLanguage(language);
  document.documentElement.lang = language;
}
