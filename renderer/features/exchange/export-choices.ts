/** How the designer exported last; the dialog begins with it. */
import { create } from "zustand";
import { createJSONStorage, persist } from "zustand/middleware";
import type { carriedParts, ExportFormat } from "../../../shared/ipc/domains/exchange";
import { calmStorage } from "../../app/storage";

export const exportKinds = ["png", "svg", "sheet-png", "sheet-pdf", "zip"] as const;
export type ExportKind = (typeof exportKinds)[number];
export type Carry = (typeof carriedParts)[number];

interface ExportChoices {
  readonly kind: ExportKind;
  readonly carry: Carry;
}

export const useExportChoices = create<ExportChoices>()(
  persist((): ExportChoices => ({ kind: "png", carry: "journal" }), {
    name: "gems.export",
    version: 1,
    storage: createJSONStorage(() => calmStorage),
  }),
);

/** The format of one file an image; null for what is made of all of them together. */
export function imageFormat(kind: ExportKind, carry: Carry): ExportFormat | null {
  if (kind === "png") return { kind, carry };
  return kind === "svg" ? { kind } : null;
}
