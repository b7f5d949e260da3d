import { ArrowUpRight, Pin, PinOff, RotateCcw, X } from "lucide-react";
import { useTranslation } from "react-i18next";
import { IconButton } from "../../../components/IconButton";
import { forget, openSource, pin, recover } from "../lesson-actions";

interface LessonButtonsProps {
  readonly id: string;
  readonly runId: string;
  readonly iteration: number;
  readonly title: string;
  readonly pinned: boolean;
  readonly forgotten: boolean;
}

/** What can be done to one lesson. */
export function LessonButtons({ id, runId, iteration, title, pinned, forgotten }: LessonButtonsProps) {
  const { t } = useTranslation("memory");
  return (
    <>
      <IconButton
        size="xs"
        label={t("lesson.source", { title, n: iteration })}
        icon={<ArrowUpRight size={14} />}
        onClick={() => void openSource(runId, iteration)}
      />
      {forgotten ? (
        <IconButton
          size="xs"
          label={t("lesson.recover")}
          icon={<RotateCcw size={13} />}
          onClick={() => void recover([id])}
        />
      ) : (
        <>
          <IconButton
            size="xs"
            label={t(pinned ? "lesson.unpin" : "lesson.pin")}
            aria-pressed={pinned}
            icon={pinned ? <PinOff size={13} /> : <Pin size={13} />}
            onClick={() => void pin(id, !pinned)}
          />
          <IconButton
            size="xs"
            label={t("lesson.forget")}
            icon={<X size={14} />}
            onClick={() => void forget([id])}
          />
        </>
      )}
    </>
  );
}
