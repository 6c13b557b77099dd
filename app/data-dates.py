#!/usr/bin/env python3
"""The day of the brand table, for the about window. SPDX-License-Identifier: GPL-3.0-or-later"""
import json
import sys

print(json.load(open(sys.argv[1], encoding='utf-8'))['date'])
