import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { narrativeFault } from "./narrative.ts";

const div = (content: string, attributes = ""): string =>
  `<div xmlns="http://www.w3.org/1999/xhtml"${attributes}>${content}</div>`;

describe("narrativeFault", () => {
  const allowed: readonly string[] = [
    div("text"),
    div("<p>雅琴 &lt; &amp; &#174; &#xe9;</p>"),
    `\n ${div("<p>a</p>\n<p>b<br/></p>")} \n`,
    div('<table border="1"><tr><td rowspan="2">a</td></tr></table>', ' lang="zh" xml:lang="zh"'),
    div('<a href="#x" name="y">a</a><img src="#pic" alt="pic"/>'),
    div('<img src="data:image/png;base64,AA=="/>'),
    div("<!-- a note -->text"),
    div('<p title="a > b">text</p>'),
    "<div xmlns='http://www.w3.org/1999/xhtml'>text</div>",
  ];
  for (const html of allowed) {
    it(`allows ${html.trim().slice(0, 80)}`, () => assert.equal(narrativeFault(html), undefined));
  }

  const refused: readonly [what: string, html: string][] = [
    ["an entity of HTML", div("CPT&reg;")],
    ["a bare ampersand", div("a & b")],
    ["a character XML does not have", div("&#0;")],
    ["an entity in an attribute", div('<p title="&nbsp;">a</p>')],
    ["a tag left open", div("<p>a")],
    ["tags closed in the wrong order", div("<b><i>a</b></i>")],
    ["a closing tag too many", `${div("a")}</div>`],
    ["text beside the div", `a${div("b")}`],
    ["two divs", div("a") + div("b")],
    ["another root", '<p xmlns="http://www.w3.org/1999/xhtml">a</p>'],
    ["no namespace", "<div>a</div>"],
    ["another namespace", '<div xmlns="http://example.org">a</div>'],
    ["another namespace inside", div('<p xmlns="http://example.org">a</p>')],
    ["a script", div("<script>alert(1)</script>")],
    ["a form", div("<form><input/></form>")],
    ["an event handler", div('<p onclick="x()">a</p>')],
    ["a link that runs a script", div('<a href=" javascript:x()">a</a>')],
    ["an attribute without quotes", div("<p class=a>a</p>")],
    ["an attribute twice", div('<p class="a" class="b">a</p>')],
    ["an unfinished comment", div("<!-- a")],
    ["two hyphens in a comment", div("<!-- a -- b -->c")],
    ["a CDATA section", div("<![CDATA[a]]>")],
    ["nesting without end", div("<b>".repeat(300))],
    ["a div left open", '<div xmlns="http://www.w3.org/1999/xhtml">a'],
  ];
  for (const [what, html] of refused) {
    it(`refuses ${what}`, () => assert.equal(narrativeFault(html)?.rule, "txt-1"));
  }

  it("tells of a narrative with nothing to read", () => {
    assert.equal(narrativeFault(div(" \n <p> </p>"))?.rule, "txt-2");
    assert.equal(narrativeFault(div('<img src="#x"/>')), undefined);
  });
});
