#!/usr/bin/env python3
"""Includes only go down (core/README.md): base <- facts, mail <- auth <- checks <- report; lookup sees base and facts;
the worker sees the judging side; batch sees miyaburi.h; app/ and native-host/ see miyaburi.h and
batch/batch.h only.
SPDX-License-Identifier: GPL-3.0-or-later"""
import os
import re

from common import finish, read, tracked

MAY_SEE = {
    'base': {'base'},
    'facts': {'base', 'facts'},
    'mail': {'base', 'mail'},
    'auth': {'base', 'facts', 'mail', 'auth'},
    'checks': {'base', 'facts', 'mail', 'auth', 'checks'},
    'report': {'base', 'facts', 'mail', 'auth', 'checks', 'report'},
    'lookup': {'base', 'facts', 'lookup'},
    'help': {'report', 'help'},
    'history': {'base', 'facts', 'history'},
    'worker': {'base', 'report', 'worker'},
    'batch': {'', 'batch'},
}


def includes(name):
    return re.findall(r'^\s*#\s*include\s+"([^"]+)"', read(name), re.M)


def core_layer(name, include):
    """The layer an include of a file in core/ leads to, '' for core/ itself, None for a file made by the build."""
    folder = os.path.dirname(name)
    for candidate in (os.path.normpath(os.path.join(folder, include)), 'core/' + include):
        if os.path.isfile(os.path.join(os.environ.get('MIYABURI_SOURCE', '.'), candidate)):
            parts = candidate.split('/')
            return parts[1] if len(parts) > 2 else ''
    return None


problems = []
for name in tracked('core/*.c', 'core/*.h'):
    parts = name.split('/')
    layer = parts[1] if len(parts) > 2 else ''
    for include in includes(name):
        target = core_layer(name, include)
        if layer and target is not None and target not in MAY_SEE[layer]:
            problems.append('%s (%s) includes %s (%s)' % (name, layer, include, target or 'core'))
for name in tracked('app/*.c', 'app/*.h', 'native-host/*.c', 'native-host/*.h'):
    folder = os.path.dirname(name)
    for include in includes(name):
        own = os.path.normpath(os.path.join(folder, include))
        inside = own.startswith(('app/', 'native-host/')) and os.path.isfile(os.path.join(os.environ.get('MIYABURI_SOURCE', '.'), own))
        if not inside and include not in ('miyaburi.h', 'batch/batch.h') and core_layer('core/x', include) is not None:
            problems.append('%s includes %s: only miyaburi.h and batch/batch.h are for it' % (name, include))
finish(problems, 'layers')
