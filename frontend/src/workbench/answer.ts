/** The answer under the form, as the server drew it, and the ways to look at it. */
import { said, type Words } from "../words";

const MOST = 200_000; // characters of a raw answer that are shown; the links give the whole

/** Looks at what stands under the form: as a table, as a figure, or as the endpoint gave it. */
export function withViews(answers: HTMLElement, words: Words): void {
  const table = answers.querySelector<HTMLElement>(".table");
  const section = table?.closest("section");
  if (!table || !section) return;
  const figures = [...section.querySelectorAll<HTMLElement>(".figure")];
  const raw = document.createElement("pre");
  raw.tabIndex = 0;
  raw.setAttribute("aria-label", said(words, "view.raw"));
  raw.setAttribute("role", "region");
  const views: [string, HTMLElement[]][] = [
    [said(words, "view.table"), [table]],
    ...(figures.length ? [[said(words, "view.figure"), figures] as [string, HTMLElement[]]] : []),
    [said(words, "view.raw"), [raw]],
  ];
  const every = views.flatMap(([, parts]) => parts);
  const group = document.createElement("div");
  group.className = "views";
  group.setAttribute("role", "group");
  group.setAttribute("aria-label", said(words, "views"));
  const buttons = views.map(([name, parts]) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = name;
    button.addEventListener("click", () => {
      for (const part of every) part.hidden = !parts.includes(part);
      for (const one of buttons) one.setAttribute("aria-pressed", String(one === button));
      if (parts.includes(raw)) void fill(raw, section, words);
    });
    return button;
  });
  group.append(...buttons);
  (figures[0] ?? table).before(group);
  table.after(raw);
  buttons[0]?.click();
}

/** The answer as JSON, asked for when somebody wants to see it. */
async function fill(raw: HTMLElement, section: Element, words: Words): Promise<void> {
  if (raw.textContent) return;
  const link = section.querySelector<HTMLAnchorElement>('.forms a[type$="+json"]');
  raw.textContent = said(words, "busy");
  try {
    const answer = await fetch(link?.href ?? "");
    raw.textContent = shortened(await answer.text());
  } catch {
    raw.textContent = said(words, "failed");
  }
}

function shortened(text: string): string {
  return text.length > MOST ? `${text.slice(0, MOST)}…` : text;
}

/** A button beside the address to share. */
export function withCopy(answers: HTMLElement, words: Words, tell: (text: string) => void): void {
  const link = answers.querySelector<HTMLAnchorElement>(".cite a");
  if (!link || !navigator.clipboard) return;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "second";
  button.textContent = said(words, "copy");
  button.addEventListener("click", () => {
    void navigator.clipboard.writeText(link.href).then(() => tell(said(words, "copied")));
  });
  link.closest("p")?.after(button);
}
