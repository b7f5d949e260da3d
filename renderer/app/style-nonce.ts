/**
 * Dialogs and menus insert a small style sheet to hold the page still. The content policy lets it in by the
 * one-time key of this page view, which the helper library looks for under this global name.
 */
const key = document.querySelector<HTMLMetaElement>("meta[property=csp-nonce]")?.nonce;
if (key !== undefined) Object.assign(globalThis, { __webpack_nonce__: key });
