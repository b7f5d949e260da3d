/** Flatland's renderer: scenes to SVG, SVG to PNG. */
export { finishNames, nounNames, propNames } from "./catalogue";
export {
  loadAssets,
  type RasterOptions,
  type RenderAssets,
  rasterise,
  rasterisePixels,
} from "./rasterise";
export { CANVAS, type RenderOptions, renderScene } from "./scene-svg";
export { backdropSvg, objectSprite } from "./sprites";
