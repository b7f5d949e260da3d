/** Backdrops with nothing much in them: a flat wash, and a sky with soft hills. */

import { SHORTER } from "../canvas";
import { mix } from "../colour";
import { between, type Drawing, hill, type Site, wash, whole } from "./parts";

export function plain(site: Site): Drawing {
  const { sky, ground } = site.palette;
  const defs = wash("backdrop-wash", mix(sky, "#ffffff", 0.3), mix(sky, ground, 0.35));
  return { defs, markup: whole(site, "url(#backdrop-wash)") };
}

/** Two hills, the far one higher: `far` and `near` are their fills, `at` the height of the near one's crest. */
export function twoHills(site: Site, far: string, near: string): string {
  const y = between(site, 0.5, 0.55) * site.canvas.height;
  const mirrored = site.random() < 0.5;
  const crest = mirrored ? between(site, 0.66, 0.78) : between(site, 0.22, 0.34);
  const rise = between(site, 0.035, 0.055);
  const up = (share: number) => y - share * SHORTER;
  return (
    hill(site, { left: up(-0.01), crest: up(rise), right: up(-0.015) }, 1 - crest, far) +
    hill(site, { left: up(-0.045), crest: up(0), right: up(-0.05) }, crest, near)
  );
}

export function ground(site: Site): Drawing {
  const { sky, ground, shadow } = site.palette;
  const defs =
    wash("backdrop-sky", mix(sky, "#ffffff", 0.35), sky) +
    wash("backdrop-ground", ground, mix(ground, shadow, 0.09));
  const hills = twoHills(site, mix(sky, ground, 0.5), "url(#backdrop-ground)");
  return { defs, markup: whole(site, "url(#backdrop-sky)") + hills };
}
