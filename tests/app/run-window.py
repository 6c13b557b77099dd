#!/usr/bin/env python3
"""The window on a real display server: drag and drop, files that are no mails, keys, languages, looks.
usage: session 1700x1050 run-window.py DRAG-SOURCE
SPDX-License-Identifier: GPL-3.0-or-later"""
import os
import subprocess
import sys
import tempfile
import time

from app import SEEDS, SHOTS, App, Atspi, Tap, catalogue, key, place, run, settings, shot, size, unnamed, wait_for, window_id

DRAG = sys.argv[1]
SPOOF, BOUNCE = SEEDS + '/s002-digitaldive.eml', SEEDS + '/s004-bounce-forged-sender.eml'
OWN = 'cad-office.example.jp'
tap = Tap()


def drag(app, *what):
    """From the small window on the right into the app on the left, as a hand does it."""
    place(app.process.pid, 10, 30)
    source = subprocess.Popen([DRAG, *what], env=dict(os.environ, GTK_A11Y='none'))
    place(source.pid, 1200, 300)
    run('xdotool', 'mousemove', '1290', '390')
    time.sleep(0.3)
    run('xdotool', 'mousedown', '1')
    for x, y in ((1280, 395), (1240, 400), (1000, 410), (700, 420), (500, 430), (450, 430)):
        run('xdotool', 'mousemove', str(x), str(y))
        time.sleep(0.12)
    time.sleep(0.3)
    shot('drop-hint')
    run('xdotool', 'mouseup', '1')
    ended = wait_for(lambda: source.poll() is not None, 5)
    source.kill()
    return ended


def test_drop():
    settings(own=OWN)
    app = App()
    tap.ok(app.sees('ここにメールをドロップ'), 'the empty window says what to do')
    shot('start-ja')
    drag(app, SPOOF)
    tap.ok(app.sees('自社のメール管理者を名乗っていますが'), 'a mail dropped from another window is judged')
    drag(app, SPOOF, BOUNCE)
    tap.ok(app.sees('何者かがあなたのアドレスを差出人として使いました'), 'two mails dropped at once open two tabs')
    shot('tabs-ja')
    drag(app, '--text', open(SPOOF, encoding='ascii', errors='replace').read())
    tap.ok(app.sees('ドロップされたテキスト'), 'dropped text is judged too')
    app.quit()
    tap.ok(app.process.returncode == -15, 'nothing broke')


