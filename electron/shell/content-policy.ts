/** What pages of the studio may load and run. */
import { randomBytes } from "node:crypto";

/** Stands in index.html where the page's one-time style key belongs. */
export const NONCE_MARK = "__CSP_NONCE__";

/** A one-time key: it lets our own components insert a style sheet, and nobody else. */
export function freshNonce(): string {
  return randomBytes(18).toString("base64");
}

/**
 * The policy of the renderer's page.
 * @param nonce key of this page view; without one no inserted style sheet is allowed
 */
export function pagePolicy(nonce: string | null): string {
  const styles = nonce === null ? "'self'" : `'self' 'nonce-${nonce}'`;
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src ${styles}`,
    "img-src 'self' studio: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "worker-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join("; ");
}

/** For run images: an SVG opened on its own must not run anything either. */
export const imagePolicy = "default-src 'none'; style-src 'unsafe-inline'; sandbox";
