/** Flatland's renderer: scenes to SVG, SVG to PNG. */
export {
  loadAssets,
  type RasterOptions,
  type RenderAssets,
  rasterise,
  rasterisePixels,
} from "./rasterise";
export { type RenderOptions, renderScene } from "./scene-svg";
export { objectSprite } from "./sprites";
