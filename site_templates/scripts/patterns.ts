/** On the page of patterns: show the page as a light or a dark screen would, whatever the system asks for. */

type Scheme = "system" | "light" | "dark";

const DARK = "(prefers-color-scheme: dark)";

/** The rules of the sheets that wait for a dark screen, before any of them was changed. */
const rules = [...document.styleSheets]
  .flatMap((sheet) => [...sheet.cssRules])
  .filter((rule): rule is CSSMediaRule => rule instanceof CSSMediaRule)
  .filter((rule) => rule.conditionText.includes(DARK))
  .map((rule) => ({ media: rule.media, condition: rule.media.mediaText }));

/** The pictures that wait for one. */
const pictures = [...document.querySelectorAll<HTMLSourceElement>("source[media]")]
  .filter((source) => source.media.includes(DARK))
  .map((source) => ({ source, condition: source.media }));

const FORCED = { light: "not all", dark: "all" };

function show(scheme: Scheme): void {
  for (const { media, condition } of rules) media.mediaText = scheme === "system" ? condition : FORCED[scheme];
  for (const { source, condition } of pictures) source.media = scheme === "system" ? condition : pictured(condition, scheme);
  document.documentElement.style.colorScheme = scheme === "system" ? "" : scheme;
}

/** The condition without what it asks of the screen's scheme: a wide dark picture is none for a phone. */
function pictured(condition: string, scheme: "light" | "dark"): string {
  return scheme === "light" ? FORCED.light : condition.replace(DARK, "(min-width: 0)");
}

for (const part of document.querySelectorAll<HTMLElement>("[data-schemes]")) {
  part.addEventListener("change", (event) => {
    if (event.target instanceof HTMLInputElement) show(event.target.value as Scheme);
  });
  part.hidden = false;
}

export {};
