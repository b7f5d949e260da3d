/** Flatland's renderer: scenes to SVG, SVG to PNG. */
export { type RenderOptions, renderScene } from "./scene-svg";
export { loadAssets, type RenderAssets, rasterise, rasterisePixels } from "./rasterise";
export { backdropSvg, objectSprite } from "./sprites";
