import type { common as english } from "../en/common";
import type { Translated } from "../translated";

export const common: Translated<typeof english> = {
  cancel: "Abbrechen",
  close: "Schließen",
  undo: "Rückgängig",
  redo: "Wiederholen",
  retry: "Erneut versuchen",
  retryShort: "Erneut",
  delete: "Löschen",
  save: "Speichern",
  copy: "Kopieren",
  copied: "Kopiert",
  details: "Einzelheiten",
  dismiss: "Ausblenden",
  notifications: "Hinweise",
  copyDetails: "Einzelheiten kopieren",
  copyErrorDetails: "Einzelheiten des Fehlers kopieren",
  openSettings: "Einstellungen öffnen",
  less: "Weniger: {{label}}",
  more: "Mehr: {{label}}",
  evidence: "Belege",
  fileMissing: "{{alt}} (Datei fehlt)",
  notCarried: "Bild nicht mitgegeben",
  notCarriedDetail: "Seine Datei kam nicht mit dem Lauf.",
  widthLeft: "Breite der linken Leiste",
  widthRight: "Breite der rechten Leiste",
  or: "oder",
  couldNot: "Nicht gelungen: {{doing}}",
  undone: "Rückgängig gemacht: {{what}}",
  undoing: "rückgängig machen",
  redoing: "wiederholen",
  units: {
    now: "gerade eben",
    milliseconds: "{{n}} ms",
    seconds: "{{n}} s",
    minutes: "{{n}} min",
  },
  keys: {
    Mod: "Strg",
    Alt: "Alt",
    Shift: "Umschalt",
    Space: "Leertaste",
    Esc: "Esc",
    Home: "Pos1",
    End: "Ende",
    Delete: "Entf",
    Backspace: "Rücktaste",
    PageUp: "Bild auf",
    PageDown: "Bild ab",
  },
  errors: {
    "bad-input": {
      title: "Das war nicht zu verstehen",
      remedy: "Die Eingabe prüfen und erneut versuchen.",
    },
    cancelled: { title: "Es wurde angehalten", remedy: "Bei Gelegenheit erneut starten." },
    "not-found": {
      title: "Es ist nicht mehr da",
      remedy: "Es wurde wohl verschoben oder gelöscht. Im Papierkorb nachsehen oder neu einlesen.",
    },
    storage: {
      title: "Das Speichern ist gescheitert",
      remedy: "Prüfen, ob Platz frei ist und der Ordner beschrieben werden darf, dann erneut versuchen.",
    },
    "corrupt-data": {
      title: "Eine Datei ist beschädigt",
      remedy: "Was lesbar war, ist erhalten. Die Datei wenn möglich aus einer Kopie zurückholen.",
    },
    settings: {
      title: "So sind die Einstellungen nicht möglich",
      remedy: "Den Wert in den Einstellungen berichtigen.",
    },
    "secrets-unavailable": {
      title: "Schlüssel sind hier nicht sicher aufzubewahren",
      remedy: "Der Schlüssel bleibt bis zum Beenden. Für länger den Schlüsselbund des Systems einrichten.",
    },
    "skill-invalid": {
      title: "Das Skill-Paket hat einen Fehler",
      remedy: "Die genannten Zeilen berichtigen und das Paket neu einlesen.",
    },
    "skill-unsafe": {
      title: "Das Skill-Paket wurde abgelehnt",
      remedy:
        "Es enthält Dateien, die aus ihrem Ordner hinausführen könnten. Beim Urheber ein sauberes anfragen.",
    },
    "skill-exists": {
      title: "Einen Skill dieses Namens gibt es schon",
      remedy: "Den vorhandenen ersetzen oder dem neuen einen anderen Namen geben.",
    },
    "engine-crashed": {
      title: "Die Engine ist ausgefallen",
      remedy: "Neu starten; fertige Schritte bleiben erhalten.",
    },
    "engine-unavailable": {
      title: "Die Engine ist nicht bereit",
      remedy: "In den Einstellungen neu starten oder einen anderen Generator wählen.",
    },
    "model-missing": {
      title: "Eine Modelldatei fehlt",
      remedy: "Das Studio neu installieren oder ein anderes Modell wählen.",
    },
    "model-invalid": { title: "Eine Modelldatei ist unbrauchbar", remedy: "Ein anderes Modell wählen." },
    "image-invalid": {
      title: "Das Bild ist nicht lesbar",
      remedy: "Ein PNG, JPEG oder WebP verwenden, das andere Programme öffnen können.",
    },
    unreachable: {
      title: "Unter dieser Adresse antwortet niemand",
      remedy: "Prüfen, ob der Server läuft und seine Adresse in den Einstellungen stimmt.",
    },
    timeout: {
      title: "Es hat zu lange gedauert",
      remedy: "Erneut versuchen; ein ausgelasteter Server braucht mitunter etwas länger.",
    },
    unauthorised: {
      title: "Der Server nimmt den Schlüssel nicht an",
      remedy: "In den Einstellungen einen gültigen Schlüssel eintragen.",
    },
    "rate-limited": {
      title: "Der Server bittet um eine Pause",
      remedy: "Etwas warten und erneut versuchen oder das Limit beim Anbieter erhöhen.",
    },
    "server-error": {
      title: "Beim Server ist ein Fehler aufgetreten",
      remedy: "Erneut versuchen. Bleibt es dabei, hilft das Protokoll des Servers weiter.",
    },
    "bad-answer": {
      title: "Die Antwort des Servers ist nicht brauchbar",
      remedy: "Prüfen, ob Adresse und Modell in den Einstellungen zusammenpassen.",
    },
    unsupported: {
      title: "Das geht hier nicht",
      remedy: "Einen anderen Weg oder ein anderes Modell wählen.",
    },
    busy: { title: "Etwas anderes ist noch in Arbeit", remedy: "Das Ende abwarten und erneut versuchen." },
    forbidden: { title: "Das ist nicht erlaubt", remedy: "Etwas wählen, worauf das Studio zugreifen darf." },
    internal: {
      title: "Im Studio ist etwas schiefgegangen",
      remedy: "Erneut versuchen. Bei Wiederholung die Einzelheiten in einen Fehlerbericht kopieren.",
    },
  },
};
