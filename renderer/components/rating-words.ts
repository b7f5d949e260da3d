import { useTranslation } from "react-i18next";
import type { Rating } from "../../shared/run/events";

/** How ratings are read out, in the language of the moment. */
export function useRatingWords(): { readonly say: (rating: Rating) => string } {
  const { t } = useTranslation("studio");
  return {
    say: (rating) => (rating === "rejected" ? t("rating.rejected") : t("rating.stars", { count: rating })),
  };
}
