/** The words of a whole list, looked up once: hundreds of cells share them. */
import { useEffect, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { useSkillTitles } from "../../app/skill-titles";

const MINUTE = 60_000;

/** Milliseconds since 1970, followed by the minute. */
function useNow(): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = window.setInterval(() => setNow(Date.now()), MINUTE);
    return () => window.clearInterval(timer);
  }, []);
  return now;
}

export function useWords() {
  const { t } = useTranslation(["library", "studio"]);
  const skillTitle = useSkillTitles();
  const now = useNow();
  return useMemo(() => ({ t, skillTitle, now }), [t, skillTitle, now]);
}

export type Words = ReturnType<typeof useWords>;
