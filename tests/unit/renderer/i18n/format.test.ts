import i18next from "i18next";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { languageOf } from "../../../../renderer/i18n";
import {
  formatBytes,
  formatDate,
  formatDecimals,
  formatDuration,
  formatList,
  formatNumber,
  formatPercent,
  formatRelative,
  locale,
  setSystemLocale,
} from "../../../../renderer/i18n/format";

beforeEach(() => setSystemLocale("en-US"));
afterEach(() => i18next.changeLanguage("en"));

/** Intl sets no-break spaces; how wide they are is not what is tested. */
const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, " ");

describe("languageOf", () => {
  it("is the chosen one, else the computer's, else English", () => {
    expect(languageOf("es", "de-AT")).toBe("es");
    expect(languageOf("system", "de-AT")).toBe("de");
    expect(languageOf("system", "es_MX.UTF-8")).toBe("es");
    expect(languageOf("system", "fr-FR")).toBe("en");
    expect(languageOf("system", "")).toBe("en");
  });
});

describe("in English", () => {
  it("writes numbers, shares and sizes", () => {
    expect(formatNumber(12345.678)).toBe("12,345.678");
    expect(formatDecimals(0.8, 2)).toBe("0.80");
    expect(formatPercent(0.4)).toBe("40%");
    expect(formatBytes(912)).toBe("912 byte");
    expect(formatBytes(1_440_000)).toBe("1.4 MB");
    expect(formatBytes(999_600)).toBe("1 MB");
    expect(formatBytes(0)).toBe("0 byte");
  });

  it("writes how long something took", () => {
    expect(formatDuration(112.4)).toBe("112 ms");
    expect(formatDuration(999.7)).toBe("1.0 s");
    expect(formatDuration(3400)).toBe("3.4 s");
    expect(formatDuration(59_980)).toBe("1:00 min");
    expect(formatDuration(125_000)).toBe("2:05 min");
  });

  it("writes how long ago something was", () => {
    const now = Date.UTC(2026, 2, 15, 12);
    expect(formatRelative(now - 20_000, now)).toBe("just now");
    expect(formatRelative(now - 5 * 60_000, now)).toBe("5 minutes ago");
    expect(formatRelative(now - 86_400_000, now)).toBe("yesterday");
    expect(formatRelative(now - 15 * 86_400_000, now)).toBe("2 weeks ago");
    expect(formatRelative(now - 60 * 86_400_000, now)).toBe(formatDate(now - 60 * 86_400_000));
  });

  it("joins lists", () => {
    expect(formatList(["a"])).toBe("a");
    expect(formatList(["a", "b", "c"], "disjunction")).toBe("a, b, or c");
  });
});

describe("in another language", () => {
  it("follows it at once", async () => {
    await i18next.changeLanguage("de");
    expect(formatNumber(12345.678)).toBe("12.345,678");
    expect(plain(formatPercent(0.4))).toBe("40 %");
    expect(formatDuration(3400)).toBe("3,4 s");
    expect(formatRelative(0, 5 * 60_000)).toBe("vor 5 Minuten");
    await i18next.changeLanguage("es");
    expect(formatList(["a", "b"])).toBe("a y b");
    expect(formatRelative(0, 20_000)).toBe("ahora mismo");
  });

  it("keeps to the computer's own way of writing where that is of the language", async () => {
    await i18next.changeLanguage("es");
    setSystemLocale("es-MX");
    expect(locale()).toBe("es-MX");
    expect(formatNumber(12345.5)).toBe("12,345.5");
    setSystemLocale("C");
    expect(locale()).toBe("es");
    setSystemLocale("es_not a tag");
    expect(formatNumber(12345.5)).toBe("12.345,5");
  });
});
