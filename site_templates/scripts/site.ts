/** On every page: show the search box in the header and keep its words in the fragment, which no server sees. */

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

export {};
