#!/usr/bin/env python3
"""Many mails in the window: ways in, list, search, keys, pages beside the list, export, and what it costs.
usage: session 1700x1050 run-many.py DRAG-SOURCE WATCH MANY-ROWS [TEST…]. SPDX-License-Identifier: GPL-3.0-or-later"""
import csv
import glob
import json
import mailbox
import os
import shutil
import stat
import subprocess
import sys
import tempfile
import time
import zipfile

from app import PROGRAM, SEEDS, SOURCE, App, Atspi, Tap, catalogue, key, place, run, settings, shot, size, wait_for, window_id

DRAG, WATCH, ROWS = sys.argv[1:4]
OWN = 'cad-office.example.jp'
MAX_STALL = 50
MAILS = sorted(glob.glob(SEEDS + '/*.eml'))
tap = Tap()


def drop(app, *what):
    """From the small window on the right into the app on the left, as a hand does it."""
    place(app.process.pid, 10, 30)
    source = subprocess.Popen([DRAG, *what], env=dict(os.environ, GTK_A11Y='none'))
    place(source.pid, 1300, 300)
    run('xdotool', 'mousemove', '1390', '390', 'mousedown', '1')
    for x in (1380, 1340, 1100, 700, 460, 450):
        run('xdotool', 'mousemove', str(x), '420')
        time.sleep(0.12)
    time.sleep(0.3)
    run('xdotool', 'mouseup', '1')
    wait_for(lambda: source.poll() is not None, 5)
    source.kill()


def bounces(path, story, count):
    with open(path, 'wb') as f:
        subprocess.run([sys.executable, SOURCE + '/tests/batch/bounces.py', story, str(count)], stdout=f, check=True)
    return path


def folder_of_mails(folder):
    """The seed mails, one that is no mail at all, and a folder below."""
    os.mkdir(folder + '/in')
    for i, mail in enumerate(MAILS):
        shutil.copy(mail, folder + ('/in/' if i % 2 else '/'))
    with open(folder + '/broken.eml', 'wb') as f:
        f.write(b'\x89PNG\r\n\x1a\n' + bytes(range(256)) * 40)
    return folder


