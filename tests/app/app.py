"""The app from outside: started, looked at through the accessibility bus, driven by keys and mouse.
SPDX-License-Identifier: GPL-3.0-or-later"""
import os
import re
import signal
import subprocess
import sys
import time

import gi
gi.require_version('Atspi', '2.0')
from gi.repository import Atspi, GLib  # noqa: E402

BUILD, SOURCE = os.environ['MIYABURI_BUILD'], os.environ['MIYABURI_SOURCE']
PROGRAM = os.path.join(BUILD, 'app', 'miyaburi')
SHOTS = os.path.join(BUILD, 'tests-output', 'app')
SEEDS = os.path.join(SOURCE, 'tests', 'seed-cases')
os.makedirs(SHOTS, exist_ok=True)


def settings(asked=True, own='', language='', allow=''):
    folder = os.path.join(os.environ['XDG_CONFIG_HOME'], 'miyaburi')
    os.makedirs(folder, exist_ok=True)
    with open(os.path.join(folder, 'settings.ini'), 'w', encoding='utf-8') as f:
        f.write('[lookups]\nasked=%s\nallow=%s\n[look]\nlanguage=%s\n' % (str(asked).lower(), allow, language))
        if own:
            f.write('[own]\ndomains=%s\naddresses=taro@%s\n' % (own, own))


def wait_for(check, seconds=10, every=0.1):
    """Until check() is true, and what it gave."""
    end = time.monotonic() + seconds
    while True:
        try:
            found = check()
        except GLib.Error:
            found = None
        if found or time.monotonic() > end:
            return found
        time.sleep(every)


