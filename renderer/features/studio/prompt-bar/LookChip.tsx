import { Palette } from "lucide-react";
import { useTranslation } from "react-i18next";
import { lookSchema } from "../../../../shared/flatland/look";
import {
  aspectNames,
  type Look,
  moodNames,
  styleNames,
  typefaceNames,
} from "../../../../shared/flatland/scene";
import { useSettings } from "../../../app/query";
import { Button } from "../../../components/Button";
import { Select } from "../../../components/Select";
import { Chip } from "./Chip";
import { changeDraft, useDraft } from "./draft";
import { OptionRow } from "./OptionRow";

type Part = keyof Look;
type Option = { readonly id: string; readonly title: string };
const parts: readonly Part[] = ["aspect", "style", "palette", "typeface"];
/** Stands for "as the prompt says". */
const UNSAID = "";

/** Shape, style, colours and letters of the next run's pictures, where the prompt is not to decide. */
export function LookChip() {
  const { t } = useTranslation("studio");
  const look = useDraft((draft) => draft.look);
  const settings = useSettings().data;
  if ((settings?.generator.kind ?? "flatland") !== "flatland") return null;
  const options: Record<Part, readonly Option[]> = {
    aspect: aspectNames.map((id) => ({ id, title: id })),
    style: styleNames.map((id) => ({ id, title: t(`look.styles.${id}`) })),
    palette: moodNames.map((id) => ({ id, title: t(`look.palettes.${id}`) })),
    typeface: typefaceNames.map((id) => ({ id, title: t(`look.typefaces.${id}`) })),
  };
  const chosen = parts.flatMap((part) => {
    const name = look[part];
    return name === undefined ? [] : (options[part].find(({ id }) => id === name)?.title ?? name);
  });
  const change = (part: Part, name: string) => {
    const { [part]: _former, ...rest } = look;
    changeDraft({ look: lookSchema.parse(name === UNSAID ? rest : { ...rest, [part]: name }) });
  };
  return (
    <Chip
      name={t("look.title")}
      value={chosen.length === 0 ? t("look.asSaid") : chosen.join(", ")}
      changed={chosen.length > 0}
      icon={<Palette size={13} aria-hidden="true" />}
    >
      {() => (
        <div className="flex flex-col gap-3">
          {parts.map((part) => (
            <OptionRow key={part} title={t(`look.${part}`)}>
              <Select
                label={t(`look.${part}`)}
                value={look[part] ?? UNSAID}
                options={[{ id: UNSAID, title: t("look.asSaid") }, ...options[part]]}
                onChange={(name) => change(part, name)}
              />
            </OptionRow>
          ))}
          <p className="text-sm text-mute">{t("look.help")}</p>
          <Button
            size="sm"
            variant="ghost"
            className="-ml-2 self-start"
            disabled={chosen.length === 0}
            onClick={() => changeDraft({ look: {} })}
          >
            {t("look.reset")}
          </Button>
        </div>
      )}
    </Chip>
  );
}
