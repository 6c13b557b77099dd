"""Mails with a mark in every place that must never reach a log, in shapes that make readers complain.
SPDX-License-Identifier: GPL-3.0-or-later"""
import base64

MARKS = ('markname', 'marklocal', 'marksubject', 'markpath', 'markfile')
HEAD = (b'Received: from a.example ([192.0.2.1]) by b.example; Tue, 1 Jul 2025 10:00:00 +0900\r\n'
        b'From: markname <marklocal@a.example>\r\nTo: marklocal@b.example\r\nSubject: marksubject\r\nMessage-ID: <marklocal@a.example>\r\n')
BODY = b'markbody http://a.example/markpath\r\n'


def part(kind, text):
    return b'Content-Type: ' + kind + b'\r\n\r\n' + text


def hostile_mails():
    mixed = b'Content-Type: multipart/mixed; boundary="markfile"\r\n\r\n'
    attached = (b'--markfile\r\nContent-Type: application/octet-stream; name="markfile.exe"\r\nContent-Transfer-Encoding: base64\r\n\r\n'
                + base64.b64encode(b'MZ' + BODY) + b'\r\n')
    yield 'whole', HEAD + mixed + b'--markfile\r\n' + part(b'text/plain', BODY) + attached + b'--markfile--\r\n'
    yield 'html', HEAD + part(b'text/html; charset=marksubject', b'<a href="http://a.example/markpath">markname</a><script>markbody')
    yield 'no end', HEAD + mixed + attached
    yield 'no boundary', HEAD + b'Content-Type: multipart/mixed; ' + b'p' * 71 + b'=markfile\r\n\r\n' + BODY
    yield 'two types', HEAD + b'Content-Type: text/html\r\nContent-Type: multipart/marksubject; boundary=x\r\n\r\n' + BODY
    yield 'NUL', HEAD.replace(b'mark', b'mark\0', 1) + b'X-marksubject\0: \xff\xfe marksubject\r\n\r\n\0' + BODY
    yield 'broken words', b'Subject: =?utf-8?b?marksubject=?= =?x?q?marksubject\r\n' + HEAD + b'\r\n' + BODY
    yield 'groups', HEAD + b'Cc: ' + b'marklocal:' * 5000 + b'\r\n\r\n' + BODY
    yield 'deep', HEAD + b''.join(b'Content-Type: multipart/marksubject; boundary=%d\r\n\r\n--%d\r\n' % (i, i) for i in range(3000)) + BODY
    yield 'bad base64', HEAD + b'Content-Transfer-Encoding: base64\r\n\r\nmarkbody=markbody!\xff' + BODY
    yield 'bad charset', HEAD + part(b'text/plain; charset=iso-2022-jp', b'\x1b$B\xff\xff markbody \x1b(Z' + BODY)
    yield 'bad zip', HEAD + (b'Content-Type: application/zip; name=markfile.zip\r\nContent-Transfer-Encoding: base64\r\n\r\n'
                             + base64.b64encode(b'PK\3\4' + BODY * 3))
    yield 'no header', b'marksubject marklocal@a.example\r\n' + BODY
    yield 'first line', b' From: marklocal@a.example\r\n' + HEAD + b'\r\n' + BODY
    yield 'signature', b'DKIM-Signature: v=1; a=rsa-sha256; d=a.example; s=marklocal; h=from; bh=marksubject; b=!!\r\n' + HEAD + b'\r\n' + BODY
