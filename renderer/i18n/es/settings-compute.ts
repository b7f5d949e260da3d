import type { compute as english } from "../en/settings-compute";
import type { Translated } from "../translated";

export const compute: Translated<typeof english> = {
  about:
    "Con qué se calculan los modelos de difusión propios. Los modelos incluidos siempre usan el procesador: así la misma semilla da la misma imagen en todas partes.",
  provider: "Calcular con",
  providerHelp:
    "Automático usa una tarjeta gráfica si funciona y no es más lenta. Lo que no se pueda calcular así lo calcula el procesador, y los detalles de la imagen dicen por qué.",
  auto: "Automático",
  processor: "Procesador",
  processorOnly: "Solo el procesador",
  graphicsLimit: "Límite para tarjetas gráficas",
  graphicsLimitHelp:
    "Los modelos mayores los calcula el procesador. Se compara con el tamaño de sus archivos.",
  processorLimit: "Límite para el procesador",
  processorLimitHelp: "Los modelos mayores se rechazan antes de cargar nada.",
  list: "Proveedores",
  measure: "Medir",
  measureHelp: "Calcula un grafo pequeño con cada uno durante unos segundos, en un proceso propio.",
  stop: "Detener la medición",
  measuring: "medir los proveedores",
  busyTrying: "Probando {{name}}…",
  busyMeasuring: "Midiendo {{name}}…",
  measured: "{{name}} es lo más rápido aquí.",
  stopped: "La medición se detuvo.",
  used: "En uso por {{model}}",
  fastest: "El más rápido",
  time: "{{time}} por pasada a {{side}}²",
  said: "Lo que dijo el entorno de ejecución",
  standings: {
    untried: "Sin probar",
    works: "Disponible",
    absent: "No utilizable",
    noDevice: "No utilizable",
    wrong: "No utilizable",
    crashed: "No utilizable",
    failed: "No utilizable",
  },
  why: {
    absent: "En este sistema el estudio viene sin él.",
    noDevice: "No se encontró tarjeta gráfica, controlador o biblioteca para él.",
    wrong: "Calcula otros números que el procesador. Se deja aparte para no estropear ninguna imagen.",
    crashed: "El proceso terminó al probarlo.",
    failed: "Se detuvo con un error al probarlo.",
  },
  remedy: {
    cuda: "Hacen falta una tarjeta NVIDIA con su controlador y las bibliotecas CUDA de onnxruntime, que no se incluyen. WebGPU usa la misma tarjeta sin ellas.",
    dml: "Hace falta una tarjeta para DirectX 12 con un controlador actual.",
    coreml: "Hace falta macOS 12 o posterior.",
    webgpu:
      "Hace falta una tarjeta con un controlador actual: para Vulkan en Linux (y libvulkan1), DirectX 12 en Windows, Metal en macOS.",
    driver: "Actualizar el controlador gráfico y medir de nuevo.",
  },
};
