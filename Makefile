# The commands people use; each says what it does: `make help`.
.POSIX:
PYTHON ?= python3
BIN = .venv/bin

.PHONY: help install serve test check fix lock bench
help:     ## what there is
	@grep -hE '^[a-z]+:.*##' Makefile | sed 's/:.*##/:/'
