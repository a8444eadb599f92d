/** On a service's page: tick off what to bring, and print the sheet for the counter. Nothing is kept or sent. */
import { Checklist } from "./service/checklist";
import { printButton } from "./service/print";

const page = document.querySelector<HTMLElement>("[data-messages]");
if (page !== null) {
  const messages = JSON.parse(page.dataset["messages"] ?? "{}") as Partial<Record<string, string>>;
  for (const list of page.querySelectorAll<HTMLElement>("[data-checklist]")) new Checklist(list, messages).mount();
  printButton(page, messages);
}
