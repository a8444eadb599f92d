/** Closer, farther, about: by buttons, by keys (+ - 0 and arrows) while the map has the focus, by dragging when closer. */

import { scaleBar } from "./scale";

const MOST = 16;
const STEP = 1.6;

interface Middle {
  readonly x: number;
  readonly y: number;
}

export function zoom(stage: HTMLElement, plan: SVGSVGElement): void {
  const whole = plan.viewBox.baseVal;
  const { width, height } = whole;
  const drawScale = scaleBar(stage);
  let closer = 1;
  let at: Middle = { x: width / 2, y: height / 2 };

  const draw = (): void => {
    const wide = width / closer;
    const high = height / closer;
    at = { x: within(at.x, wide / 2, width - wide / 2), y: within(at.y, high / 2, height - high / 2) };
    plan.setAttribute("viewBox", [at.x - wide / 2, at.y - high / 2, wide, high].map((one) => one.toFixed(2)).join(" "));
    stage.style.setProperty("--zoom", closer.toFixed(3));
    stage.classList.toggle("closer", closer > 1);
    for (const [button, off] of limits) button.setAttribute("aria-disabled", String(off()));
    drawScale(closer);
  };
  const to = (level: number): void => {
    closer = within(level, 1, MOST);
    draw();
  };
  const move = (x: number, y: number): void => {
    at = { x: at.x + (x * width) / closer / 4, y: at.y + (y * height) / closer / 4 };
    draw();
  };

  const bar = document.createElement("div");
  bar.className = "tools";
  const limits = new Map<HTMLButtonElement, () => boolean>();
  const add = (sign: string, words: string | undefined, press: () => void, off: () => boolean): void => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = sign;
    button.ariaLabel = words ?? sign;
    button.title = words ?? sign;
    button.addEventListener("click", press);
    limits.set(button, off);
    bar.append(button);
  };
  add("+", stage.dataset["in"], () => { to(closer * STEP); }, () => closer >= MOST);
  add("−", stage.dataset["out"], () => { to(closer / STEP); }, () => closer <= 1);
  add("⤢", stage.dataset["whole"], () => { to(1); }, () => closer <= 1);
  stage.prepend(bar);

  const keys: Readonly<Record<string, () => void>> = {
    "+": () => { to(closer * STEP); },
    "=": () => { to(closer * STEP); },
    "-": () => { to(closer / STEP); },
    "0": () => { to(1); },
    ArrowLeft: () => { move(-1, 0); },
    ArrowRight: () => { move(1, 0); },
    ArrowUp: () => { move(0, -1); },
    ArrowDown: () => { move(0, 1); },
  };
  stage.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const arrow = event.key.startsWith("Arrow");
    const act = arrow && closer === 1 ? undefined : keys[event.key];
    if (act === undefined) return;
    event.preventDefault();
    act();
  });
  plan.addEventListener("focusin", (event) => {
    if (closer === 1 || !(event.target instanceof SVGGraphicsElement)) return;
    const box = event.target.getBBox();
    at = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
    draw();
  });
  drag(plan, (x, y) => {
    const unit = width / closer / plan.clientWidth;
    at = { x: at.x - x * unit, y: at.y - y * unit };
    draw();
  }, () => closer > 1);
  draw();
}

function within(value: number, least: number, most: number): number {
  return Math.min(Math.max(value, least), most);
}

/** Calls `moved` with the pixels of each step while the pointer is down; a drag is not a click on what it ends on. */
function drag(plan: SVGSVGElement, moved: (x: number, y: number) => void, allowed: () => boolean): void {
  let from: PointerEvent | null = null;
  let far = 0;
  plan.addEventListener("pointerdown", (event) => {
    if (!allowed() || event.button !== 0) return;
    from = event;
    far = 0;
  });
  plan.addEventListener("pointermove", (event) => {
    if (from === null) return;
    far += Math.abs(event.clientX - from.clientX) + Math.abs(event.clientY - from.clientY);
    if (far > 4 && !plan.hasPointerCapture(event.pointerId)) plan.setPointerCapture(event.pointerId);
    moved(event.clientX - from.clientX, event.clientY - from.clientY);
    from = event;
  });
  for (const end of ["pointerup", "pointercancel"] as const) plan.addEventListener(end, () => { from = null; });
  plan.addEventListener("dragstart", (event) => { event.preventDefault(); });
  plan.addEventListener("click", (event) => {
    if (far > 4) event.preventDefault();
    far = 0;
  }, { capture: true });
}
