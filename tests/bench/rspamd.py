#!/usr/bin/env python3
"""The same mails through a local rspamd, where one is installed, against us: CPU a mail, which is speed a core. It is a
closed one: name servers that know nothing (here, on 127.0.0.1), no fuzzy hashes, no history.
usage: rspamd.py NAMES 'COMMAND'     SPDX-License-Identifier: GPL-3.0-or-later"""
import getpass
import grp
import http.client
import os
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time

from measure import tell

PORT = 11333  # of Debian's configuration
OFF = {'conf': ('fuzzy_check', 'mx_check', 'greylist', 'url_redirector', 'neural', 'history_redis', 'dkim_signing', 'ratelimit'),
       'inc': ('worker-proxy', 'worker-fuzzy', 'worker-controller')}


def answer_no_name(server):
    """NXDOMAIN to every question."""
    while True:
        question, whom = server.recvfrom(4096)
        server.sendto(question[:2] + b'\x81\x83\0\1\0\0\0\0\0\0' + question[12:].split(b'\0', 1)[0] + b'\0' + question[12:].split(b'\0', 1)[1][:4], whom)


def configure(folder, dns_port):
    conf = os.path.join(folder, 'conf')
    shutil.copytree('/etc/rspamd', conf)
    files = {name + '.' + end: 'enabled = false;' for end, names in OFF.items() for name in names}
    files['options.inc'] = 'dns { nameserver = ["127.0.0.1:%d"]; timeout = 0.3s; retransmits = 1; }\ndisable_monitoring = true;\n' \
                           'filters = "chartable,dkim,regexp";' % dns_port
    files.update({'logging.inc': 'level = "error";', 'worker-normal.inc': 'count = 1;'})
    os.makedirs(os.path.join(conf, 'local.d'), exist_ok=True)
    for name, text in files.items():
        with open(os.path.join(conf, 'local.d', name), 'w', encoding='utf-8') as f:
            f.write(text + '\n')
    for name in ('db', 'log', 'run'):
        os.mkdir(os.path.join(folder, name))
    places = ['--var=%s=%s' % (name, os.path.join(folder, where)) for name, where in
              (('CONFDIR', 'conf'), ('LOCAL_CONFDIR', 'conf'), ('DBDIR', 'db'), ('LOGDIR', 'log'), ('RUNDIR', 'run'))]
    return ['rspamd', '-f', '-i', '-u', getpass.getuser(), '-g', grp.getgrgid(os.getgid()).gr_name, '-c', conf + '/rspamd.conf', *places]


def ask(path, body=None):
    link = http.client.HTTPConnection('127.0.0.1', PORT, timeout=20)
    link.request('POST' if body is not None else 'GET', path, body)
    answer = link.getresponse()
    text = answer.read()
    link.close()
    return answer.status, text


def wait_until_ready(process):
    for _ in range(600):
        try:
            if ask('/ping')[0] == 200:
                return
        except OSError:
            time.sleep(0.1)
        if process.poll() is not None:
            sys.exit('rspamd against us: NOT MEASURED, rspamd does not start')
    sys.exit('rspamd against us: NOT MEASURED, rspamd does not answer')


def used(pid):
    """CPU seconds of a process and its children so far."""
    with open('/proc/%d/stat' % pid) as f:
        total = sum(map(int, f.read().rsplit(')', 1)[1].split()[11:15])) / os.sysconf('SC_CLK_TCK')
    with open('/proc/%d/task/%d/children' % (pid, pid)) as f:
        return total + sum(used(int(child)) for child in f.read().split())


def scan(process, mails):
    before = used(process.pid)
    for mail in mails:
        if ask('/checkv2', mail)[0] != 200:
            sys.exit('rspamd against us: NOT MEASURED, rspamd refuses a mail')
    return used(process.pid) - before


def main(names, command):
    if not shutil.which('rspamd'):
        print('rspamd against us: NOT MEASURED, rspamd is not installed')
        return 0
    with open(names, 'rb') as f:
        mails = [open(name, 'rb').read() for name in f.read().split(b'\0') if name]
    server = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    server.bind(('127.0.0.1', 0))
    threading.Thread(target=answer_no_name, args=(server,), daemon=True).start()
    with tempfile.TemporaryDirectory() as folder:
        process = subprocess.Popen(configure(folder, server.getsockname()[1]), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            wait_until_ready(process)
            scan(process, mails[:50])  # warm
            pairs = [(scan(process, mails), run_ours(names, command)) for _ in range(3)]
        finally:
            process.terminate()
            process.wait()
    theirs, ours = (statistics.median(pair[i] for pair in pairs) / len(mails) * 1e3 for i in (0, 1))
    return 0 if tell('rspamd against us, CPU a mail', statistics.median(a / b for a, b in pairs), 8, least=True,
                     more='%.2f ms against %.2f ms' % (theirs, ours)) else 1


def run_ours(names, command):
    """In a process of its own: this one may not wait for whatever child ends, rspamd is one."""
    text = 'import measure, sys; print(measure.run(sys.argv[1], sys.argv[2]).cpu)'
    here = os.path.dirname(os.path.abspath(__file__))
    return float(subprocess.run([sys.executable, '-c', text, command, names], check=True, capture_output=True, text=True,
                                env={**os.environ, 'PYTHONPATH': here}).stdout)


sys.exit(main(*sys.argv[1:]))
