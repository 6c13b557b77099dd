"""The real host as Thunderbird starts it: frames in and out.
SPDX-License-Identifier: GPL-3.0-or-later"""
import base64
import hashlib
import json
import os
import select
import struct
import subprocess
import time

ADDON = 'addon@miyaburi.github.io'
PIECE = 512 * 1024


class Host:
    def __init__(self, binary, home, **more):
        env = {'HOME': home, 'PATH': '/usr/bin:/bin', 'LANG': 'C.UTF-8', **{k: v for k, v in os.environ.items() if k.endswith('SAN_OPTIONS') or k.startswith('MIYABURI_')}, **more}
        self.process = subprocess.Popen([binary, '/usr/lib/mozilla/native-messaging-hosts/miyaburi.json', ADDON],
                                        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=env)
        self.buffer = b''

    def write(self, data):
        try:
            self.process.stdin.write(data)
            self.process.stdin.flush()
            return True
        except BrokenPipeError:
            return False

    def send(self, message):
        text = message if isinstance(message, bytes) else json.dumps(message, separators=(',', ':')).encode()  # as JavaScript writes it
        return self.write(struct.pack('=I', len(text)) + text)

    def frame(self, seconds=2.0):
        """The next answer; None when the host closed; raises when nothing came in time."""
        end = time.monotonic() + seconds
        while True:
            if len(self.buffer) >= 4:
                n = struct.unpack('=I', self.buffer[:4])[0]
                assert n <= 512 * 1024, f'answer of {n} bytes'
                if len(self.buffer) >= 4 + n:
                    text, self.buffer = self.buffer[4:4 + n], self.buffer[4 + n:]
                    return json.loads(text)
            left = end - time.monotonic()
            if left <= 0 or not select.select([self.process.stdout], [], [], left)[0]:
                raise AssertionError('no answer within 2 s')
            data = os.read(self.process.stdout.fileno(), 1 << 16)
            if not data:
                assert not self.buffer, 'closed inside an answer'
                return None
            self.buffer += data

    def rss_kib(self):
        with open(f'/proc/{self.process.pid}/status') as f:
            return next((int(l.split()[1]) for l in f if l.startswith('VmHWM')), 0)

    def close(self):
        """Ends the connection; returns the exit status, which must come within a second."""
        self.process.stdin.close()
        started = time.monotonic()
        status = self.process.wait(10)
        assert time.monotonic() - started <= (1.0 if 'ASAN_OPTIONS' not in os.environ else 5.0), 'still there a second after the pipe closed'
        return status

    def mail(self, name, mail, first_id=900000):
        """Sends a mail in pieces."""
        self.send({'id': first_id, 'type': 'mail-begin', 'mail': name, 'size': len(mail)})
        for seq, at in enumerate(range(0, len(mail), PIECE)):
            self.send({'id': first_id + 1 + seq, 'type': 'mail-chunk', 'mail': name, 'seq': seq, 'data': base64.b64encode(mail[at:at + PIECE]).decode()})
        answer = self.frame(10)
        assert answer == {'id': first_id, 'type': 'mail-begin'}, answer

    def check(self, number, mail, **fields):
        """Sends a mail and asks for its check; the answers are still to be read."""
        self.mail(f'm{number}', mail)
        self.send({'id': number, 'type': 'check', 'mail': f'm{number}', 'sha256': hashlib.sha256(mail).hexdigest(), **fields})

    def report(self, number, seconds=10.0):
        """The last answer to a check; reports that are not final come before it."""
        while True:
            answer = self.frame(seconds)
            assert answer['id'] == number, answer
            if answer['type'] != 'report' or answer['final']:
                return answer

    def ask(self, seconds=2.0, **request):
        self.send(request)
        return self.frame(seconds)


def run_cases(cases):
    """TAP over (name, function) pairs; a text that a function returns is shown with its name."""
    print(f'1..{len(cases)}')
    failed = 0
    for number, (name, case) in enumerate(cases, 1):
        try:
            note = case()
            print(f'ok {number} - {name}' + (f' ({note})' if note else ''), flush=True)
        except Exception as error:
            failed += 1
            print(f'not ok {number} - {name}: {type(error).__name__}: {error}', flush=True)
    return 1 if failed else 0
