/** The scale bar, as long as a round length of the ground is now. */

const LONGEST = 90; // units, a quarter of the picture

export function scaleBar(stage: HTMLElement): (closer: number) => void {
  const scale = stage.parentElement?.querySelector("svg.scale");
  const line = scale?.querySelector("path");
  const words = scale?.querySelector("text");
  const unit = Number(stage.dataset["metres"]);
  if (!scale || !line || !words || !(unit > 0)) return () => undefined;
  const drawn = { line: line.getAttribute("d") ?? "", words: words.textContent, name: scale.getAttribute("aria-label") ?? "" };
  return (closer) => {
    const metres = roundBelow((LONGEST * unit) / closer);
    const length = (metres * closer) / unit;
    const said = inWords(metres, stage);
    line.setAttribute("d", closer === 1 ? drawn.line : `M2,4v6h${length.toFixed(1)}v-6`);
    words.setAttribute("x", length.toFixed(1));
    words.textContent = closer === 1 ? drawn.words : said;
    scale.setAttribute("aria-label", closer === 1 ? drawn.name : drawn.name.replace(drawn.words, said));
  };
}

/** The greatest of 1, 2, 5 times a power of ten that is not above the value. */
function roundBelow(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  return ([5, 2, 1].find((factor) => factor * power <= value * (1 + 1e-9)) ?? 1) * power;
}

function inWords(metres: number, stage: HTMLElement): string {
  const [form, value] = metres >= 1000 ? [stage.dataset["km"], metres / 1000] : [stage.dataset["m"], metres];
  return (form ?? "#").replace("#", String(Number(value.toPrecision(6))));
}
