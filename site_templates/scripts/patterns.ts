/** On the page of patterns: show the page as a light or a dark screen would, whatever the system asks for. */

type Scheme = "system" | "light" | "dark";

/** The rules of the sheets that wait for a dark screen, before any of them was changed. */
const dark = [...document.styleSheets]
  .flatMap((sheet) => [...sheet.cssRules])
  .filter((rule): rule is CSSMediaRule => rule instanceof CSSMediaRule)
  .filter((rule) => rule.conditionText.includes("prefers-color-scheme: dark"))
  .map((rule) => ({ media: rule.media, condition: rule.media.mediaText }));

function show(scheme: Scheme): void {
  const forced = { light: "not all", dark: "all" };
  for (const { media, condition } of dark) media.mediaText = scheme === "system" ? condition : forced[scheme];
  document.documentElement.style.colorScheme = scheme === "system" ? "" : scheme;
}

for (const part of document.querySelectorAll<HTMLElement>("[data-schemes]")) {
  part.addEventListener("change", (event) => {
    if (event.target instanceof HTMLInputElement) show(event.target.value as Scheme);
  });
  part.hidden = false;
}

export {};
