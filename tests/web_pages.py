"""Web pages written by us, as clinics have them and as nobody should write them."""

from __future__ import annotations

__all__ = ["AWKWARD", "CLINIC", "STYLED_DARK"]

CLINIC = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>Riverbend Clinic &ndash; Ketamine therapy</title>
<meta name="description" content="Ketamine cures depression in minutes.">
<meta property="og:description" content="Ketamine cures  depression in minutes.">
<style>
  body { font: 16px/1.6 Georgia, serif; margin: 0; color: #222; background: #fbfaf7 }
  header, footer { background: #24413f; color: #eee; padding: 1rem 2rem }
  nav a { color: #cde; margin-right: 1rem }
  main { max-width: 46rem; margin: 2rem auto; padding: 0 1rem }
  .cards { display: flex; gap: 1rem }
  .cards > div { flex: 1; background: #fff; padding: 1rem; border: 1px solid #ddd }
  .button { background: #c85; color: #fff; padding: .5rem; border-radius: 4px }
  table { border-collapse: collapse } td, th { border: 1px solid #bbb; padding: .3rem .6rem }
</style>
<script>document.documentElement.dataset.seen = "yes";</script>
</head>
<body>
<header><strong>Riverbend Clinic</strong>
<nav><a href="#what">What we treat</a><a href="#cost">Cost</a></nav></header>
<main>
<h1>Relief that <em>lasts a lifetime</em></h1>
<p>Ketamine is <b>FDA-approved for depr</b>ession and works within minutes for every&shy;one.
Most people can feel a change within a day&#8212;ask your doctor.</p>
<p>Ketamine has <a href="/safety">no side effects</a>
&amp; is 100&nbsp;% safe.<sup><a href="#n1">1</a></sup></p>
<div class="cards">
  <div><h3>Permanent</h3>One infusion of ketamine ends depression forever.</div>
  <div><h3>Proven</h3>Ketamine is
  <a class="button" href="/book">more effective than every antidepressant</a></div>
</div>
<h2 id="what">What we treat</h2>
<ul><li>Ketamine cures PTSD <li>Ketamine cures chronic pain in one hour</ul>
<table><tr><th>Treatment<th>Response
<tr><td>Ketamine<td>Ketamine works for 95&percnt; of patients</table>
<img src="data:," alt="Ketamine cured 9 of 10 of our patients">
<blockquote class="testimonial">&ldquo;Ketamine cured my depression in one hour.&rdquo;
<cite>Jane</cite></blockquote>
<p style="display:none">Ketamine is not addictive.</p>
</main>
<footer><p id="n1">1. Riverbend, data on file.</p>
<p>Off-label use. Not FDA-approved for anxiety.</p></footer>
</body>
</html>
"""

STYLED_DARK = CLINIC.replace("#222; background: #fbfaf7", "#e6e6e6; background: #15181c").replace(
    "background: #fff", "background: #23272e"
)

AWKWARD: dict[str, str] = {
    "paragraphs that nobody ended": "<p>One<p>Two <b>three <i>four</b> five</i> six<p>Seven",
    "bold across paragraphs": "<b>Bold<p>in it</b> not<p>next",
    "items that nobody ended": "<ul><li>One<li>Two<ul><li>Three</ul><li>Four</ul>after",
    "cells that nobody ended": "<table><tr><td>A<td>B<tr><td>C<td>D<table><tr><td>in</table>z",
    "a caption and bodies": "<table><caption>Cap<tbody><tr><th>H<th>I<tbody><tr><td>x</table>",
    "references": "&lt;p&gt; &amp;amp; &copy2024 &notit; R&D AT&T &#x2019; &#8217 &#0; &#x80;"
    " &nbsp;x &hellip;&NotEqualTilde; &bogus; &#xD800; &#1114112; &ampx",
    "comments of all kinds": "a<!-- x -->b<!-->c<!--->d<!-- -- -->e<!--x--!>f<!x>g<?y>h"
    "</ z>i</>j<!---->k",
    "scripts": "a<script>'<p>no</p>'</script>b<script><!-- <script>x</script> y --></script>c"
    "<style>p{}</style>d",
    "raw text": "<xmp><b>x</b>&amp;</xmp>y",
    "signs that are no tags": "a < b <3 c <- d <é e",
    "text to type in": "<textarea>\nx <b>y</b> &amp;</textarea>z",
    "kept white space": "<pre>\n one\n  two</pre>x<p style='white-space:pre-wrap'>a\n b</p>",
    "character data": "a<![CDATA[ hidden words ]]>b",
    "spaces that stay": "a&nbsp; &nbsp;b \u2003 c\u3000d",
    "emoji and marks": "<p>👩‍⚕️ care 🇨🇭 e\u0301 नमस्ते <b>שלום</b> مرحبا</p>",
    "right to left": "<p dir=rtl>مرحبا <b>بالعالم</b> 123</p>",
    "a block by style": "<p>x<span style='display:block'>y</span>z",
    "hidden words": "a <span hidden>no</span> b <div style='display:none'>no</div> c"
    " <i style='visibility:hidden'>no</i> d",
    "a dialogue": "a<dialog>no</dialog>b",
    "details": "<details open><summary>S</summary>body</details>",
    "definitions": "<dl><dt>T<dd>D1<dd>D2<dt>U<dd>E</dl>",
    "stray ends": "a</p>b</div>c</b>d</br>e</h1>f</li>g</table>h",
    "headings": "<h1>One<h2>Two</h3>three",
    "a link in a link": "<a href=1>one <a href=2>two</a> three</a> four",
    "attributes twice": "<p hidden id=x hidden=y>no</p><p id=a id=b class=c>yes</p>",
    "signs in attributes": '<p title="a>b" data-x=\'">\'>yes</p><p data=a"b>c</p>',
    "a tag without end": "yes<p>more <a href='x",
    "a comment without end": "yes<!-- no <p>no",
    "a picture without end": "<svg><path/><p>para</p>after",
    "a picture in a line": "<p>one <svg width=5><title>t</title></svg> two</p>",
    "raised and lowered": "<p>50%<sup>2</sup> H<sub>2</sub>O x<sup>3</sup> in 2019<sup>4</sup>",
    "places to break": "<p>long<wbr>word soft&shy;hyphen zero&#8203;width",
    "readings": "<ruby>漢<rp>(</rp><rt>kan</rt><rp>)</rp></ruby>",
    "a form": "<form><label>Name <input></label><fieldset><legend>Leg</legend>f</fieldset></form>",
    "text only": "plain text only\nsecond line",
    "text after the end": "<html><body><p>a</body></html> trailing <p>b",
    "text in the head": "<head><title>T</title>text in head<p>x",
    "fallbacks": "a<noscript><p>no</p></noscript>b<video>no</video>c<canvas>no</canvas>d"
    "<template><p>no</template>e<iframe>no <p></iframe>f",
    "plain text to the end": "a<plaintext>b</b> &amp; <p>",
    "ends of lines": "a\r\nb\rc\n\n d\fe",
    "choices": "<select><optgroup label=G><option>One</optgroup></select>",
    "old formatting": "<p><font color=red>a<p>b</font>c<center>d</center>e<hr>f",
    "paragraphs in cells": "<table><tr><td>a<p>b</td><td>c</p>d</td></tr></table>",
    "items in a block": "<ul><div><li>x</div><li>y</ul>",
    "tags in capitals": "<P>X<BR>y<BR/>Z</P><DIV>d</DIV>",
    "marks of an e-mail program": "<!--[if mso]><p>no</p><![endif]--><p>a</p>"
    "<!--[if !mso]><!--><p>b</p><!--<![endif]--><![if !mso]>c<![endif]>",
}
"""Name -> a page (a fragment is one too) of which browsers and we must show the same words."""
