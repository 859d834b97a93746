import { expect, test } from 'vitest'
import { decisionsCsv, htmlReport, jsonReport, tradesCsv } from '../../src/main/report/index.ts'
import { readCsv } from './csv-reader.ts'
import { drawnReport } from './drawn-report.ts'
import { skeleton, unescaped } from './skeleton.ts'

const small = { candles: 60, every: 12, hours: 4 }
const page = (text: string) => htmlReport(drawnReport({ ...small, text }), () => 'hash')

/** Ways out of text, attributes, style sheets and comments, each in the disguises that get past filters. */
function payloads(): string[] {
  const escapes = [
    '',
    '"',
    "'",
    '">',
    "'>",
    '</title>',
    '</style>',
    '</text></svg>',
    '-->',
    '</td></tr></table>',
  ]
  const attacks = [
    '<script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    '<svg/onload=alert(1)>',
    '<iframe srcdoc="<script>alert(1)</script>">',
    ' onmouseover="alert(1)" x="',
    ' style="background:url(//evil)" ',
    '<a href="javascript:alert(1)">x</a>',
    '<base href="//evil/">',
    '<meta http-equiv="refresh" content="0;url=//evil">',
    '<style>*{display:none}</style>',
    '<!--',
    '<![CDATA[<script>alert(1)</script>]]>',
    '&lt;script&gt;alert(1)&lt;/script&gt;',
    '&#60;script&#62;',
    '${alert(1)}',
    '\u2028alert(1)\u2029',
    '\u0000<scr\u0000ipt>alert(1)</script>',
    '\u202e<script>alert(1)</script>',
    '\ud800<script>',
    '\r\n<script>alert(1)</script>\t',
  ]
  return escapes.flatMap((escape) => attacks.map((attack) => escape + attack))
}

test('T3 two hundred payloads in every text field leave the page made of the same tags', () => {
  const benign = skeleton(page('plain'))
  expect(benign.tags.length).toBeGreaterThan(500)
  expect(benign.text).not.toMatch(/[<>]/)
  expect(payloads()).toHaveLength(200)
  for (const payload of payloads()) {
    const hostile = skeleton(page(payload))
    expect(hostile.tags, payload).toEqual(benign.tags)
    expect(hostile.text, payload).not.toMatch(/[<>]/)
  }
})

test('T3 what was written is still what is read, except for what can not be seen', () => {
  const { text } = skeleton(page('a < b & "c" > \'d\' \u202egnol\u2028'))
  expect(text).toContain('a &lt; b &amp; &quot;c&quot; &gt; &#39;d&#39;')
  expect(unescaped(text)).toContain('a < b & "c" > \'d\' \ufffdgnol\ufffd')
})

test('T3 T4 no text field is forgotten: each payload comes through JSON whole and through CSV guarded', () => {
  for (const payload of payloads()) {
    const input = drawnReport({ ...small, text: payload })
    const json = JSON.parse([...jsonReport(input)].join(''))
    expect(json.run.symbols).toEqual([payload])
    expect(json.trades).toEqual(JSON.parse(JSON.stringify(input.trades)))
    expect(json.decisions).toEqual(JSON.parse(JSON.stringify(input.decisions)))
    const [, trade = []] = readCsv(tradesCsv(input.trades))
    expect([trade[1], trade[6]]).toEqual([payload, payload])
    const [, decision = []] = readCsv([...decisionsCsv(input.decisions)].join(''))
    expect([decision[2], decision[4]]).toEqual([payload, `${payload}; ${payload}`])
  }
})
