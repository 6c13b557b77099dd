#!/usr/bin/env python3
"""What the window writes and reads: saved investigations, reports, drafts; a full disk, a closed folder; stopping, what is
remembered, printing, keys; hostile texts; a large display. usage: session WIDTHxHEIGHT run-files.py TEST…
SPDX-License-Identifier: GPL-3.0-or-later"""
import fcntl
import json
import os
import re
import socket
import stat
import struct
import subprocess
import sys
import tempfile
import time

from app import PROGRAM, SEEDS, App, Atspi, Focus, Tap, key, place, run, settings, shot, unnamed, wait_for, window_id
from payloads import mail, payloads

SPOOF, CHAIN = SEEDS + '/s002-digitaldive.eml', SEEDS + '/s003-popular-ru.eml'
OWN = 'cad-office.example.jp'
# An own file without read permission is closed to root too, once root may not override permissions.
PLAIN = ['setpriv', '--inh-caps=-dac_override,-dac_read_search', '--bounding-set=-dac_override,-dac_read_search'] if os.getuid() == 0 else []
UNSAFE = re.compile('[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066\u2067\ufeff]')
tap = Tap()


def opened(*args, wait='背後にいるのは誰か', **more):
    settings(own=OWN, allow=more.pop('allow', ''))
    app = App(*args, **more)
    tap.ok(app.sees(wait), 'the report stands')
    window_id(app.process.pid)
    time.sleep(0.5)
    return app


def save_as(app, path, before):
    """In the file dialog that has just been asked for."""
    wait_for(lambda: app.windows() > before)
    time.sleep(0.8)
    key('ctrl+a')
    run('xdotool', 'type', '--delay', '4', path)
    time.sleep(0.3)
    key('Return')


def save(app, keys, path, confirm=()):
    """A key that leads to the file dialog, over another window or not."""
    before = app.windows()
    key(keys)
    for name in confirm:
        wait_for(lambda: app.windows() > before)
        app.press(name)
        wait_for(lambda: app.windows() == before, 3)
    save_as(app, path, before)


def private(path):
    return os.path.exists(path) and stat.S_IMODE(os.stat(path).st_mode) == 0o600


def drafts():
    """Where a draft would stay for good."""
    return [f for base in ('CACHE', 'CONFIG', 'DATA') for top, _, names in os.walk(os.environ['XDG_%s_HOME' % base]) for f in names if f.endswith('.eml')]


def left_over(folder, *known):
    return sorted(set(os.listdir(folder)) - set(known))


def test_saving(folder):
    name = lambda n: os.path.join(folder, n)
    app = opened(CHAIN)
    save(app, 'ctrl+shift+s', name('a.miyaburi'))
    tap.ok(app.sees('調査を保存しました') and private(name('a.miyaburi')), 'an investigation is saved, for its owner only')
    save(app, 'ctrl+s', name('a.html'), confirm=('保存(S)…',))
    tap.ok(app.sees('報告書を保存しました') and private(name('a.html')), 'so is a report')
    page = open(name('a.html'), encoding='utf-8').read() if os.path.exists(name('a.html')) else ''
    verdict = (re.findall('<h1[^>]*>([^<]+)</h1>', page) or ['?'])[0]
    tap.ok(app.sees(verdict) and '<svg class="map"' in page and '送信元 → 名前 → ネットワーク → 国' in page, 'with map and chain')
    tap.ok(not left_over(folder, 'a.miyaburi', 'a.html'), 'and nothing half-written lies beside them')
    app.quit()
    kept = json.load(open(name('a.miyaburi'), encoding='utf-8'))
    tap.ok(kept['facts'] and kept['mail'], 'mail and answers are in it')
    again = opened(name('a.miyaburi'))
    tap.ok(again.sees(verdict) and again.sees('保存された調査です') and again.sees('1. ブラジル'), 'opened again it says the same, of that time')
    again.quit()


