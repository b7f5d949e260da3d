import { Check, Copy } from "lucide-react";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "./Button";
import { copyText } from "./clipboard";
import { IconButton } from "./IconButton";

/** Copies a text and says so for a moment. With `words` it is a button with a label, else an icon. */
export function CopyButton({ text, label, words }: { text: string; label: string; words?: string }) {
  const { t } = useTranslation();
  const [done, setDone] = useState(false);
  useEffect(() => {
    if (!done) return;
    const timer = window.setTimeout(() => setDone(false), 1400);
    return () => window.clearTimeout(timer);
  }, [done]);
  const copy = () => void copyText(text).then(setDone);
  const icon = done ? <Check size={13} className="text-pass" /> : <Copy size={13} />;
  if (words === undefined) {
    return <IconButton label={done ? t("copied") : label} icon={icon} onClick={copy} size="xs" />;
  }
  return (
    <Button size="sm" variant="ghost" icon={icon} onClick={copy} aria-label={label}>
      {done ? t("copied") : words}
    </Button>
  );
}
