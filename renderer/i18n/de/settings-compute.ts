import type { compute as english } from "../en/settings-compute";
import type { Translated } from "../translated";

export const compute: Translated<typeof english> = {
  about:
    "Womit eigene Diffusionsmodelle rechnen. Die mitgelieferten Modelle laufen immer auf dem Prozessor: So ergibt derselbe Seed überall dasselbe Bild.",
  provider: "Rechnen mit",
  providerHelp:
    "Automatisch rechnet eine Grafikkarte, wo eine funktioniert und nicht langsamer ist. Was so nicht geht, rechnet der Prozessor, und die Details des Bildes nennen den Grund.",
  auto: "Automatisch",
  processor: "Prozessor",
  processorOnly: "Nur Prozessor",
  graphicsLimit: "Grenze für Grafikkarten",
  graphicsLimitHelp: "Größere Modelle rechnet der Prozessor. Gemessen an der Größe der Modelldateien.",
  processorLimit: "Grenze für den Prozessor",
  processorLimitHelp: "Größere Modelle werden abgelehnt, bevor etwas geladen wird.",
  list: "Anbieter",
  measure: "Messen",
  measureHelp: "Rechnet einige Sekunden lang einen kleinen Graphen auf jedem, in einem eigenen Prozess.",
  stop: "Messung abbrechen",
  measuring: "die Anbieter messen",
  busyTrying: "{{name}} wird ausprobiert …",
  busyMeasuring: "{{name}} wird gemessen …",
  measured: "{{name}} ist hier am schnellsten.",
  stopped: "Die Messung wurde abgebrochen.",
  used: "In Gebrauch durch {{model}}",
  fastest: "Am schnellsten",
  time: "{{time}} je Durchlauf bei {{side}}²",
  said: "Was die Laufzeit meldete",
  standings: {
    untried: "Noch nicht ausprobiert",
    works: "Verfügbar",
    absent: "Nicht nutzbar",
    noDevice: "Nicht nutzbar",
    wrong: "Nicht nutzbar",
    crashed: "Nicht nutzbar",
    failed: "Nicht nutzbar",
  },
  why: {
    absent: "Auf diesem System kommt das Studio ohne ihn.",
    noDevice: "Keine Grafikkarte, kein Treiber oder keine Bibliothek dafür gefunden.",
    wrong: "Er rechnet andere Zahlen als der Prozessor. Damit kein Bild verdirbt, bleibt er außen vor.",
    crashed: "Beim Ausprobieren endete der Prozess.",
    failed: "Das Ausprobieren brach mit einem Fehler ab.",
  },
  remedy: {
    cuda: "Nötig sind eine NVIDIA-Karte mit Treiber und die CUDA-Bibliotheken von onnxruntime, die nicht beiliegen. WebGPU nutzt dieselbe Karte ohne sie.",
    dml: "Nötig ist eine Karte für DirectX 12 mit aktuellem Treiber.",
    coreml: "Nötig ist macOS 12 oder neuer.",
    webgpu:
      "Nötig ist eine Karte mit aktuellem Treiber: für Vulkan unter Linux (und libvulkan1), DirectX 12 unter Windows, Metal unter macOS.",
    driver: "Den Grafiktreiber aktualisieren, dann neu messen.",
  },
};
