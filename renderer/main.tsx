import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { z } from "zod";
import { App } from "./app/App";
import { speakAsBefore } from "./app/language";
import "./app/style-nonce";
import "./styles/index.css";

// The page's content policy forbids code made from text, which is how zod would speed itself up.
z.config({ jitless: true });
speakAsBefore();

const root = document.getElementById("root");
if (root !== null) {
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  );
}
