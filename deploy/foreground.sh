#!/usr/bin/env bash
# Runs a program so that Ctrl+C reaches it and not the make that started it: make would say
# "Interrupt" and exit 130 after a program that ended in order.
if [ -t 0 ]; then
    set -m # a process group of its own, in the foreground of the terminal
    "$@" &
    fg >/dev/null
else
    exec "$@"
fi