def test_trouble(folder):
    closed, small = os.path.join(folder, 'closed'), os.path.join(folder, 'small')
    os.mkdir(closed)
    os.mkdir(small)
    open(os.path.join(folder, 'unreadable.eml'), 'w').write('From: a@example.jp\n\n')
    os.chmod(os.path.join(folder, 'unreadable.eml'), 0)
    os.chmod(closed, 0o500)
    full = subprocess.run(['mount', '-t', 'tmpfs', '-o', 'size=32k', 'tmpfs', small], stderr=subprocess.DEVNULL).returncode == 0
    if full:
        subprocess.run(['dd', 'if=/dev/zero', 'of=%s/filler' % small], stderr=subprocess.DEVNULL)
    app = opened(CHAIN, run=PLAIN)
    for place_, why, possible in ((closed, '書き込む権限がありません', True), (small, 'ディスクの空きがありません', full)):
        if not possible:
            tap.skip(why, 'no file system can be mounted here')
            continue
        before = app.windows()
        save(app, 'ctrl+shift+s', os.path.join(place_, 'x.miyaburi'))
        tap.ok(app.sees(why), 'said in our words: ' + why)
        shot('save-failed-ja')
        tap.ok(not left_over(place_, 'filler'), 'and nothing is left there')
        key('Escape')
        wait_for(lambda: app.windows() == before, 3)
    app.quit()
    app = App(os.path.join(folder, 'unreadable.eml'), run=PLAIN)
    tap.ok(app.sees('読む権限がありません'), 'a file that may not be read')
    app.quit()
    subprocess.run(['umount', small], stderr=subprocess.DEVNULL)


def mail_program(folder):
    """A program for mail files that keeps what it is given."""
    programs = os.path.join(os.environ['XDG_DATA_HOME'], 'applications')
    os.makedirs(programs, exist_ok=True)
    got = os.path.join(folder, 'got.eml')
    with open(os.path.join(folder, 'keep'), 'w') as f:
        f.write('#!/bin/sh\nexec cp "$1" %s\n' % got)
    os.chmod(os.path.join(folder, 'keep'), 0o700)
    with open(os.path.join(programs, 'keep.desktop'), 'w') as f:
        f.write('[Desktop Entry]\nType=Application\nName=Keep\nExec=%s/keep %%f\nMimeType=message/rfc822;\n' % folder)
    os.makedirs(os.environ['XDG_CONFIG_HOME'], exist_ok=True)
    with open(os.path.join(os.environ['XDG_CONFIG_HOME'], 'mimeapps.list'), 'w') as f:
        f.write('[Default Applications]\nmessage/rfc822=keep.desktop\n')
    return got


def test_drafts(folder):
    got, name = mail_program(folder), os.path.join(folder, 'draft.eml')
    app = opened(SPOOF)
    before = app.windows()
    key('ctrl+t')
    tap.ok(wait_for(lambda: app.windows() > before) and app.sees('info@antiphishing.jp'), 'a draft to the council comes first')
    tap.ok(app.sees('見破りからは送信しません'), 'and says that nothing is sent')
    tap.ok(app.sees('Received: from', window=app.front()) and not app.sees('info@cad-office', 0, app.front()), 'the header is quoted without the own address')
    tap.ok(not unnamed(app), 'every control has a name and a role %s' % unnamed(app)[:5])
    shot('tell-ja')
    app.press('自分のアドレスを隠す')
    tap.ok(app.sees('info@cad-office', 4, app.front()), 'the own address stays in when asked for')
    app.press('自分のアドレスを隠す')
    app.press('自動処理用のデータを付ける（ARF）')
    app.press('メールソフトで開く(O)')
    tap.ok(wait_for(lambda: os.path.exists(got) and os.path.getsize(got) > 0, 8), 'the mail program gets it')
    text = open(got, encoding='ascii').read() if os.path.exists(got) else ''
    tap.ok('X-Unsent: 1' in text and 'multipart/report; report-type=feedback-report' in text, 'as a draft, with the part for machines')
    handed = os.path.join(os.environ['XDG_RUNTIME_DIR'], 'miyaburi', 'draft.eml')
    tap.ok(private(handed), 'from a file of the user only, in the folder of the session')
    tap.ok(not drafts(), 'and nowhere else %s' % drafts())
    app.press('保存(S)…')
    wait_for(lambda: app.windows() == before, 3)
    save_as(app, name, before)
    tap.ok(app.sees('下書きを保存しました') and private(name) and 'X-Unsent: 1' in open(name).read(), 'it is saved as a mail file')
    key('ctrl+comma')
    tap.ok(wait_for(lambda: app.windows() > before) and app.press('記憶した内容を消す') and wait_for(lambda: not os.path.exists(handed), 5), 'erasing what is remembered takes the draft')
    key('Escape')
    wait_for(lambda: app.windows() == before)
    app.process.kill()
    app.process.wait()
    for left in (handed, os.path.join(os.environ['XDG_CACHE_HOME'], 'miyaburi', 'draft.eml')):
        os.makedirs(os.path.dirname(left), exist_ok=True)
        open(left, 'w').close()
    app = opened(SPOOF)
    tap.ok(not os.path.exists(handed) and not drafts(), 'what a crash left goes at the next start')
    before = app.windows()
    key('ctrl+t')
    wait_for(lambda: app.windows() > before)
    app.press('メールソフトで開く(O)')
    tap.ok(wait_for(lambda: os.path.exists(handed), 8), 'the next draft stands there')
    key('Escape')
    wait_for(lambda: app.windows() == before)
    key('ctrl+q')
    app.process.wait(20)
    tap.ok(not os.path.exists(handed) and not drafts(), 'and goes with the program')


