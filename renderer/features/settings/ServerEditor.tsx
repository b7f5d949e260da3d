import type { GeneratorKind, RolesKind } from "../../../shared/backends";
import type { Input } from "../../../shared/ipc/contract";
import { ConnectionTest } from "./ConnectionTest";
import { KeyField } from "./KeyField";
import { ServerFields } from "./ServerFields";
import { servers } from "./server-kinds";
import type { ServerForm } from "./use-server-form";

/** What some servers are told besides their address and model. */
const more: Partial<Record<GeneratorKind | RolesKind, "sampling" | "workflow" | "context">> = {
  automatic1111: "sampling",
  comfyui: "workflow",
  chat: "context",
  anthropic: "context",
  gemini: "context",
};

interface ServerEditorProps<C> {
  readonly kind: Exclude<GeneratorKind | RolesKind, "pool" | "diffusion" | "vision-language">;
  readonly form: Pick<ServerForm<string, C>, "draft" | "read" | "change" | "leave">;
  readonly safe: boolean;
  /** How to ask for a test of what is in the fields. */
  readonly request: (config: C) => Input<"connections:test">;
}

/** One server: its address and model, its key, and a test of it. */
export function ServerEditor<C>({ kind, form, safe, request }: ServerEditorProps<C>) {
  const { draft, read } = form;
  return (
    <>
      <ServerFields
        key={kind}
        draft={draft}
        read={read}
        server={servers[kind]}
        more={more[kind]}
        onChange={form.change}
        onLeave={form.leave}
      />
      <KeyField server={draft.baseUrl} safe={safe} />
      <ConnectionTest
        key={JSON.stringify(read.config)}
        request={read.config === null ? null : request(read.config)}
      />
    </>
  );
}
