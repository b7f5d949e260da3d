import { Columns2, ImagePlus } from "lucide-react";
import { useTranslation } from "react-i18next";
import { drawnOf } from "../../app/runs/derive";
import { useCurrentRun } from "../../app/runs/run-store";
import { Button } from "../../components/Button";
import { EmptyState } from "../../components/EmptyState";
import { compareRun } from "./compare-run";
import { openDialog } from "./dialogs";

/** What the view is for, and the two ways to fill it. */
export function EmptyTray() {
  const { t } = useTranslation("compare");
  const run = useCurrentRun();
  const offers = run !== null && drawnOf(run.state).length > 1;
  return (
    <EmptyState icon={<Columns2 size={30} strokeWidth={1.5} />} title={t("empty.title")}>
      <p>{t("empty.words")}</p>
      <div className="mt-5 flex justify-center gap-2">
        {offers ? (
          <Button
            variant="primary"
            icon={<Columns2 size={14} />}
            onClick={() => compareRun(run.id, run.state)}
          >
            {t("empty.fromRun")}
          </Button>
        ) : null}
        <Button
          variant={offers ? "default" : "primary"}
          icon={<ImagePlus size={14} />}
          command="compare.images"
          onClick={() => openDialog("add")}
        >
          {t("empty.choose")}
        </Button>
      </div>
      <p className="mt-5 text-sm">{t("empty.hintStudio")}</p>
    </EmptyState>
  );
}
