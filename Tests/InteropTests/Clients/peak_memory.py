#!/usr/bin/env python3
"""Runs a program and fails when it ever held more memory than allowed: peak_memory.py MEGABYTES PROGRAM [ARGUMENT...]"""
import resource
import subprocess
import sys

code = subprocess.run(sys.argv[2:]).returncode
peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
if peak > int(sys.argv[1]):
    sys.exit(f"{peak} MB were held; allowed: {sys.argv[1]} MB")
sys.exit(code)
