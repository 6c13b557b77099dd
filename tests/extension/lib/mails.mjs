// Mails of our own for the tests in Thunderbird, besides the seed cases.
// SPDX-License-Identifier: GPL-3.0-or-later
import fs from "node:fs";
import path from "node:path";

const SOURCE = process.env.MIYABURI_SOURCE;
export const seed = name => fs.readFileSync(path.join(SOURCE, "tests", "seed-cases", name));
export const seedId = name => /^Message-ID: <(.+)>/im.exec(seed(name).toString("latin1"))[1];

// From the reader's own bank in the brand table, with the receiving server's DKIM and DMARC pass: the green case.
export const GENUINE_ID = "20231010.0001@amazon.co.jp";
export const genuine = Buffer.from(`Return-Path: <bounce@amazon.co.jp>
Authentication-Results: mx1.cad-office.example.jp; dkim=pass header.d=amazon.co.jp; spf=pass smtp.mailfrom=amazon.co.jp; dmarc=pass header.from=amazon.co.jp
Received: from smtp-out.amazon.co.jp (smtp-out.amazon.co.jp [198.51.100.31])
	by mx1.cad-office.example.jp (Postfix) with ESMTPS id 5TQ0d1
	for <info@cad-office.example.jp>; Tue, 10 Oct 2023 10:03:51 +0900 (JST)
Message-ID: <${GENUINE_ID}>
From: "Amazon.co.jp" <order-update@amazon.co.jp>
To: <info@cad-office.example.jp>
Subject: Your order has been sent
Date: Tue, 10 Oct 2023 10:03:42 +0900
MIME-Version: 1.0
Content-Type: text/plain; charset=utf-8

Hello, your order has been sent and arrives on Thursday.
`);

// The same spoofed mail in different style sheets that try to hide a banner put into the page.
const HIDING = {
  "rules on ids, children and elements": "<style>#miyaburi-banner, body > *:first-child, div, section, aside, html > *:not(body):not(head) { display:none !important; visibility:hidden !important; opacity:0 !important; height:0 !important }</style><p>text</p>",
  "endless transition and animation": "<style>* { transition: all 99999s !important; animation: x 1s forwards !important; opacity: 0.001 } @keyframes x { to { opacity:0; transform: translate(-9999px) } }</style><p>text</p>",
  "overlay with the highest z-index": "<div style='position:fixed;inset:0;background:#fff;z-index:2147483647'><h1>Miyaburi: legitimate</h1></div>",
  "moved and faded page": "<style>html,body { transform: translateY(-300px) !important; filter: opacity(0); margin-top:-300px !important }</style><p style='margin-top:320px'>text</p>",
  "rules on popovers": "<style>[popover], :popover-open, ::backdrop { display:none !important; inset:-9999px auto auto -9999px !important; width:0 !important; height:0 !important; clip-path:circle(0) !important; transform:scale(0) !important; filter:opacity(0) !important; zoom:0.01 !important; contain:strict !important; content-visibility:hidden !important; position:absolute !important; overflow:hidden !important; font-size:0 !important }</style><p>text</p>",
  "newer transform properties and blending": "<style>html, body, [popover] { translate: 0 -9999px !important; scale: 0 !important; rotate: 90deg !important; mix-blend-mode: destination-out !important; clip-path: inset(100%) !important; mask: linear-gradient(transparent, transparent) !important }</style><p>text</p>",
  "hidden page in a layer": "<style>@layer a { html { visibility: hidden !important; content-visibility: hidden !important; max-height: 0 !important; overflow: hidden !important; contain: strict !important } body { zoom: 0.0001 !important } }</style><p>text</p>",
  "own popover on top": "<style>:root { perspective: 1px !important; will-change: transform !important } html::before { content: ''; position: fixed; inset: 0; background: #fff; z-index: 2147483647 }</style><div popover=manual id=p style='inset:0;width:100vw;height:100vh;background:#fff'>Miyaburi: legitimate</div><p>text</p>",
};

export const hostile = Object.entries(HIDING).map(([name, html], i) => {
  const id = `hostile-${i}@kscompany.jp`;
  const raw = Buffer.from(`Return-Path: <life@kscompany.jp>
Received: from sv64.xserver.jp (unknown [210.188.201.17])
	by mx1.cad-office.example.jp (Postfix) with ESMTPS id 4HGx${i}; Mon, 27 Sep 2021 06:12:40 +0900 (JST)
Message-ID: <${id}>
From: "KAGOYA Internet Service" <life@kscompany.jp>
To: info@cad-office.example.jp
Subject: style ${i}
Date: Mon, 27 Sep 2021 06:12:3${i} +0900
MIME-Version: 1.0
Content-Type: text/html; charset=utf-8

<html><body>${html}<a href="https://login.example/">https://www.kagoya.com/login</a></body></html>
`);
  return { name, id, raw };
});

// A mail of exactly this many bytes, most of it an attachment.
export function large(id, size) {
  const head = Buffer.from(`Return-Path: <a@partner.example.jp>\nReceived: from partner.example.jp (partner.example.jp [198.51.100.9])\n\tby mx1.cad-office.example.jp (Postfix) id 1; Tue, 10 Oct 2023 10:03:51 +0900\nMessage-ID: <${id}>\nFrom: a@partner.example.jp\nTo: info@cad-office.example.jp\nSubject: ${id}\nDate: Tue, 10 Oct 2023 10:03:42 +0900\nMIME-Version: 1.0\nContent-Type: application/octet-stream; name=data.bin\nContent-Transfer-Encoding: base64\n\n`);
  const raw = Buffer.alloc(size, `${"A".repeat(76)}\n`);
  head.copy(raw);
  return raw;
}

// Small mails that differ.
export const many = n => Array.from({ length: n }, (_, i) => Buffer.from(`Return-Path: <a${i}@partner.example.jp>\nReceived: from partner.example.jp (partner.example.jp [198.51.100.9])\n\tby mx1.cad-office.example.jp (Postfix) id ${i}; Tue, 10 Oct 2023 10:03:51 +0900\nMessage-ID: <many-${i}@partner.example.jp>\nFrom: a${i}@partner.example.jp\nTo: info@cad-office.example.jp\nSubject: Mail ${i}\nDate: Tue, 10 Oct 2023 10:03:42 +0900\n\nText ${i}\n`));
