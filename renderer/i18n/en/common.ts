export const common = {
  cancel: "Cancel",
  close: "Close",
  undo: "Undo",
  redo: "Redo",
  retry: "Try again",
  retryShort: "Retry",
  delete: "Delete",
  save: "Save",
  copy: "Copy",
  copied: "Copied",
  details: "Details",
  dismiss: "Dismiss",
  notifications: "Notifications",
  copyDetails: "Copy details",
  copyErrorDetails: "Copy error details",
  openSettings: "Open settings",
  less: "Less: {{label}}",
  more: "More: {{label}}",
  evidence: "Evidence",
  fileMissing: "{{alt}} (file missing)",
  notCarried: "Picture not carried",
  notCarriedDetail: "Its file did not come along with the run.",
  widthLeft: "Width of the left panel",
  widthRight: "Width of the right panel",
  or: "or",
  /** `doing` is an infinitive phrase: "start the run". */
  couldNot: "Could not {{doing}}",
  undone: "Undone: {{what}}",
  undoing: "undo it",
  redoing: "do it again",
  /** Units and spans of time that `Intl` has no words for. */
  units: {
    now: "just now",
    milliseconds: "{{n}} ms",
    seconds: "{{n}} s",
    minutes: "{{n}} min",
  },
  /** What is written on the keys. */
  keys: {
    Mod: "Ctrl",
    Alt: "Alt",
    Shift: "Shift",
    Space: "Space",
    Esc: "Esc",
    Home: "Home",
    End: "End",
    Delete: "Del",
    Backspace: "Backspace",
    PageUp: "Page up",
    PageDown: "Page down",
  },
  /** What each kind of error means; the exact cause is shown below it as the studio's engine room told it. */
  errors: {
    "bad-input": {
      title: "This was not understood",
      remedy: "Check what was entered and try again.",
    },
    cancelled: { title: "It was stopped", remedy: "Start it again when you are ready." },
    "not-found": {
      title: "It is not there any more",
      remedy: "It may have been moved or deleted. Look in the trash or bring it in again.",
    },
    storage: {
      title: "The disk did not do as asked",
      remedy: "Check that the disk has room and that the folder may be written to, then try again.",
    },
    "corrupt-data": {
      title: "A file is damaged",
      remedy: "What could be read was kept. Bring the file back from a copy if you have one.",
    },
    settings: { title: "The settings cannot be like this", remedy: "Correct the value in the settings." },
    "secrets-unavailable": {
      title: "Keys cannot be kept safely here",
      remedy: "The key is kept until you quit. Set up the system's keyring to keep it for longer.",
    },
    "skill-invalid": {
      title: "The skill pack has a fault",
      remedy: "Correct the lines named and bring it in again.",
    },
    "skill-unsafe": {
      title: "The skill pack was refused",
      remedy: "It holds files that could reach outside their folder. Ask its maker for a clean one.",
    },
    "skill-exists": {
      title: "A skill of that name is there already",
      remedy: "Replace it, or give the new one another name.",
    },
    "engine-crashed": {
      title: "The engine stopped working",
      remedy: "Start it again; finished steps are kept.",
    },
    "engine-unavailable": {
      title: "The engine is not ready",
      remedy: "Restart it in the settings, or choose another generator.",
    },
    "model-missing": {
      title: "A model file is missing",
      remedy: "Install the studio again, or choose another model.",
    },
    "model-invalid": { title: "A model file cannot be used", remedy: "Choose another model." },
    "image-invalid": {
      title: "The picture cannot be read",
      remedy: "Use a PNG, JPEG or WebP that other programs can open.",
    },
    unreachable: {
      title: "Nothing answers at that address",
      remedy: "Check that the server runs and that its address in the settings is right.",
    },
    timeout: {
      title: "It took too long",
      remedy: "Try again; a busy or cold server may need a moment longer.",
    },
    unauthorised: {
      title: "The server does not accept the key",
      remedy: "Enter a valid key in the settings.",
    },
    "rate-limited": {
      title: "The server asks for a pause",
      remedy: "Wait a little and try again, or raise the limit with the provider.",
    },
    "server-error": {
      title: "The server failed",
      remedy: "Try again. If it stays so, look into the server's own log.",
    },
    "bad-answer": {
      title: "The server's answer makes no sense",
      remedy: "Check that address and model in the settings belong together.",
    },
    unsupported: { title: "This cannot be done here", remedy: "Choose another way or another model." },
    busy: { title: "Something else is still at work", remedy: "Wait until it has finished and try again." },
    forbidden: { title: "This is not allowed", remedy: "Choose something the studio may use." },
    internal: {
      title: "Something went wrong inside the studio",
      remedy: "Try again. If it keeps happening, copy the details into a bug report.",
    },
  },
} as const;