def click(app, name):
    """With the mouse: stack switchers and expanders have no action for the bus."""
    named = wait_for(lambda: [n for n in app.nodes() if n.get_name() == name], 6) or []
    buttons = [n for n in named if n.get_role() in (Atspi.Role.TOGGLE_BUTTON, Atspi.Role.PUSH_BUTTON, Atspi.Role.RADIO_BUTTON, Atspi.Role.PAGE_TAB)] or named
    if buttons:
        box = buttons[0].get_component_iface().get_extents(Atspi.CoordType.WINDOW)
        run('xdotool', 'mousemove', str(10 + box.x + min(box.width // 2, 60)), str(30 + box.y + box.height // 2), 'click', '1')
    return bool(buttons)


def bar(app):
    """Texts outside of the list, which has thousands of nodes."""
    stack, found = [app.root], []
    while stack:
        node = stack.pop()
        found.append(node.get_name() or '')
        text = node.get_text_iface()
        if text:
            found.append(Atspi.Text.get_text(text, 0, Atspi.Text.get_character_count(text)))
        if node.get_child_count() < 20:
            stack += [c for c in (node.get_child_at_index(i) for i in range(node.get_child_count())) if c]
    return found


def bar_says(app, text, seconds=20):
    return bool(wait_for(lambda: any(text in t for t in bar(app)), seconds, 0.2))


def checked(app, n):
    return app.sees('%s 通を調べました' % n, 40)


def test_ways_in(scratch):
    settings(own=OWN)
    n = len(MAILS)
    many = scratch + '/mails'
    os.mkdir(many)
    folder_of_mails(many)
    app = App()
    drop(app, many)
    tap.ok(checked(app, n + 1), 'a dropped folder is checked whole')
    tap.ok(app.sees('うち 1 通は調べられませんでした'), 'what could not be judged is said')
    tap.ok(app.sees('メールではありません'), 'and its row gives the reason')
    shot('many-dropped-ja')
    drop(app, *MAILS[:7])
    tap.ok(checked(app, 7), 'seven dropped mails are a list too')
    app.quit()
    box = mailbox.mbox(scratch + '/Inbox')
    maildir = mailbox.Maildir(scratch + '/Maildir')
    for mail in MAILS[:6]:
        box.add(open(mail, 'rb').read())
        maildir.add(open(mail, 'rb').read())
    box.flush()
    profile = scratch + '/profile/Mail/Local Folders'
    os.makedirs(profile)
    shutil.copy(scratch + '/Inbox', profile)
    open(profile + '/Inbox.msf', 'w').write('// <!-- <mdb:mork:z v="1.4"/> -->')
    with zipfile.ZipFile(scratch + '/mails.zip', 'w') as z:
        for mail in MAILS[:6]:
            z.write(mail, os.path.basename(mail))
    for what in ('Inbox', 'Maildir', 'profile', 'mails.zip'):
        app = App(scratch + '/' + what)
        tap.ok(checked(app, 6), '%s on the command line' % what)
        app.quit()
    os.mkdir(scratch + '/empty')
    app = App(scratch + '/empty')
    tap.ok(app.sees('メールが見つかりません'), 'an empty folder says so')
    shot('many-empty-ja')
    app.quit()
    tap.ok(app.process.returncode == -15, 'nothing broke')


def count_shown(app):
    """The line above the list."""
    return next((t for t in app.texts() if t.endswith(' 通') and t[0].isdigit()), '')


def test_list(scratch):
    settings(own=OWN)
    app = App(SEEDS)
    checked(app, len(MAILS))
    tap.ok(app.sees('「配達通知」のページに説明があります', 5), 'a notice without a finding of its own points to its page')
    place(app.process.pid, 10, 30, 1200, 900)
    key('ctrl+f')
    run('xdotool', 'type', 'LIFE@')
    tap.ok(wait_for(lambda: count_shown(app) == '%d 通のうち 8 通' % len(MAILS), 5), 'search by the sender: %s' % count_shown(app))
    key('ctrl+a', 'BackSpace')
    tap.ok(wait_for(lambda: count_shown(app) == '%d 通' % len(MAILS), 5), 'and back: %s' % count_shown(app))
    key('Tab', 'space', 'Down', 'Down', 'Return')
    tap.ok(wait_for(lambda: count_shown(app) == '%d 通のうち 12 通' % len(MAILS), 5), 'filter by a verdict with keys: %s' % count_shown(app))
    key('Tab', 'space', 'Down', 'Down', 'Return')  # newest first
    time.sleep(0.5)
    shot('many-filtered-ja')
    key('Tab', 'Tab', 'Return')
    tap.ok(app.sees('お支払い情報の更新をお願いします') and app.sees('届いた経路'), 'Enter opens the first mail whole')
    shot('many-opened-ja')
    app.quit()


def test_pages(scratch):
    settings(own=OWN)
    words = catalogue()
    english = {english: japanese for english, japanese in words.items() if english and japanese != english}
    password = bounces(scratch + '/notices', 'password', 300)
    forged = bounces(scratch + '/forged', 'forged', 300)
    for language, title in (('ja', lambda t: words[t]), ('en', lambda t: t)):
        for dark, width in ((language == 'en', 1100), (language == 'ja', 360)):
            look = '%s-%s-%d' % (language, 'dark' if dark else 'light', width)
            app = App(SEEDS, language=language, dark=dark)
            for height in (949, 950):  # the first time the window's contents move together, the second time it follows
                window = place(app.process.pid, 10, 30, width, height)
                time.sleep(0.5)
            app.sees('15', 4)
            shot('many-list-' + look)
            bad = unnamed(app)
            tap.ok(not bad, 'every control has a name (list, %s): %s' % (look, bad[:4]))
            for page, seen in (('Mailings', 'cad-office.example.jp'), ('Figures', title('Whom the mails claim to be'))):
                tap.ok(click(app, title(page)), 'there is a page %s (%s)' % (page, look))
                tap.ok(app.sees(seen, 6), '%s (%s)' % (page, look))
                if page == 'Mailings':
                    click(app, title('Show what they share and when they came'))
                    tap.ok(app.sees('nakamura@cad-office.example.jp', 5), 'guessed recipients are named (%s)' % look)
                time.sleep(0.7)
                shot('many-%s-%s' % (page.lower(), look))
                bad = unnamed(app)
                tap.ok(not bad, 'every control has a name (%s, %s): %s' % (page, look, bad[:4]))
                left = sorted({t for t in app.texts() if t in english and '%' not in t})[:4] if language == 'ja' else []
                tap.ok(not left, 'nothing is left in English (%s): %s' % (page, left))
            if width == 360:
                inside = app.root.get_child_at_index(0).get_component_iface().get_extents(Atspi.CoordType.WINDOW).width
                tap.ok(0 < inside <= 360 and size(window)[0] <= 370, 'the window fits 360 px (%s): %d' % (language, inside))
            app.quit()
            app = App(password, language=language, dark=dark)
            place(app.process.pid, 10, 30, width, 950)
            tap.ok(app.sees(title('Somebody sends mail with your password. Act now.'), 20), '300 notices are one page (%s)' % look)
            tap.ok(app.sees('185.220.101.'), 'the letter to the provider has the addresses (%s)' % look)
            time.sleep(0.5)
            shot('many-notices-' + look)
            app.quit()
    app = App(forged)
    tap.ok(app.sees('パスワードが知られていることを示すものは', 20) or app.sees('差出人', 1), 'a forged sender is told apart')
    tap.ok(not app.sees(words['Letter to your mail provider'], 1), 'and needs no letter')
    shot('many-forged-ja')
    app.quit()


def unnamed(app):
    """Focusable things without a name or with the underscore of their key in it."""
    return [(n.get_role_name(), n.get_name()) for n in app.nodes()
            if n.get_state_set().contains(Atspi.StateType.FOCUSABLE) and n.get_name() != 'AdwGizmo'
            and not (n.get_role() in (Atspi.Role.LIST_ITEM, Atspi.Role.TABLE_ROW) and any(n.get_child_at_index(i) for i in range(n.get_child_count())))
            and not (n.get_name() == 'GtkListItemWidget' and n.get_role() == Atspi.Role.FILLER)  # inside a drop-down's button
            and (not n.get_name() or n.get_name().startswith(('Gtk', 'Adw', 'Mb')) or '(_' in n.get_name())]


def save_as(app, keys, path):
    before = app.windows()
    key(*keys)
    wait_for(lambda: app.windows() > before)
    time.sleep(0.5)
    key('ctrl+a')
    run('xdotool', 'type', path)
    key('Return')
    return wait_for(lambda: os.path.exists(path), 8)


def test_export(scratch):
    settings(own=OWN)
    app = App(SEEDS)
    checked(app, len(MAILS))
    window_id(app.process.pid)
    table = scratch + '/table.csv'
    tap.ok(save_as(app, ('ctrl+s',), table), 'the table is saved by a key')
    rows = list(csv.reader(open(table, encoding='utf-8-sig', newline='')))
    tap.ok(len(rows) == len(MAILS) + 1 and len(rows[0]) == len(rows[1]) and rows[0][1] == '判定', 'one line a mail, with a head')
    tap.ok(stat.S_IMODE(os.stat(table).st_mode) == 0o600, 'for the user only')
    summary = scratch + '/summary.json'
    tap.ok(save_as(app, ('ctrl+shift+s',), summary), 'the summary too')
    tap.ok(json.load(open(summary))['mails'] == len(MAILS), 'with all mails in it')
    tap.ok(sorted(os.listdir(scratch)) == ['summary.json', 'table.csv'], 'nothing else is left')
    app.quit()


def generated(path, count):
    """Small mails, all different, as fast as they can be written."""
    with open(path, 'w') as f:
        for i in range(count):
            f.write('From x@y Tue Jul 14 08:12:41 2026\nReceived: from a%d.example (a%d.example [203.0.113.%d])\n\tby mx.victim.example with ESMTP; Tue, 14 Jul 2026 08:%02d:%02d +0900\n'
                    'From: Info %d <info%d@a%d.example>\nTo: taro@victim.example\nSubject: news %d\nDate: Tue, 14 Jul 2026 08:12:38 +0900\nMessage-ID: <%d@a.example>\n\nhttp://b%d.example/x\n\n'
                    % (i % 97, i % 97, i % 250, i // 60 % 60, i % 60, i % 900, i % 900, i % 97, i, i, i % 50))
    return path


def test_states(scratch):
    """Results while running, pause, go on, stop, and once more."""
    settings(own=OWN)
    app = App(generated(scratch + '/mbox', 60000))
    place(app.process.pid, 10, 30, 1200, 900)
    so_far = lambda: int(next((''.join(c for c in t if c.isdigit()) for t in bar(app) if 'これまでに' in t or '一時停止しています' in t), '0') or 0)
    tap.ok(wait_for(lambda: 0 < so_far(), 60), 'it says how far it is')
    shot('many-running-ja')
    key('ctrl+period')
    tap.ok(bar_says(app, '一時停止しています'), 'it pauses')
    time.sleep(1)
    at = so_far()
    time.sleep(1.5)
    tap.ok(at and so_far() == at, 'and nothing goes on meanwhile: %d' % at)
    tap.ok(app.sees('news ', 20), 'results are there before the end')
    key('ctrl+period')
    tap.ok(wait_for(lambda: so_far() > at, 20), 'it goes on')
    key('Escape')
    tap.ok(bar_says(app, '残りは調べていません'), 'Escape stops it, and what was not checked is said')
    shot('many-stopped-ja')
    key('F5')
    tap.ok(bar_says(app, '確認中です'), 'once more from the beginning')
    app.quit()
    tap.ok(app.process.returncode == -15, 'nothing broke')


def held_up(text):
    """{what went on: longest time the main loop was held up, in ms}"""
    now, worst = 'start', {}
    marks = []
    for line in text.splitlines():
        words = line.split()
        if words[:1] == ['mark']:
            marks.append((float(words[2]), words[1]))
    for line in text.splitlines():
        words = line.split()
        if words[:1] == ['stall']:
            ms, at = float(words[1]), float(words[2])
            now = next((name for when, name in reversed(marks) if when <= at), 'start')
            worst[now] = max(worst.get(now, 0), ms)
    worst.pop('start', None)  # the window's making is measured elsewhere
    return worst


def best_of(what, attempt):
    """Other work on the machine is not the window's fault: the best of three."""
    best = None
    for _ in range(3):
        worst = attempt()
        if worst is not None and (best is None or max(worst.values(), default=0) < max(best.values(), default=0)):
            best = worst
        if best is not None and max(best.values(), default=0) <= MAX_STALL:
            break
    print('# %s: %s' % (what, best))
    longest = max(best.values(), default=0) if best is not None else None
    tap.ok(longest is not None and longest <= MAX_STALL, '%s holds up the main loop for at most %s ms (at most %d)' % (what, longest, MAX_STALL))


def rows_once():
    done = subprocess.run([ROWS, '100000'], env=dict(os.environ, LD_PRELOAD=WATCH, WATCH='net'), stderr=subprocess.PIPE, text=True, timeout=120)
    pixels = {w[1]: int(w[5]) for w in map(str.split, done.stderr.splitlines()) if w[:1] == ['mark']}
    if 'rows 116000 of 116000' not in done.stderr or pixels['jump'] < 5000 or pixels['sort'] < 100000:
        print('# ' + done.stderr[-300:])
        return None
    return held_up(done.stderr)


def batch_once(path, count):
    """A batch from its beginning to its end, with the list scrolled and the pages turned meanwhile."""
    app = subprocess.Popen([PROGRAM], env=dict(os.environ, LD_PRELOAD=WATCH, WATCH='net', LANGUAGE='en'), stderr=subprocess.PIPE, text=True)
    window_id(app.pid)
    time.sleep(4)
    marks = 'mark batch %.3f\n' % time.monotonic()
    subprocess.run([PROGRAM, path], timeout=30)
    run('xdotool', 'mousemove', '400', '500')
    for _ in range(40):
        run('xdotool', 'click', '--repeat', '5', '--delay', '30', '5')
        time.sleep(0.15)
    time.sleep(2)
    app.terminate()
    return held_up(marks + app.communicate()[1])


def test_times(scratch):
    settings(own=OWN)
    best_of('100,000 rows scrolled, sorted, filtered, searched and growing', rows_once)
    path = generated(scratch + '/mbox', 10000)
    best_of('a batch of 10,000 mails', lambda: batch_once(path, 10000))


for test in (test_ways_in, test_list, test_pages, test_export, test_states, test_times):
    if not sys.argv[4:] or test.__name__ in sys.argv[4:]:
        with tempfile.TemporaryDirectory() as folder:
            test(folder)
tap.done()