class App:
    def __init__(self, *args, language='ja', stdin=None, dark=False, contrast=False, wait=True, run=(), **env):
        environment = dict(os.environ, LANGUAGE=language, G_DEBUG='fatal-criticals', **env)
        if dark:
            environment['ADW_DEBUG_COLOR_SCHEME'] = 'prefer-dark'
        if contrast:
            environment['ADW_DEBUG_HIGH_CONTRAST'] = '1'
        self.process = subprocess.Popen([*run, PROGRAM, *args], env=environment, stdin=stdin or subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        if wait:
            self.root = wait_for(self.find)
            if not self.root:
                self.process.kill()
                raise RuntimeError('no window: ' + self.process.communicate()[1])

    def find(self):
        desktop = Atspi.get_desktop(0)
        for i in range(desktop.get_child_count()):
            app = desktop.get_child_at_index(i)
            if app and app.get_process_id() == self.process.pid and app.get_child_count():
                return app
        return None

    def nodes(self, node=None):
        """Everything that is on screen."""
        stack = [node or self.root]
        while stack:
            here = stack.pop()
            yield here
            for i in reversed(range(here.get_child_count())):
                child = here.get_child_at_index(i)
                if child and (here == self.root or child.get_state_set().contains(Atspi.StateType.VISIBLE)):
                    stack.append(child)

    def texts(self, window=None):
        for node in self.nodes(window):
            yield node.get_name() or ''
            text = node.get_text_iface()
            if text and node.get_role() != Atspi.Role.PASSWORD_TEXT:
                yield Atspi.Text.get_text(text, 0, Atspi.Text.get_character_count(text))

    def sees(self, text, seconds=10, window=None):
        return bool(wait_for(lambda: any(text in t for t in self.texts(window)), seconds, 0.3))

    def by_name(self, name, seconds=5):
        return wait_for(lambda: next((n for n in self.nodes() if n.get_name() == name), None), seconds, 0.3)

    def front(self):
        """The window opened last."""
        return self.root.get_child_at_index(self.windows() - 1)

    def press(self, name):
        """A button or switch in the window in front, whose name begins so."""
        does = (Atspi.Role.PUSH_BUTTON, Atspi.Role.TOGGLE_BUTTON, Atspi.Role.CHECK_BOX)
        node = wait_for(lambda: next((n for n in self.nodes(self.front()) if n.get_role() in does and n.get_name().startswith(name)), None), 5, 0.3)
        done = bool(node) and Atspi.Action.do_action(node, 0)
        time.sleep(0.4)  # a switch slides before it is turned
        return done

    def focused(self):
        return next((n for n in self.nodes() if n.get_state_set().contains(Atspi.StateType.FOCUSED)), None)

    def windows(self):
        return self.root.get_child_count()

    def quit(self):
        self.process.send_signal(signal.SIGTERM)
        errors = self.process.communicate(timeout=20)[1]
        return errors


UNNAMED = ('Gtk', 'Adw', 'Mb')
# A tab's outer frame inside libadwaita is focusable and has no name; the tab's text is its child.
LIBADWAITA = {'AdwGizmo'}


def has_text(node):
    return any(node.get_child_at_index(i).get_name() or has_text(node.get_child_at_index(i)) for i in range(node.get_child_count()))


def twice(name):
    """Read aloud, it is said twice."""
    half = len(name) // 2
    return len(name) > 2 and name[half] == ' ' and name[:half] == name[half + 1:]


def unnamed(app):
    """Focusable things and lists without a name or role, named twice, or with the underscore of their key in the name."""
    bad = []
    for node in app.nodes():
        name, role = node.get_name() or '', node.get_role()
        if role == Atspi.Role.LIST and twice(name):
            bad.append((node.get_role_name(), name))
        if not node.get_state_set().contains(Atspi.StateType.FOCUSABLE) or name in LIBADWAITA:
            continue
        if (role == Atspi.Role.LIST_ITEM and not name or name == 'GtkListItemWidget') and has_text(node):
            continue # an entry of a drop-down list, a row of a table: GTK 4.8 cannot name it, what is in it is read
        if role in (Atspi.Role.INVALID, Atspi.Role.UNKNOWN) or not name or name.startswith(UNNAMED) or '(_' in name or re.match('_[A-Z]', name) or twice(name):
            bad.append((node.get_role_name(), name))
    return bad


class Focus:
    """All that had the focus, in that order, by the bus telling it."""
    def __init__(self, app):
        self.app, self.order = app, []
        self.listener = Atspi.EventListener.new(self.on_event)

    def on_event(self, event):
        try:
            if event.detail1 and event.source:
                self.order.append(event.source)
        except GLib.Error:
            pass

    def look(self):
        while GLib.MainContext.default().iteration(False):
            pass

    def __enter__(self):
        self.listener.register('object:state-changed:focused')
        return self

    def __exit__(self, *args):
        self.look()
        self.listener.deregister('object:state-changed:focused')


def run(*command):
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout


def key(*keys):
    for k in keys:
        run('xdotool', 'key', '--clearmodifiers', k)
        time.sleep(0.12)


def window_id(pid, seconds=10):
    search = lambda: subprocess.run(['xdotool', 'search', '--onlyvisible', '--pid', str(pid)], stdout=subprocess.PIPE, text=True).stdout.split()
    ids = wait_for(search, seconds)
    return ids[-1] if ids else None


def place(pid, x, y, width=None, height=None):
    window = window_id(pid)
    if width:
        run('xdotool', 'windowsize', '--sync', window, str(width), str(height))
    run('xdotool', 'windowmove', window, str(x), str(y))
    time.sleep(0.3)
    return window


def size(window):
    lines = dict(l.split('=') for l in run('xdotool', 'getwindowgeometry', '--shell', window).split() if '=' in l)
    return int(lines['WIDTH']), int(lines['HEIGHT'])


def catalogue():
    """English text → Japanese text, as the program's catalogue has it."""
    mo = open(os.path.join(BUILD, 'po', 'ja', 'LC_MESSAGES', 'miyaburi.mo'), 'rb').read()
    word = lambda at: int.from_bytes(mo[at:at + 4], 'little')
    text = lambda table, i: mo[word(table + 8 * i + 4):][:word(table + 8 * i)].decode('utf-8')
    return {text(word(12), i): text(word(16), i) for i in range(word(8))}


def shot(name):
    path = os.path.join(SHOTS, name + '.png')
    run('import', '-window', 'root', path)
    return path


class Tap:
    def __init__(self):
        self.n = self.failed = 0

    def ok(self, good, what):
        self.n += 1
        self.failed += not good
        print('%sok %d - %s' % ('' if good else 'not ', self.n, what), flush=True)

    def skip(self, what, why):
        """Counted and listed with its reason at the end of all suites."""
        self.n += 1
        print('ok %d - %s # SKIP %s' % (self.n, what, why), flush=True)

    def done(self):
        print('1..%d' % self.n)
        sys.exit(1 if self.failed else 0)
