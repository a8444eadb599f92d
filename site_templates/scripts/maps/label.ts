/** What the pointer, a finger or the keyboard is on, in words on the map: a browser shows titles late, or never. */

export function label(stage: HTMLElement, plan: SVGSVGElement): void {
  const tip = document.createElement("p");
  tip.className = "tip";
  tip.ariaHidden = "true"; // the titles themselves are read out
  tip.hidden = true;
  stage.append(tip);
  const show = (target: EventTarget | null): void => {
    const words = target instanceof Element ? titleOf(target, plan) : "";
    tip.textContent = words;
    tip.hidden = words === "";
  };
  plan.addEventListener("pointerover", (event) => { show(event.target); });
  plan.addEventListener("pointerdown", (event) => { show(event.target); });
  plan.addEventListener("pointerleave", () => { show(document.activeElement); });
  plan.addEventListener("focusin", (event) => { show(event.target); });
  plan.addEventListener("focusout", () => { show(null); });
}

/** The title of the shape itself, or of the link around it; none of what lies beside them. */
function titleOf(target: Element, plan: SVGSVGElement): string {
  for (let one: Element | null = target; one !== null && one !== plan; one = one.parentElement) {
    const title = [...one.children].find((child) => child.tagName === "title");
    if (title !== undefined) return title.textContent;
  }
  return "";
}
