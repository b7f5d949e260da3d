/** Speaks the chosen language, and the computer's where the setting says so. */
import { useEffect } from "react";
import type { Settings } from "../../shared/settings";
import { languageOf, speak } from "../i18n";
import { setSystemLocale } from "../i18n/format";
import { calmStorage } from "./storage";

/** What was spoken last, so that the first words at the next start are of that language already. */
const REMEMBERED = "gems.language";

/** Before the first render: the language of the last time, or the system's. */
export function speakAsBefore(): void {
  setSystemLocale(navigator.language);
  const before = calmStorage.getItem(REMEMBERED);
  void speak(languageOf("system", typeof before === "string" ? before : navigator.language));
}

/** Follows the setting as it changes. @param locale of the computer; undefined until it is known */
export function useLanguage(setting: Settings["language"] | undefined, locale: string | undefined): void {
  useEffect(() => {
    if (setting === undefined || locale === undefined) return;
    const language = languageOf(setting, locale);
    setSystemLocale(locale);
    calmStorage.setItem(REMEMBERED, language);
    void speak(language);
  }, [setting, locale]);
}
