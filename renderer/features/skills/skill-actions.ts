/** What can be done to skill packs, with the questions some of it raises. */
import { create } from "zustand";
import type { Input } from "../../../shared/ipc/contract";
import { ask, payloadOf } from "../../app/ipc";
import { keys, queryClient } from "../../app/query";
import { notify, notifyError } from "../../app/toasts";

export type InstallRequest = Input<"skills:install">;

/** A folder whose skill is already on the shelf, waiting for the designer's word. */
interface Collision {
  readonly request: InstallRequest;
  readonly message: string;
}

export const useCollision = create<{ readonly collision: Collision | null }>(() => ({ collision: null }));

async function refresh(): Promise<void> {
  await queryClient.invalidateQueries({ queryKey: keys.skills });
}

/** Installs a pack; without a path the main side asks for a folder. */
export async function installSkill(request: InstallRequest = {}): Promise<void> {
  try {
    const { installed } = await ask("skills:install", request);
    await refresh();
    if (installed.length > 0)
      notify(`Installed ${installed.join(", ")}. Read what it says before you rely on it.`);
  } catch (error) {
    const payload = payloadOf(error);
    if (payload.code === "cancelled") return;
    if (payload.code === "skill-exists")
      // The main side names the folder that was chosen, so that a dialog need not ask for it again.
      useCollision.setState({
        collision: {
          request: { ...request, path: payload.detail ?? request.path },
          message: payload.message,
        },
      });
    else notifyError("install the skill", error);
  }
}

/** Answers a collision: replaces the old pack, or leaves it alone. */
export function settleCollision(replace: boolean): void {
  const { collision } = useCollision.getState();
  useCollision.setState({ collision: null });
  if (replace && collision !== null) void installSkill({ ...collision.request, replace: true });
}

export async function setSkillEnabled(name: string, enabled: boolean): Promise<void> {
  try {
    await ask("skills:setEnabled", { name, enabled });
    await refresh();
  } catch (error) {
    notifyError(enabled ? "turn the skill on" : "turn the skill off", error);
  }
}

export async function uninstallSkill(name: string): Promise<boolean> {
  try {
    await ask("skills:uninstall", { name });
    await refresh();
    return true;
  } catch (error) {
    notifyError("uninstall the skill", error);
    return false;
  }
}

export async function revealSkill(name: string): Promise<void> {
  try {
    await ask("skills:reveal", { name });
  } catch (error) {
    notifyError("show the skill’s folder", error);
  }
}
