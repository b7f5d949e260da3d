import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { CopyButton } from "../../../components/CopyButton";
import { Segmented } from "../../../components/Segmented";
import { Markdown } from "./Markdown";
import { bodyOf } from "./markdown";

/** A SKILL.md, to be read or as it stands in its file. */
export function SkillBody({ text }: { text: string }) {
  const { t } = useTranslation("skills");
  const [as, setAs] = useState<"read" | "source">("read");
  const body = useMemo(() => bodyOf(text), [text]);
  if (text.trim() === "") return <p className="text-base text-mute">{t("body.none")}</p>;
  return (
    <div className="flex flex-col gap-3">
      <div className="flex items-center justify-between">
        <Segmented
          label={t("body.as")}
          value={as}
          onChange={setAs}
          options={[
            { id: "read", title: t("body.read") },
            { id: "source", title: t("body.source") },
          ]}
        />
        <CopyButton text={text} label={t("body.copy")} />
      </div>
      {as === "source" ? (
        <pre className="selectable prose-plain rounded-lg bg-bg px-3.5 py-3 font-mono text-sm leading-[1.2rem]">
          {text}
        </pre>
      ) : (
        <Markdown text={body} />
      )}
    </div>
  );
}
