/** What diffusion models of one's own are computed with. */
export const compute = {
  about:
    "What diffusion models of your own are computed with. The bundled models always run on the processor: the same seed then draws the same picture everywhere.",
  provider: "Compute with",
  providerHelp:
    "Automatic takes a graphics card where one works and is no slower. What cannot be computed so, the processor computes, and the image’s details say why.",
  auto: "Automatic",
  processor: "Processor",
  processorOnly: "Processor only",
  graphicsLimit: "Limit for graphics cards",
  graphicsLimitHelp:
    "Larger models are computed by the processor. Compared with the size of a model’s files.",
  processorLimit: "Limit for the processor",
  processorLimitHelp: "Larger models are refused before anything is loaded.",
  list: "Providers",
  measure: "Measure",
  measureHelp: "Runs a small graph on each of them for some seconds, in a process of its own.",
  stop: "Stop measuring",
  measuring: "measure the providers",
  busyTrying: "Trying {{name}}…",
  busyMeasuring: "Measuring {{name}}…",
  measured: "{{name}} is the fastest here.",
  stopped: "Measuring was stopped.",
  used: "In use by {{model}}",
  fastest: "Fastest",
  time: "{{time}} a run at {{side}}²",
  said: "What the runtime said",
  standings: {
    untried: "Not tried yet",
    works: "Available",
    absent: "Not usable",
    noDevice: "Not usable",
    wrong: "Not usable",
    crashed: "Not usable",
    failed: "Not usable",
  },
  why: {
    absent: "The studio comes without it on this system.",
    noDevice: "No graphics card, driver or library for it was found.",
    wrong: "It computes other numbers than the processor. It is left alone, so that no picture is spoilt.",
    crashed: "The process ended while it was tried.",
    failed: "It stopped with an error while it was tried.",
  },
  remedy: {
    cuda: "It takes an NVIDIA card with its driver, and onnxruntime’s CUDA libraries, which are not bundled. WebGPU uses the same card without them.",
    dml: "It takes a card for DirectX 12 and its current driver.",
    coreml: "It takes macOS 12 or later.",
    webgpu:
      "It takes a card with a current driver: for Vulkan on Linux (and libvulkan1), DirectX 12 on Windows, Metal on macOS.",
    driver: "Update the graphics driver, then measure again.",
  },
} as const;
