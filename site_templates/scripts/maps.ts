/** On pages with a map: look closer, move about, and read what the pointer or the keyboard is on. Without it, all is there. */

import { label } from "./maps/label";
import { zoom } from "./maps/zoom";

for (const stage of document.querySelectorAll<HTMLElement>(".map .stage")) {
  const plan = stage.querySelector<SVGSVGElement>("svg.plan");
  if (plan === null) continue;
  label(stage, plan);
  zoom(stage, plan);
}
