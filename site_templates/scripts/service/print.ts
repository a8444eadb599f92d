/** A button below the title that prints the page: the sheet one takes to the counter. */
import { element } from "../search/dom";

export function printButton(page: HTMLElement, messages: Partial<Record<string, string>>): void {
  const button = element("button", { type: "button", class: "plain" }, messages["print"] ?? "");
  button.addEventListener("click", () => {
    print();
  });
  page.querySelector(".answers")?.after(element("p", { class: "tools" }, button));
}
