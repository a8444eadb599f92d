/** On every page: search boxes, whose words stay in the fragment, which no server sees; and how far off days are. */
import { sayHowFar } from "./site/due";
import { offerScript } from "./site/offer";

function showFinder(form: HTMLFormElement): void {
  const box = form.querySelector<HTMLInputElement>("input[type=search]");
  const target = form.dataset["target"];
  if (box === null || target === undefined) return;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    location.assign(`${target}#q=${encodeURIComponent(box.value.trim())}`);
  });
  form.hidden = false;
}

for (const form of document.querySelectorAll<HTMLFormElement>("form.finder")) showFinder(form);
for (const place of document.querySelectorAll<HTMLElement>("[data-late]")) sayHowFar(place);
for (const button of document.querySelectorAll<HTMLButtonElement>("button[data-script]")) offerScript(button);
