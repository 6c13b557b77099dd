"""A program and all its processes under strace: which sockets and files they made.
SPDX-License-Identifier: GPL-3.0-or-later"""
import re
import shutil
import subprocess

CALLS = 'socket,connect,open,openat,creat,mknod,memfd_create,rename,renameat,renameat2,mkdir,mkdirat,link,linkat,symlink'


def usable():
    """A text that says why not, or None."""
    if not shutil.which('strace'):
        return 'strace is not installed'
    done = subprocess.run(['strace', '-f', '-e', 'trace=none', 'true'], capture_output=True, text=True)
    return None if done.returncode == 0 else 'strace may not be used here: ' + done.stderr.strip()[-200:]


def command(log, *argv):
    return ['strace', '-f', '-qq', '-s', '300', '-e', 'trace=' + CALLS, '-o', log, *argv]


def calls(log):
    with open(log, encoding='utf-8', errors='replace') as f:
        return [line.rstrip('\n') for line in f]


def processes(lines):
    return len({line.split()[0] for line in lines if line.split()})


def internet(lines):
    """Sockets of AF_INET or AF_INET6, and anything sent to such an address."""
    return [line for line in lines if re.search(r'\bAF_INET6?\b|\bPF_INET6?\b', line)]


def sockets(lines):
    return [line for line in lines if re.search(r'\bsocket\(', line)]


def made(lines):
    """Everything that leaves something on a disk: files created, folders, links, names changed. A memfd is memory."""
    wanted = re.compile(r'\b(?:open|openat)\(.*\b(?:O_CREAT|O_TMPFILE|O_WRONLY|O_RDWR)\b|\b(?:creat|mknod|mkdir|mkdirat|link|linkat|symlink|rename|renameat2?)\(')
    return [line for line in lines if wanted.search(line) and not re.search(r'"/dev/(?:null|tty|pts/\d+)"|= -1 E', line)]
