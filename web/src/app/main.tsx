import { createRoot } from "react-dom/client";
import { startLanguage } from "../i18n/language";
import { Application } from "./application";
import "./base.css";

const root = document.getElementById("root");
if (root) {
  void startLanguage().then(() => createRoot(root).render(<Application />));
}
