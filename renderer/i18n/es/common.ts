import type { common as english } from "../en/common";
import type { Translated } from "../translated";

export const common: Translated<typeof english> = {
  cancel: "Cancelar",
  close: "Cerrar",
  undo: "Deshacer",
  redo: "Rehacer",
  retry: "Reintentar",
  retryShort: "Reintentar",
  delete: "Eliminar",
  save: "Guardar",
  copy: "Copiar",
  copied: "Copiado",
  details: "Detalles",
  dismiss: "Descartar",
  notifications: "Avisos",
  copyDetails: "Copiar detalles",
  copyErrorDetails: "Copiar los detalles del error",
  openSettings: "Abrir ajustes",
  less: "Menos: {{label}}",
  more: "Más: {{label}}",
  evidence: "Pruebas",
  fileMissing: "{{alt}} (falta el archivo)",
  notCarried: "Imagen no incluida",
  notCarriedDetail: "Su archivo no vino con la ejecución.",
  widthLeft: "Ancho del panel izquierdo",
  widthRight: "Ancho del panel derecho",
  or: "o",
  couldNot: "No se pudo {{doing}}",
  undone: "Deshecho: {{what}}",
  undoing: "deshacer",
  redoing: "rehacer",
  units: {
    now: "ahora mismo",
    milliseconds: "{{n}} ms",
    seconds: "{{n}} s",
    minutes: "{{n}} min",
  },
  keys: {
    Mod: "Ctrl",
    Alt: "Alt",
    Shift: "Mayús",
    Space: "Espacio",
    Esc: "Esc",
    Home: "Inicio",
    End: "Fin",
    Delete: "Supr",
    Backspace: "Retroceso",
    PageUp: "Re Pág",
    PageDown: "Av Pág",
  },
  errors: {
    "bad-input": { title: "No se ha entendido", remedy: "Revise lo introducido e inténtelo de nuevo." },
    cancelled: { title: "Se ha detenido", remedy: "Vuelva a iniciarlo cuando quiera." },
    "not-found": {
      title: "Ya no está ahí",
      remedy: "Puede haberse movido o eliminado. Mire en la papelera o vuelva a importarlo.",
    },
    storage: {
      title: "El disco no ha respondido como se esperaba",
      remedy: "Compruebe que hay espacio y permiso de escritura en la carpeta e inténtelo de nuevo.",
    },
    "corrupt-data": {
      title: "Un archivo está dañado",
      remedy: "Se ha conservado lo legible. Recupere el archivo de una copia si la tiene.",
    },
    settings: { title: "Ese ajuste no es posible", remedy: "Corrija el valor en los ajustes." },
    "secrets-unavailable": {
      title: "Aquí no se pueden guardar claves con seguridad",
      remedy:
        "La clave se conserva hasta salir. Configure el llavero del sistema para conservarla más tiempo.",
    },
    "skill-invalid": {
      title: "El paquete de skills tiene un fallo",
      remedy: "Corrija las líneas indicadas y vuelva a importarlo.",
    },
    "skill-unsafe": {
      title: "Se ha rechazado el paquete de skills",
      remedy: "Contiene archivos que podrían salir de su carpeta. Pida uno limpio a quien lo hizo.",
    },
    "skill-exists": {
      title: "Ya existe un skill con ese nombre",
      remedy: "Sustitúyalo o dé otro nombre al nuevo.",
    },
    "engine-crashed": {
      title: "El motor ha dejado de funcionar",
      remedy: "Reinícielo; los pasos terminados se conservan.",
    },
    "engine-unavailable": {
      title: "El motor no está listo",
      remedy: "Reinícielo en los ajustes o elija otro generador.",
    },
    "model-missing": {
      title: "Falta un archivo de modelo",
      remedy: "Vuelva a instalar el estudio o elija otro modelo.",
    },
    "model-invalid": { title: "Un archivo de modelo no sirve", remedy: "Elija otro modelo." },
    "image-invalid": {
      title: "No se puede leer la imagen",
      remedy: "Use un PNG, JPEG o WebP que otros programas puedan abrir.",
    },
    unreachable: {
      title: "Nadie responde en esa dirección",
      remedy: "Compruebe que el servidor funciona y que su dirección en los ajustes es correcta.",
    },
    timeout: {
      title: "Ha tardado demasiado",
      remedy: "Inténtelo de nuevo; un servidor ocupado puede necesitar algo más de tiempo.",
    },
    unauthorised: {
      title: "El servidor no acepta la clave",
      remedy: "Introduzca una clave válida en los ajustes.",
    },
    "rate-limited": {
      title: "El servidor pide una pausa",
      remedy: "Espere un poco e inténtelo de nuevo, o amplíe el límite con el proveedor.",
    },
    "server-error": {
      title: "El servidor ha fallado",
      remedy: "Inténtelo de nuevo. Si continúa, consulte el registro del servidor.",
    },
    "bad-answer": {
      title: "La respuesta del servidor no tiene sentido",
      remedy: "Compruebe que la dirección y el modelo de los ajustes se corresponden.",
    },
    unsupported: { title: "Aquí no se puede hacer", remedy: "Elija otra vía u otro modelo." },
    busy: { title: "Todavía hay otra tarea en curso", remedy: "Espere a que termine e inténtelo de nuevo." },
    forbidden: { title: "No está permitido", remedy: "Elija algo que el estudio pueda usar." },
    internal: {
      title: "Algo ha fallado dentro del estudio",
      remedy: "Inténtelo de nuevo. Si se repite, copie los detalles en un informe de error.",
    },
  },
};
