import { Columns2, GitBranch, SquareArrowOutUpRight } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { Place } from "../../../shared/ipc/domains/common";
import { samePlace, useCompareTray } from "../../app/compare-tray";
import { rate } from "../../app/ratings";
import { Button } from "../../components/Button";
import { RatingControl } from "../../components/Rating";
import { iterationWords } from "./iteration-words";
import type { Placed } from "./layout";
import { branchActive, layOutActive, openActive } from "./tree-actions";

/** Under the tree: the image that is meant, and what can be done with it. */
export function ActiveBar({ placed, active }: { placed: Placed; active: Place }) {
  const { t } = useTranslation("tree");
  const laidOut = useCompareTray((tray) => tray.places.some((place) => samePlace(place, active)));
  const iteration = placed.node.iterations.find((it) => it.n === active.iteration);
  const rating = iteration?.rating ?? null;
  const none = iteration === undefined || iteration.url === null;
  return (
    <div className="flex h-[46px] shrink-0 items-center gap-3 border-t border-line bg-panel px-4">
      <p className="min-w-0 flex-1 truncate text-base">
        <span className="font-semibold">{placed.node.run.title}</span>{" "}
        <span className="tabular text-mute">
          {iteration === undefined ? t("noImages") : iterationWords(t, placed.node, iteration)}
        </span>
      </p>
      <RatingControl
        value={rating}
        disabled={none}
        onChange={(next) => void rate([{ ...active, rating }], next)}
      />
      <Button
        size="sm"
        command="tree.add"
        disabled={none}
        aria-pressed={laidOut}
        icon={<Columns2 size={13} />}
        onClick={layOutActive}
      >
        {t(laidOut ? "takeOut" : "layOut")}
      </Button>
      <Button
        size="sm"
        command="tree.branch"
        disabled={none}
        icon={<GitBranch size={13} />}
        onClick={branchActive}
      >
        {t("branch")}
      </Button>
      <Button
        size="sm"
        variant="primary"
        keys="Enter"
        icon={<SquareArrowOutUpRight size={13} />}
        onClick={openActive}
      >
        {t("open")}
      </Button>
    </div>
  );
}