def test_ways_in():
    settings(own=OWN)
    app = App(SPOOF, BOUNCE)
    tap.ok(app.sees('障害発生') and app.sees('何者かがあなたのアドレスを'), 'files on the command line')
    app.quit()
    app = App('-', stdin=open(SPOOF, 'rb'))
    tap.ok(app.sees('標準入力') and app.sees('自社のメール管理者'), 'a mail on standard input')
    app.quit()
    app = App()
    window_id(app.process.pid)
    subprocess.run(['xclip', '-selection', 'clipboard', '-in', SPOOF], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    key('ctrl+v')
    tap.ok(app.sees('貼り付けたテキスト') and app.sees('自社のメール管理者'), 'a pasted source')
    app.quit()


def test_no_mails():
    settings(own=OWN)
    with tempfile.TemporaryDirectory() as folder:
        name = lambda n: os.path.join(folder, n)
        open(name('empty.eml'), 'w').close()
        open(name('picture.eml'), 'wb').write(b'\x89PNG\r\n\x1a\n' + bytes(range(256)) * 40)
        os.mkfifo(name('pipe.eml'))
        os.mkdir(name('folder.eml'))
        with open(name('huge.eml'), 'wb') as f:
            f.write(b'From: a@example.jp\n\n')
            f.truncate(3 << 30)
        with open(name('broken.miyaburi'), 'w') as f:
            f.write('{"miyaburi-investigation": 1, "now": 1, "facts": 3, "mail": ""}')
        cases = [('empty.eml', 'ファイルが空です'), ('picture.eml', 'メールではありません'), ('pipe.eml', 'パイプです'), ('folder.eml', 'メールが見つかりません'),
                 ('missing.eml', '見つかりません'), ('huge.eml', '50 MiB'), ('broken.miyaburi', '壊れています'), ('/dev/zero', 'デバイスです')]
        for file, answer in cases:
            app = App(os.path.join(folder, file))
            tap.ok(app.sees(answer), '%s: %s' % (file, answer))
            if file == 'picture.eml':
                shot('no-mail-ja')
            app.quit()
        app = App('sftp://server.example/mail.eml')
        tap.ok(app.sees('このパソコンの中にありません'), 'a file elsewhere is not fetched')
        app.quit()


def english_left(app, words):
    """Texts on screen that the catalogue has in Japanese."""
    return sorted({t for t in app.texts() if len(t) > 1 and t in words and words[t] != t and '%' not in t})


def test_names():
    settings(own=OWN)
    words = catalogue()
    for language in ('ja', 'en'):
        app = App(SPOOF, language=language)
        tap.ok(app.sees('届いた経路' if language == 'ja' else 'The way it came'), 'the report is there (%s)' % language)
        window_id(app.process.pid)
        key('ctrl+u')
        app.sees('Delivered-To: ')
        for keys, where in (((), 'report'), (('ctrl+comma',), 'preferences'), (('ctrl+s',), 'save report'), (('ctrl+t',), 'tell others'), (('ctrl+question',), 'shortcuts')):
            before = app.windows()
            key(*keys)
            if keys:
                tap.ok(wait_for(lambda: app.windows() > before), 'a key opens: %s (%s)' % (where, language))
                shot('%s-%s' % (where.replace(' ', '-'), language))
            bad = unnamed(app)
            tap.ok(not bad, 'every control has a name and a role: %s (%s) %s' % (where, language, bad[:5]))
            if language == 'ja':
                left = english_left(app, words)
                tap.ok(not left, 'nothing is left in English: %s %s' % (where, left[:5]))
            if keys:
                key('Escape')
                wait_for(lambda: app.windows() == before)
        menu_and_about(app, language, words)
        app.quit()


def menu_and_about(app, language, words):
    key('F10')
    items = wait_for(lambda: [n for n in app.nodes() if n.get_role() == Atspi.Role.MENU_ITEM], 5)
    tap.ok(items and all(n.get_name() for n in items), 'every item of the main menu has a name (%s) %s' % (language, len(items or [])))
    left = english_left(app, words) if language == 'ja' else []
    tap.ok(not left, 'the menu speaks the language (%s) %s' % (language, left[:5]))
    before = app.windows()
    key('Up', 'Return')
    tap.ok(wait_for(lambda: app.windows() > before), 'its last item opens by keys: about (%s)' % language)
    time.sleep(0.6)
    shot('about-%s' % language)
    bad, left = unnamed(app), english_left(app, words) if language == 'ja' else []
    tap.ok(not bad and not left, 'every control of it has a name and a role %s %s' % (bad[:5], left[:5]))


def until_focus(app, name, keys=('Tab',), most=80):
    """Presses the keys in turn until something of that name has the focus."""
    for i in range(most):
        key(keys[i % len(keys)])
        node = app.focused()
        if node and name in (node.get_name() or ''):
            return node
    return None


def test_keyboard():
    settings(own=OWN)
    app = App(SPOOF)
    app.sees('届いた経路')
    window_id(app.process.pid)
    for control in ('メールを開く', 'メールの原文を表示', '報告書のメニュー', 'メインメニュー'):
        tap.ok(until_focus(app, control), 'Tab reaches %s' % control)
    tap.ok(until_focus(app, 'リンクに表示されたアドレス', ('Tab', 'Down')), 'keys reach a reason')
    key('space')
    tap.ok(app.sees('なぜ問題か', 4), 'and it unfolds by a key')
    shot('reason-unfolded-ja')
    tap.ok(until_focus(app, 'メールの原文で見る', ('Tab', 'Down')), 'keys reach the button that shows the place')
    key('space')
    tap.ok(app.sees('Delivered-To: info@cad-office.example.jp', 4), 'the raw mail opens')
    time.sleep(0.5)
    shot('evidence-ja')
    key('ctrl+u', 'ctrl+w')
    tap.ok(app.sees('ここにメールをドロップ', 4), 'Ctrl+W closes the mail')
    key('ctrl+q')
    tap.ok(wait_for(lambda: app.process.poll() is not None, 5), 'Ctrl+Q ends the app')


def test_looks():
    settings(own=OWN)
    for language in ('ja', 'en'):
        for dark in (False, True):
            app = App(SPOOF, language=language, dark=dark)
            app.sees('届いた経路' if language == 'ja' else 'The way it came')
            for width, height in ((860, 980), (360, 720), (1600, 980)):
                window = place(app.process.pid, 10, 30, width, height)
                if width == 1600:
                    key('ctrl+u')
                time.sleep(0.8)
                shot('report-%s-%s-%d' % (language, 'dark' if dark else 'light', width))
                if width == 360:
                    # Without a compositor GTK draws a border of 5 px into the window; it is no content.
                    inside = app.root.get_child_at_index(0).get_component_iface().get_extents(Atspi.CoordType.WINDOW).width
                    tap.ok(0 < inside <= 360 and size(window)[0] <= 370, 'the window fits 360 px (%s): %d' % (language, inside))
            app.quit()
    app = App(SPOOF, contrast=True)
    app.sees('届いた経路')
    shot('report-ja-contrast')
    key('ctrl+plus', 'ctrl+plus', 'ctrl+plus', 'ctrl+plus', 'ctrl+plus')
    time.sleep(0.6)
    shot('report-ja-large')
    key('ctrl+0')
    app.quit()
    tap.ok(len(os.listdir(SHOTS)) > 12, 'screenshots are kept')


def test_language():
    """Chosen in the preferences, it is spoken at once, by the same mails."""
    settings(own=OWN)
    app = App(SPOOF, BOUNCE)
    app.sees('何者かがあなたのアドレスを')
    window_id(app.process.pid)
    before = app.windows()
    key('ctrl+comma')
    wait_for(lambda: app.windows() > before)
    until_focus(app, '画面と報告書の言語', ('Tab', 'Down'))
    key('space')
    time.sleep(0.5)
    key('End', 'Return')
    tap.ok(app.sees('Which names are yours?') and app.sees('Somebody else used your address as the sender'), 'English, once chosen')
    tap.ok(app.sees('障害発生') and not app.sees('届いた経路', 0), 'both mails are there, and no Japanese part of the window')
    tap.ok(app.windows() == before + 1, 'in one window, with the preferences over it: %d' % app.windows())
    shot('language-changed')
    until_focus(app, 'Language of window and reports', ('Tab', 'Down'))
    key('space')
    time.sleep(0.5)
    key('Home', 'Return')
    tap.ok(app.sees('自社の名前') and app.sees('届いた経路'), 'and back to that of the system')
    app.quit()
    tap.ok(app.process.returncode == -15, 'nothing broke')


def test_first_run():
    settings(asked=False)
    app = App()
    tap.ok(app.sees('はじめに3つの質問'), 'the three questions come first')
    tap.ok(not unnamed(app), 'with named controls %s' % unnamed(app)[:5])
    shot('questions-ja')
    app.quit()
    nowhere = os.path.join(os.environ['HOME'], 'file')
    open(nowhere, 'w').close()
    app = App(SPOOF, XDG_CONFIG_HOME=nowhere + '/x', XDG_DATA_HOME=nowhere + '/x', XDG_CACHE_HOME=nowhere + '/x')
    tap.ok(app.sees('設定を保存できません'), 'without a place to write it says so')
    tap.ok(app.sees('届いた経路'), 'and judges all the same')
    app.quit()


only = sys.argv[2:]
for test in (test_drop, test_ways_in, test_no_mails, test_names, test_keyboard, test_looks, test_language, test_first_run):
    if not only or test.__name__ in only:
        test()
tap.done()
