#!/usr/bin/env python3
"""A plain mail of 21 kB on standard output. SPDX-License-Identifier: GPL-3.0-or-later"""
import base64
import sys

TEXT = '<p>いつもお世話になっております。お打ち合わせの件、<a href="https://www.a.example/page/%d">こちらの資料</a>をご覧ください。</p>\n'
HEAD = '''Received: from mail.a.example (mail.a.example [192.0.2.1])
\tby mx.example.net (Postfix) with ESMTPS id 4T1XyZ2abc
\tfor <hanako@example.net>; Tue, 14 Jul 2026 08:12:41 +0900 (JST)
From: =?UTF-8?B?5bGx55Sw5aSq6YOO?= <taro@a.example>
To: hanako@example.net
Subject: =?UTF-8?B?5omT44Gh5ZCI44KP44Gb44Gu5Lu2?=
Date: Tue, 14 Jul 2026 08:12:38 +0900
Message-ID: <20260714081238.1@a.example>
MIME-Version: 1.0
Content-Type: text/html; charset=UTF-8
Content-Transfer-Encoding: base64

'''
html = ''
while len(base64.encodebytes(html.encode())) + len(HEAD) < 21000:
    html += TEXT % len(html)
sys.stdout.write(HEAD + base64.encodebytes(('<html><body>%s</body></html>' % html).encode()).decode())
