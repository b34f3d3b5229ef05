/** How the editor looks: the colours of the site, which know light and dark. */
import { HighlightStyle, syntaxHighlighting } from "@codemirror/language";
import { EditorView } from "@codemirror/view";
import { tags } from "@lezer/highlight";

const colours = syntaxHighlighting(
  HighlightStyle.define([
    { tag: tags.keyword, color: "var(--accent)", fontWeight: "600" },
    { tag: tags.standard(tags.variableName), color: "var(--accent)" },
    { tag: tags.variableName, color: "var(--new)" },
    { tag: [tags.atom, tags.link], color: "var(--ink)" },
    { tag: [tags.string, tags.number, tags.bool], color: "var(--gone)" },
    { tag: [tags.comment, tags.meta], color: "var(--quiet)" },
  ]),
);

const shape = EditorView.theme({
  "&": {
    color: "var(--ink)",
    backgroundColor: "var(--card)",
    border: "1px solid var(--quiet)",
    borderRadius: ".4rem",
  },
  "&.cm-focused": { outline: ".18rem solid var(--accent)", outlineOffset: ".15rem" },
  ".cm-scroller": {
    fontFamily: "var(--mono)",
    fontSize: ".9rem",
    lineHeight: "1.5",
    maxHeight: "70vh",
  },
  ".cm-content, .cm-gutter": { minHeight: "18rem" },
  ".cm-content": { padding: ".6rem 0", caretColor: "var(--ink)" },
  ".cm-line": { padding: "0 .75rem" },
  ".cm-gutters": {
    color: "var(--quiet)",
    backgroundColor: "var(--paper)",
    border: "none",
    borderRight: "1px solid var(--line)",
    borderRadius: ".4rem 0 0 .4rem",
  },
  ".cm-activeLineGutter": { backgroundColor: "var(--accent-soft)", color: "var(--ink)" },
  ".cm-matchingBracket, &.cm-focused .cm-matchingBracket": {
    backgroundColor: "var(--mark)",
    color: "var(--mark-ink)",
  },
  ".cm-lintRange-error": {
    backgroundImage: "none",
    textDecoration: "underline wavy var(--gone) .1rem",
    textUnderlineOffset: ".2rem",
  },
  ".cm-lintRange-warning": {
    backgroundImage: "none",
    textDecoration: "underline dotted var(--quiet) .12rem",
    textUnderlineOffset: ".2rem",
  },
  ".cm-tooltip, .cm-panels": {
    color: "var(--ink)",
    backgroundColor: "var(--card)",
    border: "1px solid var(--quiet)",
    borderRadius: ".4rem",
    boxShadow: "0 .4rem 1.2rem rgb(0 0 0 / .16)",
  },
  ".cm-tooltip.cm-tooltip-autocomplete > ul": {
    fontFamily: "var(--mono)",
    maxHeight: "16rem",
    maxWidth: "min(34rem, 88vw)",
  },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li": { padding: ".25rem .6rem", lineHeight: "1.4" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li[aria-selected]": {
    color: "var(--ink)",
    backgroundColor: "var(--accent-soft)",
    boxShadow: "inset .2rem 0 var(--accent)",
  },
  ".cm-completionMatchedText": { textDecoration: "none", fontWeight: "600" },
  ".cm-completionDetail": { color: "var(--quiet)", fontStyle: "normal", fontFamily: "var(--sans)" },
  ".cm-completionInfo": {
    padding: ".5rem .75rem",
    maxWidth: "min(22rem, 80vw)",
    fontFamily: "var(--sans)",
    fontSize: ".9rem",
  },
  ".cm-diagnostic": { padding: ".4rem .75rem", fontFamily: "var(--sans)", fontSize: ".9rem" },
  ".cm-diagnostic-error": { borderLeft: ".2rem solid var(--gone)" },
  ".cm-diagnostic-warning": { borderLeft: ".2rem solid var(--quiet)" },
  ".cm-diagnosticAction": {
    display: "inline-block",
    font: "inherit",
    color: "var(--paper)",
    backgroundColor: "var(--accent)",
    padding: ".2rem .6rem",
    marginLeft: ".6rem",
    borderRadius: ".4rem",
  },
});

export const look = [colours, shape];
