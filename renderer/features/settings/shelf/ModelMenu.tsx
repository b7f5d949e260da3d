import {
  Cpu,
  FileCheck2,
  FolderOpen,
  FolderSearch,
  Link2Off,
  MemoryStick,
  MoreHorizontal,
  Trash2,
} from "lucide-react";
import { useTranslation } from "react-i18next";
import type { ModelEntry } from "../../../../shared/models/library";
import type { Settings } from "../../../../shared/settings";
import { ask } from "../../../app/ipc";
import { useEngine } from "../../../app/query";
import { IconButton } from "../../../components/IconButton";
import { Menu, MenuItem, MenuLine } from "../../../components/Menu";
import { attempt, deleteModel, relocateModel, tryOut } from "./shelf-actions";

interface ModelMenuProps {
  readonly model: ModelEntry;
  readonly settings: Settings;
  /** The files are being checked: what comes of it is told among the details. */
  readonly onCheck: () => void;
}

/** Everything that can be done with a model. */
export function ModelMenu({ model, settings, onCheck }: ModelMenuProps) {
  const { t } = useTranslation("settings");
  const { id, name, state, place, work, sums, folder } = model;
  const loaded = useEngine().data?.models.some((one) => one.folder === folder && one.loaded) ?? false;
  const there = state !== "missing";
  const check = () => {
    onCheck();
    void attempt(t("shelf.checkingWhat"), () => ask("models:check", { id }));
  };
  return (
    <Menu
      label={t("shelf.actions", { name })}
      trigger={<IconButton label={t("shelf.actions", { name })} icon={<MoreHorizontal size={15} />} />}
    >
      <MenuItem icon={<Cpu size={14} />} disabled={state !== "ready"} onSelect={() => void tryOut(model)}>
        {t("shelf.load")}
      </MenuItem>
      <MenuItem
        icon={<MemoryStick size={14} />}
        disabled={!loaded}
        onSelect={() => void attempt(t("models.unloading"), () => ask("models:unload"))}
      >
        {t("shelf.unload")}
      </MenuItem>
      <MenuLine />
      <MenuItem
        icon={<FileCheck2 size={14} />}
        disabled={!there || work !== null}
        detail={t("shelf.checkHelp")}
        onSelect={check}
      >
        {t(sums === null ? "shelf.sum" : "shelf.check")}
      </MenuItem>
      <MenuItem
        icon={<FolderOpen size={14} />}
        disabled={!there}
        onSelect={() => void attempt(t("shelf.revealing"), () => ask("models:reveal", { id }))}
      >
        {t("shelf.reveal")}
      </MenuItem>
      {place === "linked" ? (
        <MenuItem icon={<FolderSearch size={14} />} onSelect={() => void relocateModel(model)}>
          {t("shelf.relocate")}
        </MenuItem>
      ) : null}
      <MenuLine />
      {place === "linked" ? (
        <MenuItem
          icon={<Link2Off size={14} />}
          detail={t("shelf.unlinkHelp")}
          onSelect={() => void deleteModel(model, settings)}
        >
          {t("shelf.unlink")}
        </MenuItem>
      ) : (
        <MenuItem danger icon={<Trash2 size={14} />} onSelect={() => void deleteModel(model, settings)}>
          {t("shelf.delete")}
        </MenuItem>
      )}
    </Menu>
  );
}