def test_stop(folder):
    """A name server that never answers."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as silent:
        try:
            if os.getuid() == 0 and 'MIYABURI_UNSHARED' in os.environ:  # a network of its own begins with its loop down
                fcntl.ioctl(silent, 0x8914, struct.pack('16sh', b'lo', 0x41))  # SIOCSIFFLAGS: up, running
            silent.bind(('127.0.0.77', 53))
            with open(os.path.join(folder, 'resolv.conf'), 'w') as f:
                f.write('nameserver 127.0.0.77\n')
            subprocess.run(['mount', '--bind', f.name, '/etc/resolv.conf'], check=True, stderr=subprocess.DEVNULL)
        except (OSError, subprocess.CalledProcessError):
            return tap.skip('stopping a check', 'no name server of ours can be put in place')
        settings(own=OWN, allow='dns')
        app = App(CHAIN)
        window_id(app.process.pid)

        def asking():  # said above the first list of the report
            for n in app.nodes():
                if '判定が変わることがあります' in (n.get_name() or ''):
                    return True
                if n.get_role() == Atspi.Role.LIST:
                    break
            return False

        tap.ok(asking() and app.sees('背後にいるのは誰か'), 'the verdict without answers is there while the others are asked')
        wait_for(lambda: not asking(), 8)

        def asked_again(stop):
            key('F5')
            again = wait_for(asking, 8, 0)
            start = time.monotonic()
            if stop:
                key('Escape')
            ended = wait_for(lambda: not asking(), 20, 0)
            took = time.monotonic() - start
            tap.ok(again and ended, 'asked again; over after %.2f s%s' % (took, ', stopped' if stop else ''))
            return took

        # Other work on the machine may make one try slow: the best of three against the best of three.
        whole = min(asked_again(False) for _ in range(3))
        tries = 0
        stopped = whole
        while stopped >= whole - 0.3 and tries < 3:
            stopped, tries = min(stopped, asked_again(True)), tries + 1
        tap.ok(stopped < whole - 0.3, 'Escape stops the asking: %.2f s of %.2f' % (stopped, whole))
        tap.ok(app.sees('ferapontoff', 2), 'and the report stays')
        key('F5')
        wait_for(asking, 3, 0)
        app.quit()
        tap.ok(app.process.returncode == -15, 'it can be closed in the middle of it')
        subprocess.run(['umount', '/etc/resolv.conf'])


def test_recent(folder):
    state = os.path.join(os.environ['XDG_CONFIG_HOME'], 'miyaburi', 'app.ini')
    seen = lambda: 's003-popular-ru.eml' in open(state).read() if os.path.exists(state) else False
    app = opened(CHAIN)
    tap.ok(not seen(), 'no opened mail is remembered unless asked for')
    app.quit()
    for on in (True, False):
        app = opened(CHAIN)
        before = app.windows()
        key('ctrl+comma')
        wait_for(lambda: app.windows() > before)
        time.sleep(0.8)
        app.press('開いたメールを覚えておく')
        key('Escape')
        wait_for(lambda: app.windows() == before)
        app.quit()
        if on:
            app = opened(CHAIN)
            key('ctrl+w')
            tap.ok(seen() and app.sees('s003-popular-ru.eml'), 'remembered, it is offered on the empty window')
            shot('recent-ja')
            app.quit()
    tap.ok(not seen(), 'turned off, it is forgotten')


def test_print(folder):
    app = opened(CHAIN)
    before = app.windows()
    key('ctrl+p')
    tap.ok(wait_for(lambda: app.windows() > before), 'the print dialog opens')
    shot('print-ja')
    key('Escape')
    tap.ok(wait_for(lambda: app.windows() == before), 'and closes')
    app.quit()


# Those of the window's frame are the window manager's keys' business.
FRAME = {'最小化', '最大化', '閉じる', '元に戻す'}
# The bus does not tell which page of a stack is in front: these are on others.
BEHIND = {'メールを開く(O)…', 'メールのソースを貼り付け(P)', 'もう一度調べる(A)', 'Close Tab', '検索', 'キャンセル(C)'}
BACK = '戻る'
CONTROLS = {Atspi.Role.PUSH_BUTTON, Atspi.Role.TOGGLE_BUTTON, Atspi.Role.CHECK_BOX, Atspi.Role.COMBO_BOX, Atspi.Role.RADIO_BUTTON}


def usable(node):
    """Not in a row that is switched off."""
    while node and node.get_role() != Atspi.Role.FRAME:
        if node.get_role() == Atspi.Role.LIST_ITEM and not node.get_state_set().contains(Atspi.StateType.SENSITIVE):
            return False
        node = node.get_parent()
    return True


def controls(app, window, behind, also):
    """Each one, also those that share a name."""
    for node in app.nodes(window):
        name = node.get_name()
        if (node.get_role() in CONTROLS or node.get_role() in also) and name and name not in FRAME | behind and node.get_state_set().contains(Atspi.StateType.FOCUSABLE) and usable(node):
            yield node


def walk(app, what, most=300, behind=BEHIND, also=()):
    """Only keys, until every control has had the focus. Then Tab and Shift+Tab alone must go on from anywhere."""
    wanted = set(controls(app, app.front(), behind, also))
    with Focus(app) as focus:
        for i in range(most):
            run('xdotool', 'key', '--delay', '20', 'Tab' if i < 50 or i % 3 < 2 else 'Down')  # from list to list, then row by row
            time.sleep(0.03)
            focus.look()
            if wanted <= set(focus.order):
                break
        missed = sorted(n.get_name() for n in wanted - set(focus.order))
        tap.ok(wanted and not missed, 'keys alone reach all %d controls: %s, not %s' % (len(wanted), what, missed[:6]))
        stuck = [way for way in ('Tab', 'shift+Tab') if not moves_on(focus, way)]
        tap.ok(not stuck, 'and nothing holds the keys: %s %s' % (what, stuck))


def moves_on(focus, way):
    """The focus is never on one thing for ten keys."""
    for _ in range(3):
        before = len(focus.order)
        for _ in range(10):
            run('xdotool', 'key', '--delay', '20', way)
            time.sleep(0.03)
        wait_for(lambda: focus.look() or len(focus.order) > before, 3)
        if len(set(focus.order[before:])) < 2:
            return False
    return True


def type_somewhere():
    """GTK 4.8 does not tell the bus when a text field gets the focus: what was typed is in the settings."""
    for keys in ['Tab', 'x'] * 3 + ['Down', 'x'] * 2 + ['Escape', 'Escape']:
        key(keys)
    kept = open(os.path.join(os.environ['XDG_CONFIG_HOME'], 'miyaburi', 'settings.ini'), encoding='utf-8').read()
    tap.ok(re.search(r'(?m)^servers=x+;?$', kept), 'and keys alone reach the text fields')


def test_walk(folder):
    app = opened(SPOOF)
    walk(app, 'report')
    for keys, what in (('ctrl+comma', 'preferences'), ('ctrl+t', 'tell others'), ('ctrl+s', 'save report')):
        before = app.windows()
        key(keys)
        wait_for(lambda: app.windows() > before)
        time.sleep(0.5)
        walk(app, what)
        if what == 'preferences':
            type_somewhere()
        key('Escape')
        wait_for(lambda: app.windows() == before, 3)
    app.quit()


def over(app, *keys):
    """A window or menu item that keys open over the one in front."""
    before = app.windows()
    key(*keys)
    wait_for(lambda: app.windows() > before)
    time.sleep(0.6)


def away(app, *keys):
    before = app.windows()
    key(*keys)
    return wait_for(lambda: app.windows() < before, 3)


def reach(app, name, most=40):
    with Focus(app) as focus:
        for i in range(most):
            run('xdotool', 'key', '--delay', '20', 'Down' if i % 3 == 2 else 'Tab')
            time.sleep(0.1)
            focus.look()
            if focus.order and focus.order[-1].get_name() == name:
                return True
    return False


def test_walk_rest(folder):
    """The first questions, the empty window, about, shortcuts, and the page of many mails."""
    settings(asked=False, own=OWN)
    app = App()
    tap.ok(app.sees('はじめに3つの質問'), 'the first questions')
    window_id(app.process.pid)
    walk(app, 'first questions')
    tap.ok(away(app, 'alt+l'), 'a key puts them off')
    walk(app, 'empty window', behind=set())
    bad = unnamed(app)
    tap.ok(not bad, 'every control there has a name and a role %s' % bad[:5])
    key('F10')
    over(app, 'Up', 'Return')
    rows = {Atspi.Role.LIST_ITEM}
    walk(app, 'about', behind=BEHIND | {BACK, 'Copy Text', 'Save as…', 'Debugging Information', '見破り（Miyaburi）開発者'}, also=rows)
    for page in ('Details', 'Credits', 'Legal'):
        tap.ok(reach(app, page) and not key('Return') and reach(app, BACK) and not key('Return'), 'keys lead to a page of it and back: ' + page)
    tap.ok(away(app, 'Escape'), 'and Escape out of it')
    over(app, 'ctrl+question')
    walk(app, 'shortcuts', behind=(BEHIND - {'検索'}) | {'メニュー'})
    tap.ok(away(app, 'Escape'), 'Escape leaves it')
    subprocess.run([PROGRAM, SEEDS], check=True, timeout=30)
    tap.ok(app.sees('障害発生') and wait_for(lambda: not app.process.poll(), 1), 'many mails')
    time.sleep(1)
    walk(app, 'many mails', behind=BEHIND | {'中止', '一時停止'})
    bad = unnamed(app)
    tap.ok(not bad, 'every control there has a name and a role %s' % bad[:5])
    app.quit()
    settings(own=OWN)
    app = App(SEEDS, language='en')
    tap.ok(app.sees('障害発生') and not unnamed(app), 'in English too %s' % unnamed(app)[:5])
    app.quit()


def test_menu(folder):
    """The menu over the raw mail, by the key for it."""
    app = opened(SPOOF)
    key('ctrl+u')
    tap.ok(reach(app, 'メールの原文') and not key('shift+F10'), 'keys reach the raw mail')
    items = wait_for(lambda: [n for n in app.nodes() if n.get_role() == Atspi.Role.MENU_ITEM and n.get_name()], 5)
    tap.ok(items, 'and open the menu over it: %s' % [n.get_name() for n in items or []])
    shot('source-menu-ja')
    key('Escape')
    with Focus(app) as focus:
        tap.ok(moves_on(focus, 'shift+Tab'), 'and leave it')
    app.quit()


RTL = ('From: =?UTF-8?B?16nXnNeV150g16LXldec150=?= <info@evil.example>\r\nTo: taro@victim.example\r\n'
       'Subject: =?UTF-8?B?15TXl9ep15HXldefINep15zXmiDXoNeX16HXnSDigK5naGkuZXhl?=\r\nDate: Tue, 14 Jul 2026 08:12:38 +0900\r\n'
       'Received: from a.example (a.example [203.0.113.9]) by mx.victim.example; Tue, 14 Jul 2026 08:12:41 +0900\r\n\r\n\u05e9\u05dc\u05d5\u05dd http://evil.example/\u202e\r\n')


def test_hostile(folder):
    """Right-to-left text, and hostile texts in the raw mail beside the report."""
    rtl, bad = os.path.join(folder, 'rtl.eml'), os.path.join(folder, 'bad.eml')
    open(rtl, 'w', encoding='utf-8', newline='').write(RTL)
    every = b''.join(b'X-%d: ' % i + text[:300] + b'\r\n' for i, (_, text) in enumerate(payloads()))
    open(bad, 'wb').write(mail(b'mark0q').replace(b'MIME-Version', every + b'MIME-Version', 1))
    app = opened(rtl, wait='שלום עולם')
    place(app.process.pid, 10, 30, 360, 800)
    time.sleep(0.6)
    shot('rtl-ja-360')
    app.quit()
    app = opened(bad, wait='メール')
    key('ctrl+u')
    tap.ok(app.sees('X-%d: ' % (len(payloads()) - 1)), 'hostile header fields stand in the raw mail')
    raw = [t for t in app.texts() if 'X-0: ' in t]
    tap.ok(raw and not any(UNSAFE.search(t) for t in raw), 'without a control character')
    tap.ok(raw and '<script>' in raw[0] and '%n' in raw[0], 'as text')
    shot('hostile-source-ja')
    app.quit()
    tap.ok(app.process.returncode == -15, 'and nothing broke')


def test_tour(folder):
    """Once through everything by keys; under the sanitizers too, which end the program at a mistake."""
    bad, none = os.path.join(folder, 'bad.eml'), os.path.join(folder, 'none.eml')
    open(bad, 'wb').write(b''.join(b'X-%d: ' % i + text[:300] + b'\r\n' for i, (_, text) in enumerate(payloads())) + mail(b'mark0q'))
    open(none, 'wb').write(bytes(range(256)) * 40)
    settings(own=OWN)
    app = App(bad, none, SPOOF, CHAIN)
    tap.ok(app.sees('背後にいるのは誰か', 30), 'the reports stand')
    window_id(app.process.pid)
    app.press('リンクに表示された')
    for over_it in ('ctrl+comma', 'ctrl+t', 'ctrl+s', 'ctrl+question', 'ctrl+o', 'ctrl+p'):
        before = app.windows()
        key(over_it)
        wait_for(lambda: app.windows() > before)
        time.sleep(0.5)
        key('Tab', 'Escape')
        wait_for(lambda: app.windows() == before, 5)
    for keys in ('ctrl+u', 'ctrl+plus', 'ctrl+Page_Up', 'ctrl+u', 'F5', 'ctrl+Page_Up', 'ctrl+Page_Up', 'ctrl+shift+c', 'ctrl+v', 'ctrl+0', 'ctrl+n', 'ctrl+v', 'ctrl+w', 'ctrl+w', 'ctrl+w'):
        key(keys)
        time.sleep(0.4)
    subprocess.run([PROGRAM, SEEDS], check=True, timeout=60)
    tap.ok(app.sees('障害発生', 30), 'many mails stand too')
    key('ctrl+f', 'a', 'Escape', 'F5', 'ctrl+w', 'ctrl+q')
    ended = wait_for(lambda: app.process.poll() is not None, 30)
    errors = app.process.communicate()[1] if ended else 'it does not end'
    good = app.process.returncode == 0 and 'Sanitizer' not in errors and 'runtime error' not in errors
    tap.ok(good, 'nothing broke' + ('' if good else ': ' + errors[-2000:].replace('\n', ' | ')))


def test_large(folder):
    for contrast, dark in ((False, False), (True, True)):
        app = opened(CHAIN, contrast=contrast, dark=dark)
        place(app.process.pid, 0, 0, 3800, 2100)
        time.sleep(1)
        shot('4k-ja%s%s' % ('-contrast' if contrast else '', '-dark' if dark else ''))
        widest = max((n.get_component_iface().get_extents(Atspi.CoordType.WINDOW).width for n in app.nodes() if n.get_role() == Atspi.Role.LIST_ITEM), default=0)
        tap.ok(300 < widest < 1000, 'lines stay readable on 3840 px: %d' % widest)
        app.quit()


for test in sys.argv[1:]:
    with tempfile.TemporaryDirectory() as scratch:
        globals()[test](scratch)
tap.done()
